import type { Balances } from '@shared/domain/account';
import { add, isZero, type Decimal } from '@shared/domain/decimal';
import type { Feed } from '@shared/domain/market';
import { pricedMarkets } from '@shared/domain/order-circumstances';
import { createValuer, type PricedMarket } from '@shared/domain/valuation';
import { StorageError } from '../storage/storage-error';
import type { ValueHistoryRepository } from '../storage/value-history';
import type { DeskStores } from './stores';

/** Spans of which one value each is kept, ms. */
const VALUE_EVERY_MS = 5 * 60_000;
const LOOK_EVERY_MS = 10_000;
/** Older prices would be those of another time, ms. */
const FRESH_MS = 30_000;

interface ValueRecorderOptions {
  readonly stores: Pick<DeskStores, 'balances' | 'symbols' | 'tickers' | 'prices'>;
  readonly valueAsset: () => string;
  readonly history: Pick<ValueHistoryRepository, 'add' | 'thin'>;
  /** Unix ms of this machine. */
  readonly now?: () => number;
}

/**
 * Keeps what the account on the screen is worth: once in each five minutes in which its balances and the prices are known. While nobody
 * looks at prices there are none, and the line has a gap.
 */
export function recordValue({
  stores,
  valueAsset,
  history,
  now = Date.now,
}: ValueRecorderOptions): () => void {
  let last = '';
  let thinnedAt = 0;

  function look(): void {
    const at = Math.floor(now() / VALUE_EVERY_MS) * VALUE_EVERY_MS;
    const balances = stores.balances.getState();
    const asset = valueAsset();
    const place = `${balances?.accountId ?? ''} ${asset} ${at}`;
    if (balances === null || place === last || !isFresh(stores.prices.getState(), now())) return;
    const markets = pricedMarkets(stores.symbols.getState().symbols, stores.tickers.getState());
    const value = totalOf(balances, asset, markets);
    if (value === null) return;
    last = place;
    try {
      history.add(balances.accountId, asset, { at, value });
      if (at - thinnedAt < 3_600_000) return;
      thinnedAt = at;
      history.thin(at);
    } catch (error) {
      // It is no order: what cannot be written is a gap.
      if (!(error instanceof StorageError)) throw error;
    }
  }

  const timer = setInterval(look, LOOK_EVERY_MS);
  timer.unref();
  return () => clearInterval(timer);
}

/** Of the spot balances that have a price; null when none has. */
function totalOf(
  balances: Pick<Balances, 'spot'>,
  valueAsset: string,
  markets: Iterable<PricedMarket>,
): Decimal | null {
  const valueOf = createValuer(valueAsset, markets);
  let total: Decimal | null = null;
  for (const { asset, free, locked } of balances.spot) {
    const amount = add(free, locked);
    if (isZero(amount)) continue;
    const value = valueOf(amount, asset);
    if (value !== null) total = add(total ?? '0', value);
  }
  return total;
}

function isFresh({ state, confirmedAt }: Feed, now: number): boolean {
  return (state === 'live' || state === 'polling') && now - confirmedAt <= FRESH_MS;
}
