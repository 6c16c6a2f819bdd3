import type { Account, Balance } from '@shared/domain/account';
import { isDecimal, type Decimal } from '@shared/domain/decimal';
import type { Side } from '@shared/domain/order';
import type { SpotSymbol } from '@shared/domain/symbol';
import { visibleText } from '@shared/domain/visible-text';
import { formatAmount } from '../format/amount';
import { send } from '../state/commands';
import { errorText, t } from '../state/language';
import { checkForm } from './check-form';
import { placedOutcome, testedOutcome, type Outcome } from './outcome';
import {
  edit,
  EMPTY_FORM,
  intentOf,
  nudge,
  settle,
  withBookPrice,
  withShare,
  type AmountField,
  type TicketForm,
} from './ticket-form';

/** What the entry is about; it changes while the entry lives. */
interface Subject {
  readonly account: Account;
  readonly rules: SpotSymbol;
  /** undefined until the balances came. */
  readonly spot: readonly Balance[] | undefined;
}

export const FIELDS = ['price', 'quantity', 'total'] as const;

/** The button rests this long (ms) after a click: the second half of a double click is not a second order. */
const REST_MS = 600;

/** One order being written, tested and sent. */
export class OrderEntry {
  form = $state.raw<TicketForm>(EMPTY_FORM);
  busy = $state<'no' | 'placing' | 'testing'>('no');
  resting = $state(false);
  outcome = $state.raw<Outcome | undefined>();
  /** Empty fields are only called wrong after the user tried to send. */
  #tried = $state(false);
  readonly #subject: () => Subject;

  constructor(subject: () => Subject) {
    this.#subject = subject;
  }

  readonly intent = $derived.by(() => intentOf(this.form, this.#subject().rules.symbol));
  readonly errors = $derived.by(() => checkForm(this.form, this.#subject().rules, this.#subject().spot));

  /** The asset that the order spends, and how much of it is free; undefined until the balances came. */
  readonly spent = $derived.by(() => {
    const { rules } = this.#subject();
    return this.form.side === 'BUY' ? rules.quoteAsset : rules.baseAsset;
  });
  readonly free = $derived.by(() => {
    const { spot } = this.#subject();
    return spot && (spot.find((balance) => balance.asset === this.spent)?.free ?? '0');
  });

  /** What the submit button says: exactly what will be sent. */
  readonly label = $derived.by(() => {
    const { rules } = this.#subject();
    const { price, quantity } = this.intent;
    const asset = visibleText(rules.baseAsset);
    const buy = this.form.side === 'BUY';
    if (!isDecimal(price) || !isDecimal(quantity)) {
      return t(buy ? 'ticket.buyAsset' : 'ticket.sellAsset', { asset });
    }
    return t(buy ? 'ticket.submit.buy' : 'ticket.submit.sell', {
      quantity: formatAmount(quantity, 0),
      asset,
      price: formatAmount(price, rules.quotePrecision),
    });
  });

  errorOf(field: AmountField): string {
    const error = this.errors[field];
    if (!error || (error.code === 'order.empty' && !this.#tried)) return '';
    return errorText(error);
  }

  edit(field: AmountField, typed: string): void {
    this.form = edit(this.form, field, typed, this.#subject().rules);
  }

  settle(field: AmountField): void {
    this.form = settle(this.form, field);
  }

  nudge(field: AmountField, steps: number): void {
    this.form = nudge(this.form, field, steps, this.#subject().rules);
  }

  chooseSide(side: Side): void {
    this.form = { ...this.form, side };
  }

  chooseShare(percent: 25 | 50 | 75 | 100): void {
    if (this.free !== undefined) {
      this.form = withShare(this.form, percent, this.free, this.#subject().rules);
    }
  }

  /** The price follows the own side's best, as long as the user has not set one. */
  prefill(price: Decimal): void {
    this.form = { ...withBookPrice(this.form, price, this.#subject().rules), pricePrefilled: true };
  }

  /** Each call is one intent with an id of its own; what is sent is exactly what the button says. */
  async place(): Promise<boolean> {
    if (this.busy !== 'no' || this.resting) return true;
    if (!this.#mayGo()) return false;
    const { account, rules } = this.#subject();
    const { quantity } = this.form;
    this.busy = 'placing';
    this.outcome = undefined;
    this.#rest();
    const result = await send('order.place', {
      intentId: crypto.randomUUID(),
      accountId: account.id,
      intent: this.intent,
    });
    this.outcome = placedOutcome(result, rules);
    this.busy = 'no';
    if (result.ok) {
      this.#tried = false;
      // A quantity typed meanwhile is the next order's.
      if (this.form.quantity === quantity) this.edit('quantity', '');
    }
    return true;
  }

  async test(): Promise<boolean> {
    if (this.busy !== 'no') return true;
    if (!this.#mayGo()) return false;
    this.busy = 'testing';
    this.outcome = undefined;
    const { account } = this.#subject();
    this.outcome = testedOutcome(await send('order.test', { accountId: account.id, intent: this.intent }));
    this.busy = 'no';
    return true;
  }

  /** Without a pause between this check and the sending: a second call meanwhile would be a second order. */
  #mayGo(): boolean {
    this.#tried = true;
    for (const field of FIELDS) this.settle(field);
    return Object.keys(this.errors).length === 0;
  }

  #rest(): void {
    this.resting = true;
    setTimeout(() => (this.resting = false), REST_MS);
  }
}
