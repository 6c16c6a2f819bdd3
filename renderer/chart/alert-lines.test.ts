import { describe, expect, it } from 'vitest';
import type { Alert, AlertsState } from '@shared/domain/alert';
import { alertOfLine, alertPriceLine, priceAlerts } from './alert-lines';

function alert(more: Partial<Alert> = {}): Alert {
  return {
    id: 7,
    server: 'paper',
    accountId: '',
    rule: { kind: 'rises', symbol: 'BTCUSDT', price: '42000' },
    repeat: 'once',
    cooldownSeconds: 60,
    hysteresis: '0.1',
    note: '',
    sound: true,
    expiresAt: null,
    enabled: true,
    snoozedUntil: null,
    createdAt: 0,
    firedAt: null,
    firedCount: 0,
    ...more,
  };
}

const state = (alerts: readonly Alert[]): AlertsState => ({
  alerts,
  history: [],
  pause: null,
  server: 'paper',
  shown: null,
});
const rules = {
  symbol: 'BTCUSDT',
  status: 'TRADING',
  baseAsset: 'BTC',
  quoteAsset: 'USDT',
  baseAssetPrecision: 6,
  quotePrecision: 2,
  orderTypes: ['LIMIT'],
};

describe('alerts on the chart', () => {
  it('are those on the price of this market that are on and watched here', () => {
    const shown = priceAlerts(
      state([
        alert(),
        alert({ id: 8, enabled: false }),
        alert({ id: 9, server: 'https://elsewhere' }),
        alert({ id: 10, rule: { kind: 'falls', symbol: 'ETHUSDT', price: '1' } }),
        alert({ id: 11, rule: { kind: 'spread', symbol: 'BTCUSDT', percent: '1' } }),
      ]),
      'BTCUSDT',
    );
    expect(shown.map(({ id }) => id)).toEqual([7]);
  });

  it('tell by their shape which way they are crossed, and stand where they were dragged to', () => {
    expect(alertPriceLine(alert(), 'Alert', rules, true, '41000')).toMatchObject({
      kind: 'alert',
      label: '▲ Alert',
      priceText: '42,000.00',
      draggable: true,
      proposed: '41000',
    });
  });

  it('are known again by their line, which no order has', () => {
    expect(alertOfLine(alertPriceLine(alert(), 'Alert', rules, true, undefined)?.id ?? '')).toBe(7);
    expect(alertOfLine('BUY 41000')).toBeUndefined();
  });
});
