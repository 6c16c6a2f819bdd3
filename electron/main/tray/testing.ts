import { DEFAULT_SETTINGS } from '@shared/domain/settings';
import type { AlertFiring } from '@shared/domain/alert';
import type { PinnedMarket, TrayFacts } from './tray-facts';

export const NOW = 1_700_000_000_000;

export function marketOf(baseAsset: string, lastPrice: string, priceChangePercent: string): PinnedMarket {
  const symbol = `${baseAsset}USDT`;
  const price = { lastPrice, openPrice: lastPrice, highPrice: lastPrice, lowPrice: lastPrice };
  return {
    rules: {
      symbol,
      status: 'TRADING',
      baseAsset,
      quoteAsset: 'USDT',
      baseAssetPrecision: 4,
      quotePrecision: 2,
      orderTypes: ['LIMIT'],
    },
    ticker: { symbol, ...price, priceChange: '0', priceChangePercent, volume: '0', quoteVolume: '0' },
  };
}

export function firingOf(id: number, changes: Partial<AlertFiring> = {}): AlertFiring {
  return {
    id,
    alertId: id,
    server: 'paper',
    rule: { kind: 'rises', symbol: 'BTCUSDT', price: '60000' },
    note: '',
    at: NOW - 1_000,
    price: '60000',
    measure: '',
    away: null,
    dismissed: false,
    ...changes,
  };
}

/** What the tray tells of a practice account whose prices are of now. */
export function factsOf(changes: Partial<TrayFacts> = {}): TrayFacts {
  return {
    now: NOW,
    settings: DEFAULT_SETTINGS,
    accounts: {
      activeId: 'p',
      lock: null,
      accounts: [accountOf('p', 'Practice account', 'paper'), accountOf('c', 'Main & more', 'custom')],
    },
    connection: 'streaming',
    prices: { state: 'live', confirmedAt: NOW - 500 },
    markets: [marketOf('BTC', '67412.8', '1.94'), marketOf('ETH', '3402.71', '-0.841')],
    alerts: { alerts: [], history: [], pause: null, server: 'paper', shown: null },
    seenFiringId: 0,
    ...changes,
  };
}

function accountOf(
  id: string,
  name: string,
  kind: 'paper' | 'custom',
): TrayFacts['accounts']['accounts'][number] {
  return {
    id,
    name,
    kind,
    restUrl: 'http://127.0.0.1:1',
    streamUrl: 'ws://127.0.0.1:1',
    keyTail: '',
    secretHome: 'none',
    state: 'works',
    stateReason: '',
    checkedAt: 0,
  };
}
