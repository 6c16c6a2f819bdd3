import type { CandleInterval } from '@shared/domain/market';
import type { Incidents } from '../../exchange/streams/incidents';
import type { KlineEvent } from '../../exchange/streams/streams';
import { isFromFuture } from '../confirmed-at';
import { flawOf } from './candle';
import { sourceOf } from './intervals';
import type { CandleSeries } from './series';
import type { Verdict } from './tail';

/** Takes stream events into a series and counts those that make no sense, come twice or come late. */
export function takeCandleEvents(
  series: CandleSeries,
  symbol: string,
  interval: CandleInterval,
  incidents: Incidents,
  serverNow: () => number | null,
): (event: KlineEvent) => Verdict | 'unusable' {
  const source = sourceOf(interval);
  const name = `${symbol} ${source}`;

  return (event) => {
    const flaw = flawOfEvent(event, source, serverNow());
    if (flaw !== undefined) {
      incidents.report('malformed', `A candle event of ${name} cannot be used: ${flaw}`);
      return 'unusable';
    }
    const isOutOfOrder = series.tail.isOutOfOrder(event);
    const verdict = series.tail.apply(event);
    if (verdict === 'duplicate')
      incidents.report('duplicate', `A candle event of ${name} came twice (E ${event.eventTime}).`);
    else if (isOutOfOrder)
      incidents.report('out-of-order', `A candle event of ${name} came late (E ${event.eventTime}).`);
    series.settle();
    return verdict;
  };
}

function flawOfEvent(
  event: KlineEvent,
  source: CandleInterval,
  serverNow: number | null,
): string | undefined {
  if (isFromFuture(event.eventTime, serverNow)) return `event time ${event.eventTime} is in the future`;
  if (event.eventTime < event.openTime)
    return `event time ${event.eventTime} is before its open time ${event.openTime}`;
  return flawOf(event, source);
}
