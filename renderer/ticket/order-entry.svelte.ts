import type { Account, Balance } from '@shared/domain/account';
import { assertNever } from '@shared/domain/assert-never';
import { isDecimal, type Decimal } from '@shared/domain/decimal';
import type { Order, OrderIntent, Side } from '@shared/domain/order';
import type { JournalState } from '@shared/domain/order-life';
import type { AppError } from '@shared/domain/result';
import type { SpotSymbol } from '@shared/domain/symbol';
import { visibleText } from '@shared/domain/visible-text';
import { formatAmount } from '../format/amount';
import { send } from '../state/commands';
import { errorText, t } from '../state/language';
import { checkForm } from './check-form';
import {
  fateOutcome,
  heldSettledOutcome,
  placedOutcome,
  quietOutcome,
  refusedOutcome,
  testedOutcome,
  type Outcome,
} from './outcome';
import { placingAnswer, sameIntent, type Held, type PlacingAnswer } from './placing-answer';
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
  /** Whether main asks about every order, in a window of its own; undefined while that is not known. */
  readonly confirmsAll: boolean | undefined;
  /** The first limit of the account that the intent breaks, as far as this window can tell. */
  readonly guardOf?: (intent: OrderIntent) => AppError | undefined;
  /** The next order has the same quantity: hotkeys are armed. */
  readonly keepsQuantity?: boolean;
  /** An order filled at once, or was refused. */
  readonly onResult?: (result: 'filled' | 'refused') => void;
}

/** A press of the button: one intent, one id, however often the code should ask for it. */
interface Press {
  readonly intentId: string;
  readonly intent: OrderIntent;
  readonly despiteHold: boolean;
}

/** An order whose fate is waited for: its answer was lost, or it holds back an identical one. */
interface Awaited {
  readonly entryId: number;
  readonly because: 'unknown' | 'held';
}

export const FIELDS = ['price', 'quantity', 'total'] as const;

/** The button rests this long (ms) after a click: the second half of a double click is not a second order. */
const REST_MS = 600;
/** An order that is not on its way after so long (ms) is asked about in a window of main's. */
const ASKED_AFTER_MS = 500;

