import type { Trade } from '@shared/domain/market';
import { compareIds, inOrder, isNewer, keyOf, TradePool } from './trade-order';

/** Trades shown. */
export const MOST_TRADES = 100;
/** Trades that wait for REST to tell what came before them. */
const MOST_HELD = 1_000;

export interface TradeVerdict {
  /** Trades that the stream had told already. */
  readonly duplicate: number;
  /** Trades that came after a later one. */
  readonly late: number;
}

/**
 * The last trades of one symbol without a hole and without a double, out of REST and stream. Where both tell ids these decide; else
 * trades are the same when price, quantity and time are, as often as they occur on each side. (Equal trades of one millisecond, of
 * which the first came before REST answered and the second after, are then taken for one until they are read with ids.)
 */
export class TradeList {
  /** Oldest first, without a hole. */
  #trades: Trade[] = [];
  /** What came since something may have been missed, until REST told what it was. */
  #held: Trade[] | undefined;
  #era = 0;
  /** Ids of trades that REST told, and the stream not yet. */
  #byRest = new Set<string>();
  /** Whether the exchange has older trades than the first. */
  #hasOlder = false;

  /** Newest first. */
  get newestFirst(): Trade[] {
    return this.#trades.toReversed();
  }

  /** Changes when anything may have been missed; whoever reads over REST says at which state of it he asked. */
  get era(): number {
    return this.#era;
  }

  /** Anything may have been missed: what comes now waits until {@link join} fits it in. */
  break(): void {
    this.#era += 1;
    this.#held ??= [];
  }

  /** Trades that the stream told, in any order. */
  take(trades: readonly Trade[]): TradeVerdict {
    const into = this.#held ?? this.#trades;
    let duplicate = 0;
    let late = 0;
    for (const trade of trades.toSorted((a, b) => compareIds(a.id, b.id))) {
      const newest = into.at(-1);
      if (into.some(({ id }) => id === trade.id)) {
        if (!this.#byRest.delete(trade.id)) duplicate += 1;
        continue;
      }
      if (newest !== undefined && newest.id !== '' && isNewer(newest, trade)) late += 1;
      if (!isAmong(trade, into)) insert(into, trade, this.#held === undefined && this.#hasOlder);
    }
    const surplus = into.length - (this.#held === undefined ? MOST_TRADES : MOST_HELD);
    if (surplus > 0) into.splice(0, surplus);
    return { duplicate, late };
  }

  /**
   * The newest trades by REST, oldest first, all with ids or all without; `isFull` when as many came as were asked for, so that there
   * may be older ones, and `era` as it was when they were asked for: what came after a later {@link break} goes on waiting. Answers
   * false when they are older than what is known, so that they cannot be fitted in.
   */
  join(rows: readonly Trade[], isFull: boolean, era = this.#era): boolean {
    const waiting = era === this.#era ? (this.#held ?? []) : [];
    const haveIds = rows.length > 0 && rows.every(({ id }) => id !== '');
    const joined = haveIds ? this.#byId(rows, waiting) : this.#byLooks(rows, waiting);
    if (joined === undefined) return false;
    const { trades, reachesBack } = joined;
    if (!reachesBack) this.#hasOlder = isFull;
    const told = new Set([...this.#trades, ...(this.#held ?? [])].map(({ id }) => id));
    this.#trades = trades.slice(-MOST_TRADES);
    this.#byRest = new Set(
      this.#trades.map(({ id }) => id).filter((id) => this.#byRest.has(id) || !told.has(id)),
    );
    if (era === this.#era) this.#held = undefined;
    return true;
  }

  /** Which of the newest trades by REST, oldest first, are not there. */
  lacking(rows: readonly Trade[]): Trade[] {
    const pool = new TradePool(this.#trades);
    const oldest = this.#trades[0];
    const mayBeOlder = oldest !== undefined && this.#trades.length >= MOST_TRADES;
    return rows.filter((row) => pool.take(row) === undefined && !(mayBeOlder && row.time <= oldest.time));
  }

  /** What has no id came by REST earlier, so it is among these rows or older than all of them. */
  #byId(rows: readonly Trade[], waiting: readonly Trade[]): Joined | undefined {
    const [oldest, newest, first] = [rows[0], rows.at(-1), this.#trades[0]];
    if (oldest === undefined || newest === undefined) return undefined;
    // A trade of before with a later id than the newest: the exchange started its ids anew, and has forgotten what it told before.
    const startedOver = this.#trades.some((trade) => isNewer(trade, newest) && trade.time < newest.time);
    if (!startedOver && first !== undefined && isNewer(first, newest)) return undefined;
    const known = [...(startedOver ? [] : this.#trades), ...waiting].filter(
      ({ id }) => id !== '' && compareIds(id, oldest.id) > 0,
    );
    const byId = new Map([...known, ...rows].map((trade) => [trade.id, trade]));
    return { trades: [...byId.values()].sort((a, b) => compareIds(a.id, b.id)), reachesBack: false };
  }

  #byLooks(rows: readonly Trade[], waiting: readonly Trade[]): Joined | undefined {
    const [oldest, newest] = [rows[0], rows.at(-1)];
    const before = [...this.#trades];
    const after = waiting.filter((trade) => !isAmong(trade, before));
    const earlier = new TradePool(before);
    const held = new TradePool(after);
    let overlaps = false;
    let reachesBack = oldest === undefined;
    const found = rows.map((row) => {
      const known = earlier.take(row);
      overlaps ||= known !== undefined;
      reachesBack ||= row === oldest && known !== undefined;
      return known ?? held.take(row) ?? row;
    });
    const last = before.at(-1);
    if (!overlaps && newest && last && newest.time < last.time) return undefined;
    // Between trades that are older than all rows and the rows nothing is missing when the oldest row is known.
    const others = earlier.rest().filter(({ time }) => reachesBack || (oldest && time > oldest.time));
    return { trades: inOrder([...others, ...found, ...held.rest()]), reachesBack };
  }
}

interface Joined {
  readonly trades: Trade[];
  /** Whether trades from before go on into these without a hole. */
  readonly reachesBack: boolean;
}

/** Whether a trade is known, by its id or, as REST may have told it, by its looks; then it gets its id. */
function isAmong(trade: Trade, known: Trade[]): boolean {
  if (known.some(({ id }) => id === trade.id)) return true;
  const key = keyOf(trade);
  const at = known.findIndex((other) => other.id === '' && other.time === trade.time && keyOf(other) === key);
  if (at >= 0) known[at] = trade;
  return at >= 0;
}

/** Puts a trade in its place; one that is older than all is left out where older ones are unknown, because it would leave a hole. */
function insert(trades: Trade[], trade: Trade, hasOlder: boolean): void {
  let at = trades.length;
  for (let newer = trades[at - 1]; newer !== undefined && isNewer(newer, trade); newer = trades[at - 1])
    at -= 1;
  if (at === 0 && trades.length > 0 && hasOlder) return;
  trades.splice(at, 0, trade);
}
