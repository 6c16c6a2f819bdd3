import { createStore } from 'zustand/vanilla';
import { rune } from './rune';

export interface TicketFocus {
  /** Grows with each wish: the same field can be wished for twice. 0 before the first. */
  readonly count: number;
  readonly field: 'price' | 'quantity';
}

const store = createStore<TicketFocus>(() => ({ count: 0, field: 'quantity' }));

/** The last wish to write in the ticket. */
export const ticketFocus = rune(store, (state) => state);

/** Moves the keyboard into a field of the ticket. */
export function focusTicket(field: TicketFocus['field'] = 'quantity'): void {
  store.setState(({ count }) => ({ count: count + 1, field }));
}