/** One order being written, tested and sent. */
export class OrderEntry {
  form = $state.raw<TicketForm>(EMPTY_FORM);
  busy = $state<'no' | 'confirming' | 'placing' | 'testing'>('no');
  resting = $state(false);
  /** Made anew when the language changes. */
  #outcome = $state.raw<(() => Outcome) | undefined>();
  readonly outcome = $derived.by(() => this.#outcome?.());
  awaited = $state.raw<Awaited | undefined>();
  #held = $state.raw<Held | undefined>();
  /** What was refused, while the form still asks for it. */
  #refused = $state.raw<{ readonly intent: OrderIntent; readonly error: AppError } | undefined>();
  #press: Press | undefined;
  /** The order of which the outcome says that it rests, and whether the list of open orders has had it since. */
  #told: { readonly orderId: string; readonly outcome: () => Outcome; isListed: boolean } | undefined;
  /** Empty fields are only called wrong after the user tried to send. */
  #tried = $state(false);
  readonly #subject: () => Subject;

  constructor(subject: () => Subject) {
    this.#subject = subject;
  }

  readonly intent = $derived.by(() => intentOf(this.form, this.#subject().rules.symbol));
  readonly errors = $derived.by(() => checkForm(this.form, this.#subject().rules, this.#subject().spot));

  /** Main refuses by the same limits, and its word counts: this names the rule before anything is sent. */
  readonly guard = $derived.by(() =>
    Object.keys(this.errors).length === 0 ? this.#subject().guardOf?.(this.intent) : undefined,
  );

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

  /** The order that holds this one back, as long as the form asks for the same. */
  readonly held = $derived.by(() =>
    this.#held && sameIntent(this.#held.intent, this.intent) ? this.#held : undefined,
  );

  errorOf(field: AmountField): string {
    const refused = this.#refused;
    if (refused?.error.details?.['field'] === field && sameIntent(refused.intent, this.intent)) {
      return errorText(refused.error);
    }
    const error = this.errors[field];
    if (error) return error.code === 'order.empty' && !this.#tried ? '' : errorText(error);
    const { guard } = this;
    return guard?.details?.['field'] === field ? errorText(guard) : '';
  }

  /** What another part of the desk has to say about what it put here. */
  say(text: () => string): void {
    this.#outcome = () => quietOutcome(text());
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
    await this.#send({ intentId: crypto.randomUUID(), intent: this.intent, despiteHold: false });
    return true;
  }

  /** A new press, knowingly beside an identical order that is not settled. */
  async placeDespiteHold(): Promise<void> {
    const { held } = this;
    if (!held || this.busy !== 'no' || this.resting || !this.#mayGo()) return;
    await this.#send({ intentId: crypto.randomUUID(), intent: held.intent, despiteHold: true });
  }

  async #send(press: Press): Promise<void> {
    const { account, confirmsAll } = this.#subject();
    const { intentId, intent, despiteHold } = press;
    this.#press = press;
    this.busy = confirmsAll === true || despiteHold ? 'confirming' : 'placing';
    this.#outcome = undefined;
    this.#refused = undefined;
    this.#rest();
    const asked = setTimeout(() => {
      if (this.#press === press && confirmsAll !== undefined) this.busy = 'confirming';
    }, ASKED_AFTER_MS);
    const result = await send('order.place', {
      intentId,
      accountId: account.id,
      intent,
      ...(despiteHold ? { despiteHold } : {}),
    });
    clearTimeout(asked);
    this.#press = undefined;
    this.busy = 'no';
    this.#take(placingAnswer(result, intent), press);
  }

  #take(answer: PlacingAnswer, { intent }: Press): void {
    const { rules } = this.#subject();
    switch (answer.kind) {
      case 'placed':
        this.#tell(answer.order, () => placedOutcome(answer.order, rules));
        this.#held = undefined;
        this.awaited = undefined;
        this.#sent(intent);
        if (answer.order.status === 'FILLED') this.#subject().onResult?.('filled');
        return;
      case 'held':
        this.#held = answer.held;
        this.awaited = { entryId: answer.held.entryId, because: 'held' };
        return;
      case 'declined':
        this.#outcome = () => quietOutcome(t('ticket.declined'));
        return;
      case 'unknown':
        this.#outcome = () => ({ tone: 'unknown', text: t('ticket.result.unknown') });
        this.#held = undefined;
        this.awaited =
          answer.entryId === undefined ? undefined : { entryId: answer.entryId, because: 'unknown' };
        return;
      case 'refused':
        this.#outcome = () => refusedOutcome(answer.error);
        this.#refused = { intent, error: answer.error };
        this.#subject().onResult?.('refused');
        return;
      default:
        return assertNever(answer);
    }
  }

  /** The next order is another one. A quantity that was typed meanwhile is already its. */
  #sent(intent: OrderIntent): void {
    this.#tried = false;
    if (this.#subject().keepsQuantity) return;
    if (this.intent.quantity === intent.quantity) this.edit('quantity', '');
  }

  /** News of the journal: an order of this ticket is on its way, or what was waited for is settled. */
  async follow(journal: JournalState): Promise<void> {
    const press = this.#press;
    const leaves = journal.unsettled.some(
      (order) => order.phase === 'submitting' && press && sameIntent(order, press.intent),
    );
    if (this.busy === 'confirming' && leaves && !press?.despiteHold) this.busy = 'placing';
    const { awaited } = this;
    if (!awaited || journal.unsettled.some(({ entryId }) => entryId === awaited.entryId)) return;
    const { account, rules } = this.#subject();
    const { entryId, because } = awaited;
    const result = await send('order.timeline', { accountId: account.id, entryId });
    if (this.awaited !== awaited || !result.ok) return;
    const { order } = result.value;
    if (order.phase === 'submitting' || order.phase === 'unknown') return;
    this.awaited = undefined;
    if (because === 'unknown') {
      this.#outcome = () => fateOutcome(order, rules);
      if (order.phase === 'filled') this.#subject().onResult?.('filled');
    } else {
      this.#held = undefined;
      if (this.busy === 'no') this.#outcome = () => heldSettledOutcome(order);
    }
  }

  #tell({ orderId, status }: Order, outcome: () => Outcome): void {
    this.#outcome = outcome;
    const rests = status === 'NEW' || status === 'PARTIALLY_FILLED';
    this.#told = rests ? { orderId, outcome, isListed: false } : undefined;
  }

  /** The open orders as they are now: that an order rests is said no longer once it does not. */
  watch(open: readonly { readonly orderId: string }[]): void {
    const told = this.#told;
    if (!told) return;
    if (open.some(({ orderId }) => orderId === told.orderId)) told.isListed = true;
    else if (told.isListed) {
      this.#told = undefined;
      if (this.#outcome === told.outcome) this.#outcome = undefined;
    }
  }

  /** The message is read. An order in doubt is followed in the list of orders. */
  dismiss(): void {
    this.#outcome = undefined;
    if (this.awaited?.because === 'unknown') this.awaited = undefined;
  }

  async test(): Promise<boolean> {
    if (this.busy !== 'no') return true;
    if (!this.#mayGo()) return false;
    this.busy = 'testing';
    this.#outcome = undefined;
    const { account } = this.#subject();
    const result = await send('order.test', { accountId: account.id, intent: this.intent });
    this.#outcome = () => testedOutcome(result);
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
