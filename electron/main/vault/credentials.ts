import { createSecretKey } from 'node:crypto';
import * as v from 'valibot';
import { fail, ok, type Result } from '@shared/domain/result';
import type { Credentials } from '../exchange/redaction';

export type { Credentials };

/** A key as it was typed or pasted. Held no longer than it takes to store it and to make Credentials of it. */
export interface KeyText {
  readonly keyId: string;
  readonly secret: string;
}

/** What a keychain item holds, as JSON. `version` lets a later Perch read what this one wrote. */
const ITEM = v.object({
  version: v.literal(1),
  keyId: v.pipe(v.string(), v.minLength(1)),
  secret: v.pipe(v.string(), v.minLength(1)),
});

export function toCredentials({ keyId, secret }: KeyText): Credentials {
  return { keyId, secret: createSecretKey(secret, 'utf8') };
}

export function toKeychainItem({ keyId, secret }: KeyText): string {
  return JSON.stringify({ version: 1, keyId, secret });
}

/** Fails with `keychain.unreadable` on anything but an item of ours; the error never repeats its text. */
export function fromKeychainItem(item: string): Result<Credentials> {
  try {
    const parsed = v.safeParse(ITEM, JSON.parse(item));
    if (parsed.success) return ok(toCredentials(parsed.output));
  } catch {
    // Not JSON: answered below, without the parser's message, which quotes the text.
  }
  return fail('keychain.unreadable', 'The keychain item of this account was not written by this Perch.');
}

/** How much of a key id may be shown and stored: its last 4 characters, but never the most of it. */
export function keyTail(keyId: string): string {
  return keyId.length >= 8 ? keyId.slice(-4) : '';
}

/** Trims a typed key and checks it; the error names the field and the rule, never the text. */
export function checkKeyText({ keyId, secret }: KeyText): Result<KeyText> {
  const text = { keyId: keyId.trim(), secret: secret.trim() };
  for (const field of ['keyId', 'secret'] as const) {
    if (text[field] === '')
      return fail('account.key-empty', `The ${field} is empty.`, { details: { field } });
    // Keys travel in an HTTP header, which has room for visible ASCII only; the secret is held to the same rule.
    if (!/^[\x21-\x7e]+$/.test(text[field])) {
      return fail('account.key-characters', `The ${field} has characters that no key has.`, {
        details: { field },
      });
    }
  }
  return ok(text);
}
