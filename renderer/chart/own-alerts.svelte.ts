import type { Decimal } from '@shared/domain/decimal';
import type { SpotSymbol } from '@shared/domain/symbol';
import { SvelteMap } from 'svelte/reactivity';
import { send } from '../state/commands';
import { alerts } from '../state/desk';
import { errorText, t } from '../state/language';
import { alertOfLine, alertPriceLine, priceAlerts } from './alert-lines';
import type { ChartNotice } from './chart-notice.svelte';
import { priceText } from './price-text';
import type { PriceLine } from './price-line';

/** A window that only looks can neither make nor move alerts. */
export const CAN_ALERT = 'alert.create' in window.perch.commands;

/** What the list of alerts offers a new one as. */
const AS_IT_COMES = {
  repeat: 'once',
  cooldownSeconds: 60,
  hysteresis: '0.1',
  note: '',
  sound: true,
  expiresAt: null,
} as const;

/** Price alerts of one market as lines; setting one and moving one is done at once and can be undone by doing it again. */
export class OwnAlerts {
  readonly #rules: () => SpotSymbol;
  readonly #notice: ChartNotice;
  /** Where alerts were dragged to that main has not told of yet, by id. */
  readonly #moved = new SvelteMap<number, Decimal>();
  readonly lines: readonly PriceLine[] = $derived.by(() => {
    const state = alerts.current;
    const rules = this.#rules();
    if (!state) return [];
    return priceAlerts(state, rules.symbol).flatMap(
      (alert) =>
        alertPriceLine(alert, t('chart.alertLine'), rules, CAN_ALERT, this.#moved.get(alert.id)) ?? [],
    );
  });

  constructor(rules: () => SpotSymbol, notice: ChartNotice) {
    this.#rules = rules;
    this.#notice = notice;
  }

  async set(price: Decimal): Promise<void> {
    const rules = this.#rules();
    const result = await send('alert.create', {
      ...AS_IT_COMES,
      rule: { kind: 'reaches', symbol: rules.symbol, price },
    });
    if (result.ok) this.#notice.say(t('chart.alertSet', { price: priceText(price, rules) }));
    else this.#notice.fail(t('chart.alertFailed', { reason: errorText(result.error) }));
  }

  /** A line was let go at another price; false when it is no alert's. */
  drop(lineId: string, price: Decimal): boolean {
    const alertId = alertOfLine(lineId);
    if (alertId === undefined) return false;
    void this.#move(alertId, price);
    return true;
  }

  async #move(alertId: number, price: Decimal): Promise<void> {
    const rules = this.#rules();
    this.#moved.set(alertId, price);
    const result = await send('alert.change', { alertId, changes: { price } });
    if (this.#moved.get(alertId) === price) this.#moved.delete(alertId);
    if (result.ok) this.#notice.say(t('chart.alertMoved', { price: priceText(price, rules) }));
    else this.#notice.fail(t('chart.alertFailed', { reason: errorText(result.error) }));
  }
}
