import { expect, it } from 'vitest';
import type { SymbolProfit } from '@shared/contract/commands';
import { profitOf, type ProfitTrade } from '@shared/domain/profit';
import { profitRows } from './profit-rows';

const trade = (side: 'BUY' | 'SELL', quantity: string, quote: string): ProfitTrade => ({
  at: 1,
  side,
  quantity,
  quote,
  fees: [],
  feesKnown: true,
});
const of = (symbol: string, baseAsset: string, ...trades: ProfitTrade[]): SymbolProfit => ({
  symbol,
  baseAsset,
  quoteAsset: 'USDT',
  ...profitOf(trades, baseAsset, 'USDT'),
});
const balance = (asset: string, free: string) => ({
  asset,
  free,
  locked: '0',
  canTrade: true,
  canDeposit: true,
  canWithdraw: true,
});

it('what is held comes first, with what the last price makes of it', () => {
  const rows = profitRows(
    [
      of('ETHUSDT', 'ETH', trade('BUY', '1', '10'), trade('SELL', '1', '12')),
      of('BTCUSDT', 'BTC', trade('BUY', '2', '100')),
    ],
    (symbol) => (symbol === 'BTCUSDT' ? '60' : undefined),
    [balance('BTC', '2.5')],
  );
  expect(rows).toMatchObject([
    { symbol: 'BTCUSDT', unrealised: '20', together: '20', beyond: '0.5' },
    { symbol: 'ETHUSDT', unrealised: '0', together: '2', beyond: null },
  ]);
});

it('without a price nothing is made up', () => {
  const [row] = profitRows([of('BTCUSDT', 'BTC', trade('BUY', '2', '100'))], () => undefined, undefined);
  expect(row).toMatchObject({ last: null, unrealised: null, together: null, beyond: null });
});

it('of one asset on two markets the balance is held against both together, and told once', () => {
  const rows = profitRows(
    [of('BTCUSDT', 'BTC', trade('BUY', '2', '100')), of('BTCTUSD', 'BTC', trade('BUY', '1', '50'))],
    () => '50',
    [balance('BTC', '3')],
  );
  expect(rows.map(({ beyond }) => beyond)).toEqual([null, null]);
});
