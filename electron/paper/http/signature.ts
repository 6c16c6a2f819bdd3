import { createHmac, type KeyObject, timingSafeEqual } from 'node:crypto';

/** The bytes a signature covers and the signature itself, taken apart without decoding anything. */
export interface SignedParts {
  /** PROTOCOL: totalParams, the query string followed directly by the body, both without the signature. */
  readonly payload: Buffer;
  /** The signature as sent; undefined when there is none. */
  readonly signature: string | undefined;
  /** PROTOCOL: the signature is sent last. False when something follows it in its part. */
  readonly last: boolean;
}

/** @param query raw query string without `?`; @param body raw form body. Both as received, one character per byte. */
export function takeApart(query: string, body: string): SignedParts {
  const inQuery = cut(query);
  const inBody = cut(body);
  return {
    payload: Buffer.from(inQuery.rest + inBody.rest, 'latin1'),
    signature: inQuery.signature ?? inBody.signature,
    last: inQuery.last && inBody.last,
  };
}

/** Whether `signature` is the hex (either case) HMAC-SHA256 of the payload. Takes the same time for any wrong one. */
export function isSignedWith(secret: KeyObject, payload: Buffer, signature: string): boolean {
  if (!/^[0-9a-fA-F]{64}$/.test(signature)) return false;
  const expected = createHmac('sha256', secret).update(payload).digest();
  return timingSafeEqual(expected, Buffer.from(signature, 'hex'));
}

function cut(part: string): { rest: string; signature: string | undefined; last: boolean } {
  const pieces = part.split('&');
  const at = pieces.findIndex((piece) => piece.startsWith('signature='));
  if (at < 0) return { rest: part, signature: undefined, last: true };
  const signature = pieces[at]?.slice('signature='.length);
  return {
    rest: pieces.filter((_, index) => index !== at).join('&'),
    signature,
    last: at === pieces.length - 1,
  };
}
