import type { Decimal } from '@shared/domain/decimal';
import type { Side } from '@shared/domain/order';
import type { AppError } from '@shared/domain/result';
import { createStore } from 'zustand/vanilla';
import { send } from './commands';
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

/** Why main did not take a price for the ticket, in a pane; undefined when it did. */
const refusals = createStore<{ readonly refusal: AppError | undefined }>(() => ({ refusal: undefined }));
export const ticketRefusal = rune(refusals, (state) => state.refusal);

/** A window without a ticket has main ask the desk. */
const HAS_NO_TICKET = 'ticket.fill' in window.perch.commands;

/** Puts a price, and perhaps a quantity, into the ticket of a symbol. */
export function putInTicket(wish: TicketWish): void {
  if (HAS_NO_TICKET) void askDesk(wish);
  else store.setState({ wish });
}

async function askDesk(wish: TicketWish): Promise<void> {
  const answer = await send('ticket.fill', wish);
  refusals.setState({ refusal: answer.ok ? undefined : answer.error });
}

/** The ticket took the wish, or has no use for it: it must not come true later. */
export function takeWish(): void {
  store.setState({ wish: undefined });
}
