import type { Level } from '@shared/domain/market';
import type { DepthEvent } from '../../exchange/streams/streams';
import type { FakeTime } from '../../exchange/testing';
import { testStreams, type TestStreams } from '../testing-streams';
import { FakeConnection } from './testing';

/** What happens to one difference on its way; delays in ms. */
interface Fate {
  readonly isLost: boolean;
  readonly isRepeated: boolean;
  readonly delay: number;
}

interface ModelOptions {
  readonly time: FakeTime;
  /** Numbers from 0 to below 1 that decide what the market does. */
  readonly random: () => number;
  /** Levels of each side. */
  readonly levels: number;
  readonly fate: () => Fate;
}

/** A state of the exchange's book: it was the newest from `since` until `until`, ms of the test's wall clock. */
interface State {
  readonly version: number;
  readonly bids: readonly Level[];
  readonly asks: readonly Level[];
  readonly since: number;
  until: number;
}

/** A simple exchange for tests of the book: it remembers all that was ever true and tells it with faults. */
export class ModelExchange {
  readonly streams: TestStreams<{ kind: 'depth'; symbol: string }>;
  readonly connection: FakeConnection;
  readonly states: State[] = [];
  /** Whether an open connection says nothing. */
  isSilent = false;
  readonly #options: ModelOptions;
  readonly #bids = new Map<number, number>();
  readonly #asks = new Map<number, number>();
  #middle = 100_000;
  /** Of the connection; what an earlier one had on its way is lost. */
  #connection = 0;
  #isOpen = false;

  constructor(options: ModelOptions) {
    const { time, levels } = options;
    this.#options = options;
    this.connection = new FakeConnection(time);
    this.connection.answers.depth = ({ limit }) => {
      const { version, bids, asks } = this.now;
      const most = limit as number;
      return {
        lastUpdateId: String(version),
        bids: bids.slice(0, most) as [string, string][],
        asks: asks.slice(0, most) as [string, string][],
      };
    };
    this.streams = testStreams(() => this.cut(200));
    for (let away = 1; away <= levels; away += 1) {
      this.#bids.set(this.#middle - away, this.#quantity());
      this.#asks.set(this.#middle + away, this.#quantity());
    }
    this.#remember(1);
  }

  get now(): State {
    const now = this.states.at(-1);
    if (now === undefined) throw new Error('There is no state before the first.');
    return now;
  }

  open(): void {
    this.#connection += 1;
    this.#isOpen = true;
    this.streams.live();
  }

  /** Cuts the connection; a new one is live after `ms`. */
  cut(ms: number): void {
    this.#connection += 1;
    const connection = this.#connection;
    this.#isOpen = false;
    this.streams.interrupt();
    this.#options.time.after(ms, () => {
      if (this.#connection !== connection) return;
      this.isSilent = false;
      this.open();
    });
  }

  /** Changes some levels, and tells them. */
  change(): void {
    const { random, fate, time } = this.#options;
    this.#middle += Math.floor(random() * 7) - 3;
    const changed = { bids: new Map<number, number>(), asks: new Map<number, number>() };
    const set = (side: 'bids' | 'asks', tick: number, quantity: number): void => {
      const levels = side === 'bids' ? this.#bids : this.#asks;
      if (quantity === 0) levels.delete(tick);
      else levels.set(tick, quantity);
      changed[side].set(tick, quantity);
    };
    // What the middle passed over is traded.
    for (const tick of this.#bids.keys()) if (tick >= this.#middle) set('bids', tick, 0);
    for (const tick of this.#asks.keys()) if (tick <= this.#middle) set('asks', tick, 0);
    for (let n = Math.floor(random() * 6); n >= 0; n -= 1) {
      const away = 1 + Math.floor(random() ** 2 * this.#options.levels);
      const quantity = random() < 0.4 ? 0 : this.#quantity();
      if (random() < 0.5) set('bids', this.#middle - away, quantity);
      else set('asks', this.#middle + away, quantity);
    }
    const { version } = this.now;
    this.#remember(version + 1);
    const event: DepthEvent = {
      symbol: 'BTCUSDT',
      version: version + 1,
      bids: written(changed.bids),
      asks: written(changed.asks),
    };
    const { isLost, isRepeated, delay } = fate();
    const connection = this.#connection;
    if (isLost || this.isSilent || !this.#isOpen) return;
    const arrive = (): void => {
      if (this.#connection === connection && this.#isOpen && !this.isSilent) {
        this.streams.tell(event, time.wall());
      }
    };
    time.after(delay, arrive);
    if (isRepeated) time.after(delay * 2, arrive);
  }

  #remember(version: number): void {
    const now = this.#options.time.wall();
    const last = this.states.at(-1);
    if (last !== undefined) last.until = now;
    const sorted = (levels: Map<number, number>, sign: number) =>
      written(new Map([...levels].sort(([a], [b]) => sign * (a - b))));
    const [bids, asks] = [sorted(this.#bids, -1), sorted(this.#asks, 1)];
    this.states.push({ version, bids, asks, since: now, until: Number.POSITIVE_INFINITY });
  }

  #quantity(): number {
    return 1 + Math.floor(this.#options.random() * 999);
  }
}

function written(levels: ReadonlyMap<number, number>): Level[] {
  return [...levels].map(([ticks, lots]) => [
    (ticks / 100).toFixed(2),
    lots === 0 ? '0' : (lots / 1_000).toFixed(3),
  ]);
}

/** Numbers from 0 to below 1, the same for the same seed. */
export function randomFrom(seed: number): () => number {
  let state = (seed % 2_147_483_646) + 1;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return (state - 1) / 2_147_483_646;
  };
}
