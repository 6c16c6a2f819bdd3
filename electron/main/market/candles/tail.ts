import { compare } from '@shared/domain/decimal';
import type { Candle } from '@shared/domain/market';
import type { KlineEvent } from '../../exchange/streams/streams';
import { candleFrom, isNewer, sameCandle } from './candle';

/** What an event was to the tail. After `gap` only a REST answer helps. */
export type Verdict = 'newer' | 'duplicate' | 'older' | 'gap';

/** A candle that can still change. */
interface Slot {
  readonly candle: Candle;
  /** Highest event time that told this candle; -1 when only REST did. */
  readonly eventTime: number;
  /** REST told it after the last event did. */
  readonly byRest: boolean;
  /** An event made after its end told it: nothing can change it any more. */
  readonly isFinal: boolean;
}

/** Events that came since a REST request was made: its answer may be older or newer than they are. */
export type Asked = Map<number, Slot>;

/**
 * The youngest candles of one series, as streams and REST tell them.
 *
 * - Events of one candle count in the order of `E`.
 * - A candle only grows: of two tellings whose order is not known (an event that came while REST was asked, or after) the one with
 *   more volume is the newer.
 * - A REST answer is newer than every event that had come when it was asked for.
 * - A candle is final when an event made after its end told it, or when REST told a later one beside it. Everything before
 *   {@link certainUntil} is final and complete: REST is asked from there, so that nothing is missing and nothing comes twice.
 *
 * A time without trades: candles are exactly those that the exchange tells. Where it tells none there is none.
 */
export class CandleTail {
  #slots: readonly Slot[] = [];
  #certainUntil: number | undefined;
  #asked: Asked | undefined;
  #newestEvent = -1;
  #newestTold: Candle | undefined;
  #hasGap = false;

  /** Ascending by open time. */
  get candles(): readonly Candle[] {
    return this.#slots.map(({ candle }) => candle);
  }

  /** Open time of the first candle that can still change or be missing; undefined before REST answered with any. */
  get certainUntil(): number | undefined {
    return this.#certainUntil;
  }

  /** The newest candle that the present stream has told. */
  get newestTold(): Candle | undefined {
    return this.#newestTold;
  }

  /** Something is missing, or a candle has ended and how it ended is not certain: REST is to be asked. */
  get isBehind(): boolean {
    if (this.#hasGap) return true;
    const last = this.#slots.at(-1);
    return (
      last !== undefined && this.#certainUntil !== undefined && this.#certainUntil < last.candle.openTime
    );
  }

  /** To be called right before REST is asked; its answer goes to {@link answer}. One question at a time. */
  ask(): Asked {
    this.#asked = new Map();
    return this.#asked;
  }

  /** The connection was made again: the server's clock may have been set back, and no event from before can come any more. */
  forgetEventTimes(): void {
    this.#newestEvent = -1;
    this.#newestTold = undefined;
    this.#slots = this.#slots.map((slot) => ({ ...slot, eventTime: -1, byRest: true }));
  }

  /** True when an event with a higher time came before. */
  isOutOfOrder(event: KlineEvent): boolean {
    return event.eventTime < this.#newestEvent;
  }

  apply(event: KlineEvent): Verdict {
    this.#newestEvent = Math.max(this.#newestEvent, event.eventTime);
    const told: Slot = {
      candle: candleFrom(event),
      eventTime: event.eventTime,
      byRest: false,
      isFinal: event.eventTime > event.closeTime,
    };
    if (isNewer(told.candle, this.#newestTold)) this.#newestTold = told.candle;
    if (this.#asked) collect(this.#asked, told);
    if (this.#certainUntil === undefined) return this.#gap();
    if (event.openTime < this.#certainUntil) return 'older';
    const at = this.#slots.findIndex(({ candle }) => candle.openTime === event.openTime);
    const known = this.#slots[at];
    if (!known) return this.#append(told);
    const verdict = compareTold(known, told);
    if (verdict === 'newer') {
      const candle = sameCandle(known.candle, told.candle) ? known.candle : told.candle;
      this.#slots = this.#slots.with(at, { ...told, candle });
      this.#advance();
    }
    return verdict;
  }

  /**
   * Takes the rows of a REST answer: all candles from `from` on, ascending.
   */
  answer(asked: Asked, from: number, rows: readonly Candle[]): void {
    if (this.#asked === asked) this.#asked = undefined;
    // What an event has made final meanwhile stays so.
    const begin = Math.max(from, this.#certainUntil ?? from);
    const before = new Map(this.#slots.map((slot) => [slot.candle.openTime, slot]));
    const young = rows
      .map((row, index) =>
        merged(before.get(row.openTime), row, asked.get(row.openTime), index < rows.length - 1),
      )
      .filter(({ candle }) => candle.openTime >= begin);
    const last = young.at(-1)?.candle;
    let next = last ? last.closeTime + 1 : begin;
    this.#hasGap = false;
    for (const [openTime, told] of [...asked].sort(([a], [b]) => a - b)) {
      if (openTime < next) continue;
      if (openTime === next) {
        young.push(told);
        next = told.candle.closeTime + 1;
      } else this.#hasGap = true;
    }
    this.#slots = [...this.#slots.filter(({ candle }) => candle.openTime < begin), ...young];
    this.#certainUntil = last?.openTime ?? begin;
    this.#advance();
  }

  /** Starts over with nothing; to be followed by {@link answer}. */
  clear(): void {
    this.#slots = [];
    this.#certainUntil = undefined;
  }

  /** Leaves out what began before; the caller keeps it elsewhere. */
  forget(before: number): void {
    if ((this.#slots[0]?.candle.openTime ?? before) < before)
      this.#slots = this.#slots.filter(({ candle }) => candle.openTime >= before);
  }

  #append(told: Slot): Verdict {
    const last = this.#slots.at(-1)?.candle;
    const { openTime } = told.candle;
    const isNext = openTime === (last ? last.closeTime + 1 : this.#certainUntil);
    if (!isNext) return this.#gap();
    this.#slots = [...this.#slots, told];
    this.#advance();
    return 'newer';
  }

  #gap(): 'gap' {
    this.#hasGap = true;
    return 'gap';
  }

  #advance(): void {
    for (const { candle, isFinal } of this.#slots)
      if (isFinal && candle.openTime === this.#certainUntil) this.#certainUntil = candle.closeTime + 1;
  }
}

function collect(asked: Asked, told: Slot): void {
  const known = asked.get(told.candle.openTime);
  if (!known || compareTold(known, told) === 'newer') asked.set(told.candle.openTime, told);
}

/** What an event is to what is known of its candle. */
function compareTold(known: Slot, told: Slot): Verdict {
  if (told.eventTime < known.eventTime) return 'older';
  const growth = compare(told.candle.volume, known.candle.volume);
  if (told.eventTime === known.eventTime && growth <= 0)
    return sameCandle(told.candle, known.candle) ? 'duplicate' : 'older';
  return known.byRest && growth < 0 ? 'older' : 'newer';
}

/** A row of REST, unless an event that came while it was asked for knows more. */
function merged(known: Slot | undefined, row: Candle, told: Slot | undefined, hasLater: boolean): Slot {
  const eventTime = Math.max(known?.eventTime ?? -1, told?.eventTime ?? -1);
  const growth = told ? compare(told.candle.volume, row.volume) : -1;
  const newest = told && growth > 0 ? told.candle : row;
  return {
    candle: known && sameCandle(known.candle, newest) ? known.candle : newest,
    eventTime,
    byRest: growth <= 0,
    isFinal: hasLater || (growth >= 0 && told?.isFinal === true),
  };
}
