import type { AlertFiring } from '@shared/domain/alert';
import { symbolOfRule } from '@shared/domain/alert';
import type { TimeSource } from '../exchange/time-source';
import type { AlertBook, AlertPlace } from './alert-book';
import { createOccasionWatch, type OccasionMarket, type OccasionWatch } from './occasion-watch';
import { createPriceWatch, type PriceWatch, type WatchedMarket } from './price-watch';
import type { Looked, SymbolWatch } from './symbol-watch';

export type AlertMarket = WatchedMarket & OccasionMarket;

/** Alerts at work on the exchange that the desk is connected to. */
export interface Alerts
  extends
    Pick<PriceWatch, 'prices' | 'rulesChanged'>,
    Pick<OccasionWatch, 'balances' | 'filled'>,
    Pick<PriceWatch & OccasionWatch, 'feed'> {
  enter(place: AlertPlace, market: AlertMarket): void;
  leave(): void;
  /** Whether prices must go on coming although no window looks. */
  needsPrices(): boolean;
}

interface AlertsOptions {
  readonly book: AlertBook;
  readonly time: TimeSource;
  readonly onFired: (firings: readonly AlertFiring[]) => void;
}

export function createAlerts({ book, time, onFired }: AlertsOptions): Alerts {
  let server = '';
  const prices = createPriceWatch({ book, time, onLooked });
  const occasions = createOccasionWatch({ book, time, onLooked: (looked) => onLooked(looked, []) });

  /** On disk before anybody hears of it: whatever happens next, it is not told twice. */
  function onLooked({ alerts, firings }: Looked, watches: readonly SymbolWatch[]): void {
    const seen = watches.flatMap(({ symbol, seen: price }) => (price ? [{ server, symbol, price }] : []));
    const told = book.commit({ alerts, firings, seen });
    if (told.length > 0) onFired(told);
    if (alerts.some(({ enabled }) => !enabled)) prices.rulesChanged();
  }

  return {
    enter(place, market) {
      ({ server } = place);
      prices.enter(server, market);
      occasions.enter(place, market);
    },
    leave() {
      prices.leave();
      occasions.leave();
      server = '';
    },
    rulesChanged: () => prices.rulesChanged(),
    prices: (tickers) => prices.prices(tickers),
    feed(feed) {
      prices.feed(feed);
      occasions.feed(feed);
    },
    balances: (balances) => occasions.balances(balances),
    filled: (order) => occasions.filled(order),
    needsPrices: () =>
      [...book.all.values()].some(
        ({ enabled, rule }) => enabled && (rule.kind === 'connection' || symbolOfRule(rule) !== ''),
      ),
  };
}
