import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * A certificate authority that lives as long as the run, and a certificate of it for `localhost` (P-256, as exchanges have).
 * @returns {{ authorityFile: string, keyFile: string, certificateFile: string, remove: () => void }} PEM files
 */
export function makeAuthority() {
  const folder = mkdtempSync(join(tmpdir(), 'perch-bench-ca-'));
  const file = (/** @type {string} */ name) => join(folder, name);
  const openssl = (/** @type {string[]} */ ...words) =>
    execFileSync('openssl', words, { cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] });
  const newKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
  openssl(
    'req',
    '-x509',
    ...newKey,
    '-keyout',
    'ca.key',
    '-out',
    'ca.pem',
    '-days',
    '2',
    '-subj',
    '/CN=Bench authority',
  );
  openssl('req', ...newKey, '-keyout', 'server.key', '-out', 'server.csr', '-subj', '/CN=localhost');
  writeFileSync(file('names'), 'subjectAltName=DNS:localhost\n');
  const byAuthority = ['-CA', 'ca.pem', '-CAkey', 'ca.key', '-CAcreateserial', '-extfile', 'names'];
  openssl('x509', '-req', '-in', 'server.csr', ...byAuthority, '-days', '2', '-out', 'server.pem');
  return {
    authorityFile: file('ca.pem'),
    keyFile: file('server.key'),
    certificateFile: file('server.pem'),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
