import type { Account } from '@shared/domain/account';
import { isZero, type Decimal } from '@shared/domain/decimal';
import type { UnsentReplacement } from '@shared/domain/order-life';
import type { AppError, Result } from '@shared/domain/result';
import type { ReplacingOrder } from '@shared/contract/commands';
import { SvelteSet } from 'svelte/reactivity';
import { formatAmount } from '../format/amount';
import { send } from '../state/commands';
import { isDeclined } from '../state/declined';
import { t } from '../state/language';
import type { OpenRow } from './open-rows';
import { changeFailure, replaceOrder } from './replace-order';

/** Changes of single orders from this list: which one is being written, which are under way, and what became of the last one. */
export class Changing {
  /** Key of the row whose new price and quantity are being written. */
  written = $state('');
  news = $state('');
  failed = $state(false);
  readonly #asked = new SvelteSet<string>();

  has(key: string): boolean {
    return this.#asked.has(key);
  }

  begin(row: Pick<OpenRow, 'key'>): void {
    this.news = '';
    this.written = row.key;
  }

  leave(): void {
    this.written = '';
  }

  /** @param base asset of the quantity, for the words */
  async change(
    account: Account | undefined,
    row: Pick<OpenRow, 'key' | 'symbol' | 'orderId'>,
    to: { readonly price: Decimal; readonly quantity: Decimal },
    base: string,
  ): Promise<void> {
    const { symbol, orderId } = row;
    if (!account || orderId === null || this.has(row.key)) return;
    const isDone = await this.#run(row.key, base, () =>
      replaceOrder({ accountId: account.id, symbol, orderId, ...to }),
    );
    // What was written stays when nothing came of it: it can be mended and sent again.
    if (isDone && this.written === row.key) this.leave();
  }

  async sendUnsent(
    account: Account | undefined,
    { entryId }: UnsentReplacement,
    base: string,
  ): Promise<void> {
    if (!account) return;
    await this.#run(keyOfUnsent(entryId), base, () =>
      send('order.sendUnsent', { accountId: account.id, entryId }),
    );
  }

  async dropUnsent(account: Account | undefined, { entryId }: UnsentReplacement): Promise<void> {
    if (!account) return;
    const result = await send('order.dropUnsent', { accountId: account.id, entryId });
    if (!result.ok) this.#tell(result.error);
  }

  /** Answers whether the old order is changed or gone, so that nothing is left to be written. */
  async #run(key: string, base: string, ask: () => Promise<Result<ReplacingOrder>>): Promise<boolean> {
    if (this.has(key)) return false;
    this.#asked.add(key);
    this.news = '';
    const result = await ask();
    this.#asked.delete(key);
    if (!result.ok) {
      this.#tell(result.error);
      return result.error.code === 'order.unknown' || GONE.includes(result.error.code);
    }
    const { orderId: id, filled } = result.value;
    this.failed = false;
    this.news = isZero(filled)
      ? t('replace.done', { id })
      : t('replace.doneFilled', { id, filled: formatAmount(filled, 0), asset: base });
    return true;
  }

  #tell(error: AppError): void {
    this.failed = !isDeclined(error);
    this.news = isDeclined(error) ? '' : changeFailure(error);
  }
}

/** The old order is not there any more to be written anew. */
const GONE = [
  'replace.filled',
  'replace.filled-enough',
  'replace.gone',
  'replace.unsent',
  'replace.called-off',
];

export function keyOfUnsent(entryId: number): string {
  return `unsent ${entryId}`;
}
