import { createStore } from 'zustand/vanilla';
import { rune } from './rune';

const store = createStore<{ readonly isWished: boolean }>(() => ({ isWished: false }));

/** Whether another pane has sent the keyboard to the ticket and the ticket has not taken it yet. */
export const ticketFocusWish = rune(store, (state) => state.isWished);

/** Moves the keyboard on to the ticket, once it shows the symbol of now. */
export function focusTicket(): void {
  store.setState({ isWished: true });
}

/** The ticket took the keyboard, or can not: it must not jump there later. */
export function takeTicketFocus(): void {
  store.setState({ isWished: false });
}
