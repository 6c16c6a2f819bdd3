import type { Account } from '@shared/domain/account';
import { SvelteSet } from 'svelte/reactivity';
import { send } from '../state/commands';
import { errorText, t } from '../state/language';
import type { OpenRow } from './open-rows';

type Cancelled = Pick<OpenRow, 'symbol' | 'orderId'>;

/** Cancels of single orders that are under way from this list, and what became of the last one. */
export class Cancelling {
  news = $state('');
  failed = $state(false);
  readonly #asked = new SvelteSet<string>();

  has(row: Cancelled): boolean {
    return this.#asked.has(keyOf(row));
  }

  async cancel(account: Account | undefined, row: Cancelled): Promise<void> {
    const { symbol, orderId } = row;
    if (!account || orderId === null || this.has(row)) return;
    this.#asked.add(keyOf(row));
    const result = await send('order.cancel', { accountId: account.id, symbol, orderId });
    this.#asked.delete(keyOf(row));
    this.failed = !result.ok;
    this.news = result.ok
      ? t('orders.cancelled', { id: orderId })
      : result.error.code === 'order.unknown'
        ? t('orders.cancelUnknown', { id: orderId })
        : t('orders.cancelFailed', { id: orderId, reason: errorText(result.error) });
  }
}

function keyOf({ symbol, orderId }: Cancelled): string {
  return `${symbol} ${orderId}`;
}
