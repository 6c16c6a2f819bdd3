import type { Decimal } from '@shared/domain/decimal';
import type { Side } from '@shared/domain/order';
import { createStore } from 'zustand/vanilla';
import { rune } from './rune';

/** What another pane wants to see in the ticket's fields; nothing is sent by it. */
export interface TicketWish {
  readonly symbol: string;
  readonly price: Decimal;
  /** Left as it is when absent. */
  readonly side?: Side;
  /** Left as it is when absent. */
  readonly quantity?: Decimal;
}

const store = createStore<{ readonly wish: TicketWish | undefined }>(() => ({ wish: undefined }));

/** The wish that the ticket has not taken yet. */
export const ticketWish = rune(store, (state) => state.wish);

/** Puts a price, and perhaps a quantity, into the ticket of a symbol. */
export function putInTicket(wish: TicketWish): void {
  store.setState({ wish });
}

/** The ticket took the wish, or has no use for it: it must not come true later. */
export function takeWish(): void {
  store.setState({ wish: undefined });
}
