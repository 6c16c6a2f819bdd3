import { randomBytes } from 'node:crypto';

/** PROTOCOL: a listen key is valid for 60 minutes from its creation or last extension. */
const LISTEN_KEY_LIFE = 60 * 60_000;

/** The account's listen key. There is at most one; asking for another extends it. Not kept over a restart. */
export class ListenKeys {
  #current: { key: string; until: number } | undefined;

  open(now: number): string {
    const key = this.#valid(now)?.key ?? randomBytes(32).toString('hex');
    this.#current = { key, until: now + LISTEN_KEY_LIFE };
    return key;
  }

  /** False when the key does not exist or has ended. */
  extend(key: string, now: number): boolean {
    const current = this.#valid(now);
    if (current?.key !== key) return false;
    current.until = now + LISTEN_KEY_LIFE;
    return true;
  }

  /** False when the key does not exist or has ended. */
  close(key: string, now: number): boolean {
    if (this.#valid(now)?.key !== key) return false;
    this.#current = undefined;
    return true;
  }

  /** Ends the key as if its time were over. */
  expire(): void {
    this.#current = undefined;
  }

  /** Whether the key may receive the account's events now. */
  isValid(key: string, now: number): boolean {
    return this.#valid(now)?.key === key;
  }

  #valid(now: number): { key: string; until: number } | undefined {
    return this.#current && now < this.#current.until ? this.#current : undefined;
  }
}
