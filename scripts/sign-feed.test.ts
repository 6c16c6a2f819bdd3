import { generateKeyPairSync, sign } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { isSigned, type FeedRelease } from '../electron/main/updates/update-signature';
import { signFeed } from './lib/package/sign-feed.mjs';

const files = [
  { url: 'perch-0.2.0-linux-x64.AppImage', sha512: 'q0tFZ4/Uo7Xr5A==' },
  { url: 'perch-0.2.0-linux-arm64.AppImage', sha512: '8u1Ij3PZ7tN2wA==' },
];

/** As electron-builder writes it. */
const feed = `version: 0.2.0
files:
${files.map(({ url, sha512 }) => `  - url: ${url}\n    sha512: ${sha512}\n    size: 104857600\n`).join('')}path: perch-0.2.0-linux-x64.AppImage
releaseDate: '2026-11-26T00:00:00.000Z'
`;

function keyPair(type: 'ed25519' | 'ed448' = 'ed25519') {
  const { publicKey, privateKey } = generateKeyPairSync(type as 'ed25519');
  return {
    publicKey: publicKey.export({ type: 'spki', format: 'pem' }).toString(),
    privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  };
}

interface Signed extends FeedRelease {
  readonly perchSignature: string;
}

function signedWith(privateKey: string, text = feed): Signed {
  const folder = mkdtempSync(join(tmpdir(), 'perch-feed-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = join(folder, 'latest-linux.yml');
  writeFileSync(file, text);
  signFeed(file, privateKey);
  const perchSignature = /^perchSignature: (.*)$/m.exec(readFileSync(file, 'utf8'))?.[1] ?? '';
  return { version: '0.2.0', files, perchSignature };
}

describe('a release in a feed', () => {
  it('is taken when it was signed with the key that belongs to this Perch, and by no other', () => {
    const [own, other] = [keyPair(), keyPair()];
    const release = signedWith(own.privateKey);
    expect(isSigned(release, release.perchSignature, own.publicKey)).toBe(true);
    expect(isSigned(release, release.perchSignature, other.publicKey)).toBe(false);
  });

  it.each<[string, (release: Signed) => [FeedRelease, unknown]]>([
    ['has another version', (release) => [{ ...release, version: '0.1.9' }, release.perchSignature]],
    ['has no signature', (release) => [release, undefined]],
    ['has an empty signature', (release) => [release, '']],
    ['has a list for one', (release) => [release, [release.perchSignature]]],
    ['has no files', (release) => [{ ...release, files: [] }, release.perchSignature]],
    ['has a file less', (release) => [{ ...release, files: release.files.slice(1) }, release.perchSignature]],
    [
      'has another hash',
      (release) => [
        { ...release, files: release.files.map((file) => ({ ...file, sha512: 'AAAA' })) },
        release.perchSignature,
      ],
    ],
    [
      'says with line breaks what was signed',
      (release) => {
        const [first, ...rest] = release.files;
        const joined = { url: [first!.url, first!.sha512, rest[0]!.url].join('\n'), sha512: rest[0]!.sha512 };
        return [{ ...release, files: [joined] }, release.perchSignature];
      },
    ],
  ])('is not taken when it %s', (_what, change) => {
    const own = keyPair();
    expect(isSigned(...change(signedWith(own.privateKey)), own.publicKey)).toBe(false);
  });

  it('is not taken with a key that is none, or of another kind, and is not signed with one', () => {
    const [own, other] = [keyPair(), keyPair('ed448')];
    const release = signedWith(own.privateKey);
    expect(isSigned(release, release.perchSignature, '')).toBe(false);
    const text = [
      'perch release',
      release.version,
      ...files.flatMap(({ url, sha512 }) => [url, sha512]),
    ].join('\n');
    const byOther = sign(null, Buffer.from(text), other.privateKey).toString('base64');
    expect(isSigned(release, byOther, other.publicKey)).toBe(false);
    expect(() => signedWith(other.privateKey)).toThrow('Ed25519');
  });

  it('is not signed when it is not written as expected', () => {
    const { privateKey } = keyPair();
    expect(() => signedWith(privateKey, feed.replace('version', 'name'))).toThrow('expected');
    expect(() => signedWith(privateKey, feed.replace('    sha512', '    sha256'))).toThrow('expected');
  });
});
