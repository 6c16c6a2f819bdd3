import { createPrivateKey, sign } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';

/**
 * Signs what electron-builder wrote for the feed (`latest.yml`, `latest-mac.yml`, `latest-linux.yml`): version, names and hashes. Perch
 * takes no update whose signature does not fit its key (electron/main/updates/update-signature.ts).
 * @param {string} file rewritten with one line more
 * @param {string} privateKey Ed25519, PKCS #8 as PEM
 */
export function signFeed(file, privateKey) {
  const text = readFileSync(file, 'utf8');
  const version = /^version: (.+)$/m.exec(text)?.[1] ?? '';
  const files = [...text.matchAll(/^ +- url: (.+)\n +sha512: (.+)$/gm)];
  const named = [...text.matchAll(/^ +- url: /gm)].length;
  if (version === '' || files.length === 0 || files.length !== named) {
    throw new Error(`${file} is not written as expected`);
  }
  const lines = ['perch release', version, ...files.flatMap(([, url, sha512]) => [url, sha512])];
  const key = createPrivateKey(privateKey);
  if (key.asymmetricKeyType !== 'ed25519') throw new Error('the key for updates must be of Ed25519');
  const signature = sign(null, Buffer.from(lines.join('\n')), key).toString('base64');
  writeFileSync(file, `${text.trimEnd()}\nperchSignature: ${signature}\n`);
}
