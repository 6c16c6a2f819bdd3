import type { ExchangeConnection } from '../connection';
import { notSent, refused, type Outcome, type Refusal } from '../outcome';
import type { SimulatedServer } from './testing-simulation';
import type { CountedTime } from './testing-simulation';

/** PROTOCOL: a listen key is valid 60 minutes. */
const LIFE_MS = 60 * 60_000;

type Answer = { readonly listenKey?: string };

/** The listen keys of an account on a simulated exchange, whose calls take time and fail as told. */
export class SimulatedAccount {
  readonly #time: CountedTime;
  readonly #server: SimulatedServer;
  readonly #keys = new Map<string, number>();
  /** What happens to calls: answered, refused with this, lost after or before they took effect. */
  treatment: 'answer' | 'lose' | 'not-sent' | Refusal = 'answer';
  /** What servers of the family do, or a new key each time that one is asked for. */
  sameKey = false;
  created = 0;
  deleted = 0;
  mostKeys = 0;
  readonly calls: string[] = [];

  constructor(time: CountedTime, server: SimulatedServer) {
    this.#time = time;
    this.#server = server;
    server.isPathGood = (path) => this.isValid(path.replace('/ws/', ''));
  }

  readonly connection: Pick<ExchangeConnection, 'call'> = {
    call: async (endpoint: string, params: object) => {
      await new Promise<void>((resolve) => void this.#time.fake.after(50, resolve));
      this.calls.push(endpoint);
      const key = 'listenKey' in params ? String(params.listenKey) : '';
      const { treatment } = this;
      if (treatment === 'not-sent') return notSent('unreachable', 'No route.');
      if (typeof treatment !== 'string') {
        // A server's words can repeat the key.
        return refused({ ...treatment, message: `${treatment.message} ${key}` });
      }
      const outcome = this.#do(endpoint, key);
      if (treatment === 'lose')
        return { kind: 'unknown', reason: { cause: 'timeout', message: 'No answer.' } } as never;
      return outcome;
    },
  };

  /** Keys that are valid now. */
  get keys(): readonly string[] {
    const now = this.#time.monotonic();
    return [...this.#keys].filter(([, until]) => now < until).map(([key]) => key);
  }

  isValid(key: string): boolean {
    return this.keys.includes(key);
  }

  /** Somebody else deletes the key, and the server ends its connection, or forgets it. */
  deleteKeys(how: 'close' | 'silently'): void {
    this.#keys.clear();
    for (const socket of this.#server.sockets) {
      if (how === 'close') this.#server.cut(socket);
      else socket.health = 'mute';
    }
  }

  #do(endpoint: string, key: string): Outcome<Answer> {
    const until = this.#time.monotonic() + LIFE_MS;
    switch (endpoint) {
      case 'openUserStream': {
        const [old] = this.keys;
        if (!this.sameKey || old === undefined) this.created += 1;
        const listenKey = this.sameKey && old !== undefined ? old : `key-${this.created}-${'x'.repeat(40)}`;
        this.#keys.set(listenKey, until);
        this.mostKeys = Math.max(this.mostKeys, this.keys.length);
        return { kind: 'answer', value: { listenKey } };
      }
      case 'keepUserStream':
        if (!this.isValid(key)) return refused(NO_KEY);
        this.#keys.set(key, until);
        return { kind: 'answer', value: {} };
      case 'closeUserStream':
        if (!this.isValid(key)) return refused(NO_KEY);
        this.#keys.delete(key);
        this.deleted += 1;
        return { kind: 'answer', value: {} };
      default:
        throw new TypeError(`Not a call of the account's stream: ${endpoint}`);
    }
  }
}

const NO_KEY: Refusal = {
  code: -1125,
  message: 'This listenKey does not exist.',
  httpStatus: 400,
  meaning: 'listen-key',
};

export const KEY_REFUSED: Refusal = {
  code: -2015,
  message: 'Invalid API-key, IP, or permissions for action.',
  httpStatus: 401,
  meaning: 'key-refused',
};

export const RATE_LIMIT: Refusal = {
  code: -1003,
  message: 'Too many requests.',
  httpStatus: 429,
  meaning: 'rate-limit',
  retryAfterMs: 120_000,
};
