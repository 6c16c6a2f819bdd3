import { compare, subtract, type Decimal } from '@shared/domain/decimal';
import type { Order } from '@shared/domain/order';
import type { SpotSymbol } from '@shared/domain/symbol';
import { visibleText } from '@shared/domain/visible-text';
import { formatAmount } from '../format/amount';
import { changeFailure, replaceOrder } from '../orders/replace-order';
import { activeLimits } from '../state/active-journal';
import { activeAccount } from '../state/desk';
import { isDeclined } from '../state/declined';
import { t } from '../state/language';
import { priceText } from './price-text';

interface Asked {
  readonly order: Order;
  readonly price: Decimal;
  readonly rules: SpotSymbol;
}

type Stage =
  | { readonly at: 'rest' }
  | ({ readonly at: 'asking' | 'running' } & Asked)
  | { readonly at: 'done'; readonly kind: 'moved' | 'failed' | 'unknown'; readonly text: string };

/** An open order that is to be moved to another price: proposed by dragging its line, done by cancel and replace. */
export class OrderMove {
  stage: Stage = $state.raw({ at: 'rest' });

  /** Where an order is proposed to be, while that is asked about or done. */
  proposedFor(order: Order | undefined): Decimal | undefined {
    const { stage } = this;
    if (!order || (stage.at !== 'asking' && stage.at !== 'running')) return undefined;
    return stage.order.orderId === order.orderId && stage.order.symbol === order.symbol
      ? stage.price
      : undefined;
  }

  /** Main asks in a window of its own when it asks about every order; it is asked here when it would not be. */
  propose(asked: Asked): void {
    if (this.stage.at === 'running') return;
    this.stage = { at: 'asking', ...asked };
    if (activeLimits.current?.limits.confirm === 'always') void this.confirm();
  }

  async confirm(): Promise<void> {
    const account = activeAccount.current;
    if (this.stage.at !== 'asking') return;
    if (!account) return this.rest();
    const { order, price, rules } = this.stage;
    this.stage = { at: 'running', order, price, rules };
    const { symbol, orderId, quantity } = order;
    const result = await replaceOrder({ accountId: account.id, symbol, orderId, price, quantity });
    if (result.ok) {
      this.stage = {
        at: 'done',
        kind: 'moved',
        text: this.#movedText(result.value, order, rules),
      };
    } else if (isDeclined(result.error)) {
      this.stage = { at: 'rest' };
    } else {
      const kind = result.error.code === 'order.unknown' ? 'unknown' : 'failed';
      this.stage = { at: 'done', kind, text: changeFailure(result.error) };
    }
  }

  /** Also what became less of it: main takes off what was filled meanwhile. */
  #movedText(moved: Pick<Order, 'price' | 'quantity'>, order: Order, rules: SpotSymbol): string {
    const to = priceText(moved.price, rules);
    if (compare(moved.quantity, order.quantity) >= 0) return t('chart.moved', { to });
    return t('chart.movedLess', {
      to,
      quantity: formatAmount(moved.quantity, 0),
      filled: formatAmount(subtract(order.quantity, moved.quantity), 0),
      asset: visibleText(rules.baseAsset),
    });
  }

  rest(): void {
    if (this.stage.at !== 'running') this.stage = { at: 'rest' };
  }

  /** The question, in the user's language. */
  static question({ order, price, rules }: Asked): string {
    return t(`chart.moveAsk.${order.side}`, {
      quantity: formatAmount(order.quantity, 0),
      asset: visibleText(rules.baseAsset),
      from: priceText(order.price, rules),
      to: priceText(price, rules),
    });
  }
}
