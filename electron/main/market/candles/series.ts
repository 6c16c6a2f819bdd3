import type { Candle, CandleInterval } from '@shared/domain/market';
import { buildCandles } from './build';
import { keepSame } from './candle';
import { openTimeAt, sourceOf } from './intervals';
import { CandleTail } from './tail';

/** Most candles kept of one chart: with all their text some 8 MB. */
export const MOST_CANDLES = 20_000;

/**
 * All candles of one chart: history, which does not change any more, and the tail, which does. Where the interval has no stream the
 * tail holds smaller candles, from the begin of one of the chart's candles on, and the chart's are built from them.
 */
export class CandleSeries {
  readonly tail = new CandleTail();
  readonly #isBuilt: boolean;
  #history: readonly Candle[] = [];
  #young: readonly Candle[] = [];
  #historyRecord: Readonly<Record<string, Candle>> = {};
  #shown = { history: this.#historyRecord, young: this.#young };
  #record: Readonly<Record<string, Candle>> = {};

  constructor(private readonly interval: CandleInterval) {
    this.#isBuilt = sourceOf(interval) !== interval;
  }

  /** By open time, ascending. The same object until something changed; an unchanged candle stays the same object. */
  get record(): Readonly<Record<string, Candle>> {
    return this.#record;
  }

  get count(): number {
    return this.#history.length + this.#young.length;
  }

  get first(): Candle | undefined {
    return this.#history[0] ?? this.#young[0];
  }

  get last(): Candle | undefined {
    return this.#young.at(-1) ?? this.#history.at(-1);
  }

  /**
   * Takes the newest page of history but its last candle, which belongs to the tail. Older candles are kept when the page joins
   * them. False when it does not: then the chart begins with this page.
   */
  takePage(page: readonly Candle[]): boolean {
    const known = [...this.#history, ...this.#young];
    const begin = page[0]?.openTime ?? Number.POSITIVE_INFINITY;
    const end = known.at(-1);
    const joins = end !== undefined && begin <= end.closeTime + 1;
    const older = joins ? known.filter(({ openTime }) => openTime < begin) : [];
    this.#setHistory(keepSame(known, [...older, ...page.slice(0, -1)]));
    this.tail.clear();
    return joins;
  }

  /** Puts older candles before the first; those that are not older are left out. Answers how many were. */
  prepend(page: readonly Candle[]): number {
    const begin = this.first?.openTime ?? Number.NEGATIVE_INFINITY;
    const older = page.filter(({ openTime }) => openTime < begin);
    if (older.length === 0) return 0;
    this.#setHistory([...older, ...this.#history]);
    this.#renew();
    return older.length;
  }

  /** To be called after the tail changed. */
  settle(): void {
    const { tail } = this;
    const young = this.#isBuilt ? buildCandles(this.interval, this.#certainParts()) : tail.candles;
    const kept = keepSame(this.#young, young);
    const certain =
      tail.certainUntil === undefined ? undefined : openTimeAt(this.interval, tail.certainUntil);
    const final = certain === undefined ? 0 : kept.filter(({ openTime }) => openTime < certain).length;
    if (final > 0 && certain !== undefined) {
      this.#setHistory([...this.#history, ...kept.slice(0, final)]);
      tail.forget(certain);
    }
    this.#young = final > 0 ? kept.slice(final) : kept;
    this.#renew();
  }

  /** Without parts after one whose end is not certain: with them a candle would be what it never was at the exchange. */
  #certainParts(): readonly Candle[] {
    const { candles, certainUntil = Number.NEGATIVE_INFINITY } = this.tail;
    return candles.filter(({ openTime }) => openTime <= certainUntil);
  }

  #setHistory(history: readonly Candle[]): void {
    this.#history = history.length > MOST_CANDLES ? history.slice(-MOST_CANDLES) : history;
    this.#historyRecord = recordOf(this.#history);
  }

  #renew(): void {
    if (this.#shown.history === this.#historyRecord && this.#shown.young === this.#young) return;
    this.#shown = { history: this.#historyRecord, young: this.#young };
    this.#record = { ...this.#historyRecord, ...recordOf(this.#young) };
  }
}

const recordOf = (candles: readonly Candle[]): Readonly<Record<string, Candle>> =>
  Object.fromEntries(candles.map((candle) => [String(candle.openTime), candle]));
