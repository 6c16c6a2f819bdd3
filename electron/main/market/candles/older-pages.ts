import type { CandleInterval } from '@shared/domain/market';
import { ok, type Result } from '@shared/domain/result';
import { requestCandles } from './requests';
import { MOST_CANDLES, type CandleSeries } from './series';

const PAGE = 500;

interface OlderPages {
  older(): Promise<Result<{ hasOlder: boolean }>>;
  /** Whether the exchange may have older candles and there is room for them. */
  hasOlder(): boolean;
  isLoading(): boolean;
  stop(): void;
}

/** Pages history back by `endTime`, one page at a time, until the exchange has no older candle. */
export function createOlderPages(
  series: CandleSeries,
  interval: CandleInterval,
  requests: Parameters<typeof requestCandles>[0],
  onChange: () => void,
): OlderPages {
  const stopping = new AbortController();
  /** Open time of the first candle of all. */
  let beginning: number | undefined;
  let loading: Promise<Result<{ hasOlder: boolean }>> | undefined;

  const hasOlder = (): boolean => {
    const first = series.first;
    if (!first || series.count >= MOST_CANDLES) return false;
    return beginning === undefined || first.openTime > beginning;
  };

  async function read(): Promise<Result<{ hasOlder: boolean }>> {
    const first = series.first;
    if (!first || !hasOlder()) return ok({ hasOlder: hasOlder() });
    const period = { endTime: first.openTime - 1, limit: PAGE };
    const page = await requestCandles(requests, interval, period, stopping.signal);
    if (!page.ok) return page;
    // A series that began anew meanwhile does not join this page: the next call asks for the right one.
    const joins = (series.first?.openTime ?? Number.POSITIVE_INFINITY) <= first.openTime;
    if (joins && series.prepend(page.candles) === 0) beginning = series.first?.openTime;
    return ok({ hasOlder: hasOlder() });
  }

  return {
    older() {
      if (loading) return loading;
      loading = read().finally(() => {
        loading = undefined;
        onChange();
      });
      onChange();
      return loading;
    },
    hasOlder,
    isLoading: () => loading !== undefined,
    stop: () => stopping.abort(),
  };
}
