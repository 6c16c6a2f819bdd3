import { isZero } from '@shared/domain/decimal';
import type { Candle, CandleInterval } from '@shared/domain/market';
import type { AskedAt } from '../live-feed';
import type { Check } from '../silence-watch';
import { isNewer } from './candle';
import { lengthOf, sourceOf } from './intervals';
import { requestCandles } from './requests';
import type { CandleSeries } from './series';

/** First page; and the longest that PROTOCOL allows, for what happened since. */
const FIRST_PAGE = 500;
const LONGEST_PAGE = 1_000;

interface CandleReads {
  /** The newest page of history with its running candle; older candles stay when the page joins them. Weight 1, built intervals 2. */
  whole(signal: AbortSignal): Promise<AskedAt>;
  /** From the first candle that is not certain on. Weight 1. */
  end(signal: AbortSignal): Promise<AskedAt>;
  /** As `end`, and says whether REST knew of trades that the stream did not tell. */
  check(signal: AbortSignal): Promise<Check>;
}

/** Reads candles over REST into a series. One at a time. */
export function createCandleReads(
  series: CandleSeries,
  interval: CandleInterval,
  requests: Parameters<typeof requestCandles>[0],
): CandleReads {
  const { tail } = series;
  const source = sourceOf(interval);
  const report = (text: string): void =>
    requests.incidents.report('resynchronised', `The ${interval} candles of ${requests.symbol} ${text}`);

  /** No more than can be new: older ones would be drawn a moment after the first page, and come when somebody goes back to them. */
  function pageSize(): number {
    const last = series.last?.openTime;
    const missed = last === undefined ? 0 : Math.ceil((requests.now() - last) / lengthOf(interval)) + 1;
    return Math.min(Math.max(FIRST_PAGE, missed), LONGEST_PAGE);
  }

  async function whole(signal: AbortSignal): Promise<AskedAt> {
    const isFirst = series.count === 0;
    const asked = tail.ask();
    const page = await requestCandles(requests, interval, { limit: pageSize() }, signal);
    if (!page.ok) return undefined;
    const running = page.candles.at(-1);
    if (!running) {
      // Nothing was ever traded; the next event asks again.
      series.takePage([]);
      series.settle();
      return page.askedAt;
    }
    const from = running.openTime;
    const parts =
      source === interval
        ? { ok: true as const, candles: [running] }
        : await requestCandles(requests, source, { startTime: from, limit: LONGEST_PAGE }, signal);
    if (!parts.ok) return undefined;
    const joins = series.takePage(page.candles);
    tail.answer(asked, from, parts.candles);
    series.settle();
    if (!isFirst) report(joins ? 'were read again over REST.' : 'begin anew: too many were missed.');
    return page.askedAt;
  }

  /** The rows from the first uncertain candle on; undefined when there is no such candle or they would be too many. */
  async function readEnd(signal: AbortSignal): Promise<EndRead | 'too-far' | undefined> {
    const from = tail.certainUntil;
    if (from === undefined) return 'too-far';
    const before = tail.candles.at(-1);
    const asked = tail.ask();
    const page = await requestCandles(requests, source, { startTime: from, limit: LONGEST_PAGE }, signal);
    if (!page.ok) return undefined;
    if (page.candles.length >= LONGEST_PAGE) return 'too-far';
    tail.answer(asked, from, page.candles);
    series.settle();
    const told = [...asked.values()].map(({ candle }) => candle);
    return {
      askedAt: page.askedAt,
      last: page.candles.at(-1),
      known: newestOf(before ? [before, ...told] : told),
    };
  }

  async function end(signal: AbortSignal): Promise<AskedAt> {
    const read = await readEnd(signal);
    return read === 'too-far' ? whole(signal) : read?.askedAt;
  }

  async function check(signal: AbortSignal): Promise<Check> {
    const read = await readEnd(signal);
    if (read === undefined) return { kind: 'unknown' };
    if (read === 'too-far') {
      const askedAt = await whole(signal);
      return askedAt === undefined ? { kind: 'unknown' } : { kind: 'same', askedAt };
    }
    const { last, known, askedAt } = read;
    // A candle without trades is no news: the exchange need not tell that nothing happened.
    if (!last || isZero(last.volume) || !isNewer(last, known)) return { kind: 'same', askedAt };
    return {
      kind: 'ahead',
      news: `its candle of ${new Date(last.openTime).toISOString()} has a volume of ${last.volume}.`,
      hasCome: () => !isNewer(last, tail.newestTold),
    };
  }

  return { whole, end, check };
}

interface EndRead {
  readonly askedAt: number;
  /** The last row of the answer. */
  readonly last: Candle | undefined;
  /** The newest candle that was known when the answer came, without what it told. */
  readonly known: Candle | undefined;
}

const newestOf = (candles: readonly Candle[]): Candle | undefined =>
  candles.reduce<Candle | undefined>(
    (newest, candle) => (isNewer(candle, newest) ? candle : newest),
    undefined,
  );
