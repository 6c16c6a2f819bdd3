import type { KeytarCalls } from './keychain';

type Call = 'get' | 'set' | 'delete';

/**
 * For tests: an in-memory twin of keytar. `locked` answers as keytar was seen to answer on a locked keyring whose prompt was
 * cancelled; `failWith` makes every call reject with those words; `hold` keeps calls open, as a prompt does.
 */
export class KeytarTwin implements KeytarCalls {
  readonly items = new Map<string, string>();
  /** What was called, in order, as `set one`. */
  readonly calls: string[] = [];
  locked = false;
  failWith: string | undefined;
  /** Calls under way at one time, at most. */
  mostAtOnce = 0;
  #underWay = 0;
  #hold: Promise<void> | undefined;

  /** Keeps every call open until the answer is called. */
  hold(): () => void {
    let release: () => void = () => undefined;
    this.#hold = new Promise((resolve) => (release = resolve));
    return () => {
      this.#hold = undefined;
      release();
    };
  }

  async getPassword(service: string, account: string): Promise<string | null> {
    return this.#answer('get', service, account, () =>
      this.locked ? null : (this.items.get(account) ?? null),
    );
  }

  async setPassword(service: string, account: string, password: string): Promise<void> {
    return this.#answer('set', service, account, () => {
      if (this.locked) throw new Error('Cannot create an item in a locked collection');
      this.items.set(account, password);
    });
  }

  async deletePassword(service: string, account: string): Promise<boolean> {
    return this.#answer('delete', service, account, () => !this.locked && this.items.delete(account));
  }

  async #answer<T>(call: Call, service: string, account: string, answer: () => T): Promise<T> {
    if (service !== 'Perch') throw new TypeError(`Another service: ${service}`);
    this.calls.push(`${call} ${account}`);
    this.#underWay += 1;
    this.mostAtOnce = Math.max(this.mostAtOnce, this.#underWay);
    try {
      await (this.#hold ?? Promise.resolve());
      if (this.failWith !== undefined) throw new Error(this.failWith);
      return answer();
    } finally {
      this.#underWay -= 1;
    }
  }
}
