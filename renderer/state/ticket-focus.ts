import { createStore } from 'zustand/vanilla';
import { rune } from './rune';

/** A wish to write in the ticket that the ticket has not taken yet. */
export interface TicketFocus {
  readonly isWished: boolean;
  readonly field: 'price' | 'quantity';
}

const store = createStore<TicketFocus>(() => ({ isWished: false, field: 'quantity' }));

export const ticketFocus = rune(store, (state) => state);

/** Moves the keyboard into a field of the ticket, once it shows the symbol of now. */
export function focusTicket(field: TicketFocus['field'] = 'quantity'): void {
  store.setState({ isWished: true, field });
}

/** The ticket took the keyboard, or can not: it must not jump there later. */
export function takeTicketFocus(): void {
  store.setState({ isWished: false });
}
