import type { KeyObject } from 'node:crypto';

const MAX_MESSAGE = 500;
const REDACTED = '[redacted]';
/** A signature is 64 hex digits, whoever made it. */
const SIGNATURE = /[0-9a-f]{64}/gi;

export interface Credentials {
  /** The public half, sent in the header `X-JEX-APIKEY`. */
  readonly keyId: string;
  readonly secret: KeyObject;
}

/**
 * A server's text without key, secret or signature, cut to 500 characters and otherwise literal.
 * SECURITY: "a message echoing the key → redacted".
 */
export function redacted(message: string, credentials: Credentials | undefined): string {
  // A little more than is kept, so that what the cut would halve is still recognised.
  let text = message.slice(0, 4 * MAX_MESSAGE);
  if (credentials !== undefined) {
    text = withoutSecret(text, credentials.secret);
    text = text.replaceAll(new RegExp(literally(credentials.keyId), 'gi'), REDACTED);
  }
  return text.replaceAll(SIGNATURE, REDACTED).slice(0, MAX_MESSAGE);
}

/** The secret is not kept as text, so every run of its length is compared as a key. */
function withoutSecret(text: string, secret: KeyObject): string {
  const { createSecretKey } = process.getBuiltinModule('node:crypto');
  const length = secret.symmetricKeySize ?? 0;
  if (length === 0) return text;
  for (let at = 0; at + length <= text.length; at += 1) {
    const run = text.slice(at, at + length);
    if (secret.equals(createSecretKey(Buffer.from(run, 'utf8')))) {
      return text.slice(0, at) + REDACTED + withoutSecret(text.slice(at + length), secret);
    }
  }
  return text;
}

function literally(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}
