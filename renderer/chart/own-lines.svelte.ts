import type { Decimal } from '@shared/domain/decimal';
import type { SpotSymbol } from '@shared/domain/symbol';
import { activeAccount, openOrders } from '../state/desk';
import type { ChartNotice } from './chart-notice.svelte';
import { orderLines } from './order-lines';
import { OrderMove } from './order-move.svelte';
import { orderPriceLine } from './order-texts';
import { OwnAlerts } from './own-alerts.svelte';
import type { PriceLine } from './price-line';

/** A window that only looks can move no order. */
const CAN_REPLACE = 'order.replace' in window.perch.commands;

/** The user's own lines on one market's chart, and what dragging one of them means. */
export class OwnLines {
  readonly move = new OrderMove();
  readonly alerts: OwnAlerts;
  readonly #rules: () => SpotSymbol;
  readonly #orders = $derived.by(() => {
    const open = openOrders.current;
    return open && open.accountId === activeAccount.current?.id
      ? orderLines(open.orders, this.#rules().symbol)
      : [];
  });
  readonly all: readonly PriceLine[] = $derived.by(() => [
    ...this.#orders.map((line) =>
      orderPriceLine(line, this.#rules(), CAN_REPLACE, this.move.proposedFor(line.only)),
    ),
    ...this.alerts.lines,
  ]);

  constructor(rules: () => SpotSymbol, notice: ChartNotice) {
    this.#rules = rules;
    this.alerts = new OwnAlerts(rules, notice);
  }

  /** A line was let go at another price. */
  drop(id: string, price: Decimal): void {
    if (this.alerts.drop(id, price)) return;
    const order = this.#orders.find((line) => line.id === id)?.only;
    if (order) this.move.propose({ order, price, rules: this.#rules() });
  }
}
