import type { CandleInterval } from '@shared/domain/market';
import { STREAM_INTERVALS, type StreamInterval } from '../../exchange/streams/streams';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Length in ms. */
const LENGTHS: Readonly<Record<CandleInterval, number>> = {
  '1m': MINUTE,
  '3m': 3 * MINUTE,
  '5m': 5 * MINUTE,
  '15m': 15 * MINUTE,
  '30m': 30 * MINUTE,
  '1h': HOUR,
  '2h': 2 * HOUR,
  '4h': 4 * HOUR,
  '6h': 6 * HOUR,
  '12h': 12 * HOUR,
  '1d': DAY,
  '3d': 3 * DAY,
  '1w': 7 * DAY,
};

/** PROTOCOL has no stream of these; each is a whole number of a smaller one that has. */
const BUILT_FROM = { '3m': '1m', '2h': '1h', '6h': '1h', '12h': '1h', '3d': '1d' } as const satisfies Record<
  Exclude<CandleInterval, StreamInterval>,
  StreamInterval
>;

export const lengthOf = (interval: CandleInterval): number => LENGTHS[interval];

const hasStream = (interval: CandleInterval): interval is StreamInterval =>
  (STREAM_INTERVALS as readonly CandleInterval[]).includes(interval);

/** The streamed interval that candles of `interval` are made of: itself, or a smaller one. */
export function sourceOf(interval: CandleInterval): StreamInterval {
  return hasStream(interval) ? interval : BUILT_FROM[interval];
}

/**
 * Open time of the candle that `time` (Unix ms) belongs to. Candles are aligned to the epoch, in UTC; weeks begin on Monday, as the
 * exchange's own example does (1499040000000 is a Monday), and 1970 began on a Thursday.
 */
export function openTimeAt(interval: CandleInterval, time: number): number {
  const origin = interval === '1w' ? 4 * DAY : 0;
  return time - ((((time - origin) % LENGTHS[interval]) + LENGTHS[interval]) % LENGTHS[interval]);
}
