import type { Candle, CandleInterval } from '@shared/domain/market';
import { fail, type AppError } from '@shared/domain/result';
import type { ExchangeConnection } from '../../exchange/connection';
import type { Priority } from '../../exchange/limiter';
import { errorOf } from '../../exchange/outcome-error';
import type { Incidents } from '../../exchange/streams/incidents';
import { candleFrom, flawOf } from './candle';

const PATIENCE_MS = 4_000;

/** Which candles: those that begin within the bounds (Unix ms, inclusive); the newest `limit`, or with `startTime` the oldest. */
interface CandlePeriod {
  readonly startTime?: number;
  readonly endTime?: number;
  readonly limit: number;
}

/** Candles ascending by open time, none twice, or why there are none. `askedAt` is Unix ms of this machine. */
export type CandlePage =
  | { readonly ok: true; readonly askedAt: number; readonly candles: readonly Candle[] }
  | { readonly ok: false; readonly error: AppError };

interface CandleRequests {
  readonly connection: Pick<ExchangeConnection, 'call'>;
  readonly symbol: string;
  readonly incidents: Incidents;
  readonly now: () => number;
  /** Default: 'shown', of a chart that somebody looks at. */
  readonly priority?: Priority;
}

/** Asks `GET /spot/klines` (weight 1). A page with a senseless row is refused as a whole: leaving rows out would make holes. */
export async function requestCandles(
  { connection, symbol, incidents, now, priority = 'shown' }: CandleRequests,
  interval: CandleInterval,
  period: CandlePeriod,
  signal: AbortSignal,
): Promise<CandlePage> {
  const askedAt = now();
  const outcome = await connection.call(
    'klines',
    { symbol, interval, ...period },
    { signal, patienceMs: PATIENCE_MS, priority },
  );
  if (outcome.kind !== 'answer') return { ok: false, error: errorOf(outcome, false) };
  const candles = outcome.value.map(candleFrom);
  const flaw = flawOfPage(candles, interval);
  if (flaw === undefined) return { ok: true, askedAt, candles };
  const message = `A candle of ${symbol} ${interval} cannot be used: ${flaw}`;
  incidents.report('malformed', message);
  return fail('no-answer.bad-answer', message, {
    retryable: true,
    details: { cause: 'bad-answer', message },
  });
}

function flawOfPage(candles: readonly Candle[], interval: CandleInterval): string | undefined {
  for (const [index, candle] of candles.entries()) {
    const flaw = flawOf(candle, interval);
    if (flaw !== undefined) return flaw;
    const before = candles[index - 1];
    if (before && before.openTime >= candle.openTime)
      return `open time ${candle.openTime} comes after ${before.openTime}`;
  }
  return undefined;
}
