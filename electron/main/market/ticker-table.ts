import { compare } from '@shared/domain/decimal';
import type { Ticker } from '@shared/domain/market';
import type { AnswerOf } from '../exchange/jex/endpoints';
import type { TickerEvent } from '../exchange/streams/streams';
import { isFromFuture } from './confirmed-at';
import { sameTicker, tickerOf24hr, tickerOfEvent, withLastPrice } from './tickers';

export type Tickers = Readonly<Record<string, Ticker>>;

interface Row {
  readonly ticker: Ticker;
  /** End of the statistics, Unix ms of the server: of two tellings whose order is not known the later one is the newer. */
  readonly closeTime: number;
  /** Of the last event, Unix ms of the server; -1 when none came on this stream. */
  readonly eventTime: number;
  /** Number of the event batch that told it last; 0 when only REST did. */
  readonly batch: number;
}

/** What a batch of events was: how many came twice or late, and why others could not be used. */
export interface BatchVerdict {
  /** Of those that told something, the lowest event time (Unix ms of the server). */
  readonly eventTime: number | undefined;
  readonly duplicate: number;
  readonly outOfOrder: number;
  readonly malformed: readonly string[];
  /** Symbols that the exchange does not list. */
  readonly unknown: readonly string[];
}

type Verdict = 'told' | 'duplicate' | 'out-of-order' | 'older' | 'malformed' | 'unknown';

/**
 * The tickers of all symbols. Events count in the order of `E`; a REST answer is newer than every event that had come when it was
 * asked for, and its order among those that came since is told by the end of the statistics. Work is linear in what changed plus one
 * copy of the record; a ticker that says the same stays the same object.
 */
export class TickerTable {
  readonly #rows = new Map<string, Row>();
  #listed: ReadonlySet<string> | undefined;
  #batch = 0;
  #record: Tickers = {};
  #isDirty = false;

  /** By symbol. The same object until something changed. */
  get record(): Tickers {
    // fromEntries and not assignment, because a symbol is a name from outside and could be `__proto__`.
    if (this.#isDirty)
      this.#record = Object.fromEntries(
        Array.from(this.#rows.values(), ({ ticker }) => [ticker.symbol, ticker]),
      );
    this.#isDirty = false;
    return this.#record;
  }

  /** The symbols that the exchange lists; others have no ticker. */
  list(symbols: ReadonlySet<string>): void {
    this.#listed = symbols;
    for (const symbol of this.#rows.keys()) if (!symbols.has(symbol)) this.#remove(symbol);
  }

  /** Marks the moment at which REST is asked; goes with the answer. */
  ask(): number {
    return this.#batch;
  }

  /** The connection was made again: the server's clock may have been set back. */
  forgetEventTimes(): void {
    for (const [symbol, row] of this.#rows) this.#rows.set(symbol, { ...row, eventTime: -1, closeTime: -1 });
  }

  /** @param serverNow the server's clock, or null when it is not known */
  take(events: readonly TickerEvent[], serverNow: number | null): BatchVerdict {
    this.#batch += 1;
    let eventTime: number | undefined;
    let [duplicate, outOfOrder] = [0, 0];
    const [malformed, unknown]: [string[], string[]] = [[], []];
    for (const event of events) {
      const verdict = this.#takeOne(event, serverNow);
      if (verdict === 'told' || verdict === 'duplicate')
        eventTime = Math.min(eventTime ?? event.eventTime, event.eventTime);
      if (verdict === 'duplicate') duplicate += 1;
      if (verdict === 'out-of-order') outOfOrder += 1;
      if (verdict === 'malformed') malformed.push(event.symbol);
      if (verdict === 'unknown') unknown.push(event.symbol);
    }
    return { eventTime, duplicate, outOfOrder, malformed, unknown };
  }

  /** Whole statistics: symbols that are not in the answer are gone. */
  takeStatistics(asked: number, answer: AnswerOf<'ticker24hr'>): void {
    const told = new Set<string>();
    for (const wire of answer) {
      told.add(wire.symbol);
      const known = this.#rows.get(wire.symbol);
      if (known && known.batch > asked && known.closeTime > wire.closeTime) continue;
      if (this.#isListed(wire.symbol))
        this.#put({
          ticker: tickerOf24hr(wire),
          closeTime: wire.closeTime,
          eventTime: known?.eventTime ?? -1,
          batch: known?.batch ?? 0,
        });
    }
    for (const [symbol, { batch }] of this.#rows)
      if (!told.has(symbol) && batch <= asked) this.#remove(symbol);
  }

  /**
   * Newer last prices; those of symbols that an event told meanwhile are left out, because nothing says which is the newer.
   *
   * @param serverTime the server's clock when it was asked, or null when it is not known
   */
  takePrices(asked: number, answer: AnswerOf<'tickerPrice'>, serverTime: number | null): void {
    for (const { symbol, price } of answer) {
      const known = this.#rows.get(symbol);
      if (!known || known.batch > asked) continue;
      // An event that was on its way for longer than that must not bring an older price back.
      const closeTime = Math.max(known.closeTime, serverTime ?? known.closeTime);
      this.#put({ ...known, closeTime, ticker: withLastPrice(known.ticker, price) });
    }
  }

  /** Symbols whose last price REST knows otherwise, and of which no event came since it was asked. */
  differing(asked: number, answer: AnswerOf<'tickerPrice'>): string[] {
    return answer
      .filter(({ symbol, price }) => this.#differs(asked, symbol, price))
      .map(({ symbol }) => symbol);
  }

  /** Whether an event has told each of these symbols since REST was asked. */
  hasToldSince(asked: number, symbols: readonly string[]): boolean {
    return symbols.every((symbol) => (this.#rows.get(symbol)?.batch ?? Number.POSITIVE_INFINITY) > asked);
  }

  #differs(asked: number, symbol: string, price: string): boolean {
    const known = this.#rows.get(symbol);
    if (!known || known.batch > asked || known.ticker.lastPrice === price) return false;
    return compare(known.ticker.lastPrice, price) !== 0;
  }

  #takeOne(event: TickerEvent, serverNow: number | null): Verdict {
    if (!this.#isListed(event.symbol)) return 'unknown';
    if (isFromFuture(Math.max(event.eventTime, event.closeTime), serverNow)) return 'malformed';
    const known = this.#rows.get(event.symbol);
    if (known && event.eventTime < known.eventTime) return 'out-of-order';
    if (known && event.closeTime < known.closeTime) return 'older';
    const ticker = tickerOfEvent(event, known?.ticker);
    if (!ticker) return 'malformed';
    const isSame = known !== undefined && sameTicker(known.ticker, ticker);
    this.#put({
      ticker,
      closeTime: event.closeTime,
      eventTime: event.eventTime,
      batch: this.#batch,
    });
    return isSame && known.eventTime === event.eventTime ? 'duplicate' : 'told';
  }

  #isListed(symbol: string): boolean {
    return this.#listed?.has(symbol) ?? true;
  }

  #put(row: Row): void {
    const known = this.#rows.get(row.ticker.symbol);
    const isSame = known !== undefined && sameTicker(known.ticker, row.ticker);
    this.#rows.set(row.ticker.symbol, isSame ? { ...row, ticker: known.ticker } : row);
    this.#isDirty ||= !isSame;
  }

  #remove(symbol: string): void {
    this.#rows.delete(symbol);
    this.#isDirty = true;
  }
}
