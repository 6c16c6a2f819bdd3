import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

interface Identity {
  readonly cert: string;
  readonly key: string;
}

interface TestCertificates {
  /** The one who signed all but `selfSigned`; trusted by whoever names it. PEM. */
  readonly authority: string;
  readonly good: Identity;
  readonly selfSigned: Identity;
  readonly otherHost: Identity;
  readonly expired: Identity;
  readonly notYetValid: Identity;
  /** Signed by one who was signed by the authority, but not to sign others. */
  readonly byNoAuthority: Identity;
}

const DAY_MS = 86_400_000;

/** As `openssl ca` reads dates. */
const day = (offset: number): string =>
  `${new Date(Date.now() + offset * DAY_MS).toISOString().slice(2, 19).replace(/[-T:]/g, '')}Z`;

/**
 * For tests: certificates for 127.0.0.1, made here and now by openssl; node:crypto can not make any. `openssl ca` is the one command
 * that takes any dates in all versions.
 */
export function makeCertificates(): TestCertificates {
  const folder = mkdtempSync(join(tmpdir(), 'perch-certificates-'));
  const file = (name: string): string => join(folder, name);
  const openssl = (...args: string[]): void =>
    void execFileSync('openssl', args, { cwd: folder, stdio: 'ignore' });
  const read = (name: string): Identity => ({
    cert: readFileSync(file(`${name}.pem`), 'utf8'),
    key: readFileSync(file(`${name}.key`), 'utf8'),
  });
  const EC = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];

  function signed(name: string, by: string, from: number, until: number, host = 'IP:127.0.0.1'): Identity {
    const config = file(`${name}.cnf`);
    writeFileSync(
      config,
      `[ca]\ndefault_ca = d\n[d]\ndatabase = ${file('index')}\nnew_certs_dir = ${folder}\nrand_serial = yes\n` +
        `default_md = sha256\npolicy = p\nunique_subject = no\nx509_extensions = x\n[p]\ncommonName = supplied\n` +
        `[x]\nbasicConstraints = critical, CA:FALSE\nsubjectAltName = ${host}\n`,
    );
    openssl(
      'req',
      '-new',
      ...EC,
      '-keyout',
      `${name}.key`,
      '-out',
      `${name}.csr`,
      '-subj',
      `/CN=perch-${name}`,
    );
    openssl(
      ...[
        'ca',
        '-batch',
        '-config',
        config,
        '-cert',
        `${by}.pem`,
        '-keyfile',
        `${by}.key`,
        '-in',
        `${name}.csr`,
      ],
      ...['-out', `${name}.pem`, '-notext', '-startdate', day(from), '-enddate', day(until)],
    );
    return read(name);
  }

  try {
    writeFileSync(file('index'), '');
    mkdirSync(file('certs'));
    openssl(
      'req',
      '-x509',
      ...EC,
      '-days',
      '2',
      '-keyout',
      'authority.key',
      '-out',
      'authority.pem',
      '-subj',
      '/CN=perch-authority',
    );
    openssl(
      ...[
        'req',
        '-x509',
        ...EC,
        '-days',
        '2',
        '-keyout',
        'self.key',
        '-out',
        'self.pem',
        '-subj',
        '/CN=perch-self',
      ],
      ...['-addext', 'subjectAltName=IP:127.0.0.1'],
    );
    const good = signed('good', 'authority', -1, 2);
    const grandchild = signed('grandchild', 'good', -1, 2);
    return {
      authority: readFileSync(file('authority.pem'), 'utf8'),
      good,
      selfSigned: read('self'),
      otherHost: signed('other', 'authority', -1, 2, 'DNS:perch.example'),
      expired: signed('expired', 'authority', -3, -1),
      notYetValid: signed('early', 'authority', 1, 3),
      byNoAuthority: { ...grandchild, cert: grandchild.cert + good.cert },
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
