import { isPriceRule, type Alert, type AlertsState } from '@shared/domain/alert';
import type { Decimal } from '@shared/domain/decimal';
import type { SpotSymbol } from '@shared/domain/symbol';
import { priceText } from './price-text';
import type { PriceLine } from './price-line';

const PREFIX = 'alert ';

/** Switched-on price alerts of a market at the exchange that is watched now. */
export function priceAlerts({ alerts, server }: AlertsState, symbol: string): readonly Alert[] {
  return alerts.filter(
    ({ rule, enabled, server: own }) =>
      enabled && own === server && isPriceRule(rule) && rule.symbol === symbol,
  );
}

/** An alert as a line. `moved` is the price it was dragged to, until main tells of it. */
export function alertPriceLine(
  { id, rule }: Alert,
  words: string,
  rules: SpotSymbol,
  movable: boolean,
  moved: Decimal | undefined,
): PriceLine | undefined {
  if (!isPriceRule(rule)) return undefined;
  const shape = { rises: '▲', falls: '▼', reaches: '◆' }[rule.kind];
  return {
    id: `${PREFIX}${id}`,
    kind: 'alert',
    tone: 'alert',
    price: rule.price,
    priceText: priceText(rule.price, rules),
    label: `${shape} ${words}`,
    draggable: movable,
    ...(moved === undefined ? {} : { proposed: moved }),
  };
}

/** The alert that a line is, by its id. */
export function alertOfLine(lineId: string): number | undefined {
  return lineId.startsWith(PREFIX) ? Number(lineId.slice(PREFIX.length)) : undefined;
}
