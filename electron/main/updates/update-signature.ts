import { createPublicKey, verify } from 'node:crypto';

/** What a feed says of a release: `latest-linux.yml` and its like, as electron-builder writes them and the release machine signs them. */
export interface FeedRelease {
  readonly version: string;
  readonly files: readonly { readonly url: string; readonly sha512: string }[];
}

/**
 * Whether the release was signed with the key that belongs to this Perch. The hashes are part of what is signed, and electron-updater
 * compares what it fetched with them: whoever holds the server that the feed is on can offer nothing else.
 * @param signature Ed25519, base64
 * @param publicKey SPKI as PEM
 */
export function isSigned(release: FeedRelease, signature: unknown, publicKey: string): boolean {
  if (typeof signature !== 'string' || release.files.length === 0) return false;
  try {
    const key = createPublicKey(publicKey);
    // Another kind of key would be checked by other rules.
    if (key.asymmetricKeyType !== 'ed25519') return false;
    return verify(null, Buffer.from(signedText(release)), key, Buffer.from(signature, 'base64'));
  } catch {
    return false;
  }
}

/** Line breaks can be in none of the parts, so that each text has one meaning; the signing side is scripts/lib/package/sign-feed.mjs. */
function signedText({ version, files }: FeedRelease): string {
  const lines = ['perch release', version, ...files.flatMap(({ url, sha512 }) => [url, sha512])];
  if (lines.some((line) => /[\r\n]/.test(line))) throw new Error('a part of the release has a line break');
  return lines.join('\n');
}
