import { EMA, RSI, SMA, VWAP } from 'trading-signals';
import type { Indicator } from '@shared/domain/indicators';
import type { Candle } from '@shared/domain/market';
import type { CandleList } from '../state/candle-list';
import type { CandleChange } from './change';

/** Indicators are drawn, never traded on: they are the library's, in binary numbers. Volume is drawn from the candles themselves. */
export type Computed = Exclude<Indicator, { kind: 'volume' }>;

/** One indicator, fed candle by candle. Undefined is a candle of which it has no value yet. */
interface Feed {
  add(candle: Candle): number | undefined;
  /** Another state of the candle that was added last. */
  replace(candle: Candle): number | undefined;
}

/** The values of one indicator along a list of candles. News of the last candle costs one step, whatever the length of the list. */
export class IndicatorRun {
  readonly #indicator: Computed;
  #feed: Feed;
  #values: (number | undefined)[] = [];

  constructor(indicator: Computed) {
    this.#indicator = indicator;
    this.#feed = feedOf(indicator);
  }

  /** One for each candle; undefined where too few candles lie before it. */
  get values(): readonly (number | undefined)[] {
    return this.#values;
  }

  /** Takes the next state of the list; `change` says how it differs from the one before. */
  follow(candles: CandleList, change: CandleChange): void {
    if (change.kind === 'none') return;
    if (change.kind === 'whole') {
      this.#feed = feedOf(this.#indicator);
      this.#values = [];
    }
    for (let at = change.kind === 'tail' ? change.from : 0; at < candles.length; at += 1) {
      const candle = candles[at];
      if (!candle) continue;
      this.#values[at] = at < this.#values.length ? this.#feed.replace(candle) : this.#feed.add(candle);
    }
  }
}

function feedOf(indicator: Computed): Feed {
  switch (indicator.kind) {
    case 'sma':
      return new CloseFeed(new SMA(indicator.period));
    case 'ema':
      return new CloseFeed(new EMA(indicator.period));
    case 'rsi':
      return new CloseFeed(new RSI(indicator.period));
    case 'vwap':
      return new SessionFeed();
  }
}

/** What is computed from closing prices. It counts its candles: an EMA answers from the first one on, long before it means anything. */
class CloseFeed implements Feed {
  #count = 0;

  constructor(
    private readonly series: {
      getRequiredInputs(): number;
      update(price: number, replace: boolean): number | null;
    },
  ) {}

  add({ close }: Candle): number | undefined {
    this.#count += 1;
    return this.#valid(this.series.update(Number(close), false));
  }

  replace({ close }: Candle): number | undefined {
    return this.#valid(this.series.update(Number(close), true));
  }

  #valid(value: number | null): number | undefined {
    return value === null || this.#count < this.series.getRequiredInputs() ? undefined : value;
  }
}

const DAY_MS = 86_400_000;

/**
 * The average price weighted by volume since midnight UTC, of (high + low + close) / 3. A candle without trades changes nothing: the
 * library leaves it out, so the next state of that candle must be added to it, not put in the place of the one before.
 */
class SessionFeed implements Feed {
  #day = Number.NaN;
  #vwap = new VWAP();
  /** Candles of the session that have trades, the last one with them only when `#lastCounts`. */
  #session: Candle[] = [];
  #lastCounts = false;

  add(candle: Candle): number | undefined {
    const day = Math.floor(candle.openTime / DAY_MS);
    if (day !== this.#day) this.#begin([]);
    this.#day = day;
    return this.#take(candle, false);
  }

  replace(candle: Candle): number | undefined {
    if (!this.#lastCounts) return this.#take(candle, false);
    if (Number(candle.volume) > 0) return this.#take(candle, true);
    // It was counted and has no trades after all.
    this.#begin(this.#session.slice(0, -1));
    return this.#value();
  }

  #begin(session: readonly Candle[]): void {
    this.#vwap = new VWAP();
    this.#session = [];
    for (const candle of session) this.#take(candle, false);
    this.#lastCounts = false;
  }

  #take(candle: Candle, replace: boolean): number | undefined {
    const { high, low, close, volume } = candle;
    this.#lastCounts = Number(volume) > 0;
    if (!this.#lastCounts) return this.#value();
    if (replace) this.#session.pop();
    this.#session.push(candle);
    this.#vwap.update(
      { high: Number(high), low: Number(low), close: Number(close), volume: Number(volume) },
      replace,
    );
    return this.#value();
  }

  #value(): number | undefined {
    return this.#vwap.getResult() ?? undefined;
  }
}
