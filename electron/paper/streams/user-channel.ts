import type { Account } from '../accounts/account';
import type { AccountOrder } from '../accounts/order';
import { type Json, toJson } from '../http/json';
import type { Listener } from './channels';
import { accountEvent, orderEvent } from './user-events';

/** The account's stream as it is called where its name, a key, must not be. */
export const ACCOUNT_STREAM = 'account';

/** Tells the account's followers of every change of an order, then once what it did to the balances. Costs nothing without followers. */
export class UserChannel {
  readonly #listeners = new Set<Listener>();
  #waiting: Json[] = [];
  readonly #assets = new Set<string>();
  #lastTime = 0;

  constructor(
    private readonly account: Account,
    private readonly now: () => number,
  ) {}

  /** Returns what ends it. */
  join(listener: Listener): () => void {
    this.#listeners.add(listener);
    this.account.onChange = (order) => this.#changed(order);
    return () => {
      this.#listeners.delete(listener);
      if (this.#listeners.size === 0) this.account.onChange = undefined;
    };
  }

  #changed(order: AccountOrder): void {
    // After all that one request or one moment of the market does.
    if (this.#waiting.length === 0) queueMicrotask(() => this.#tell(order));
    this.#waiting.push(orderEvent(order, this.#eventTime()));
    this.#assets.add(order.instrument.listing.baseAsset).add(order.instrument.listing.quoteAsset);
  }

  #tell(order: AccountOrder): void {
    const events = [...this.#waiting, accountEvent(order, this.#assets, this.#eventTime())];
    this.#waiting = [];
    this.#assets.clear();
    for (const event of events) {
      const payload = toJson(event);
      for (const listener of [...this.#listeners]) listener.deliver(ACCOUNT_STREAM, event, payload);
    }
  }

  /** PROTOCOL: clients order events by `E`, so no two have the same. */
  #eventTime(): number {
    this.#lastTime = Math.max(this.now(), this.#lastTime + 1);
    return this.#lastTime;
  }
}
