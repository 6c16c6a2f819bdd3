import type { ShownTicketFill } from '@shared/domain/ticket-fill';
import { rune, type Rune } from './rune';
import { topicStore } from './topic-store';

/** What a pane has put into the ticket last. */
export const ticketFill: Rune<ShownTicketFill | null | undefined> = rune(
  topicStore(window.perch, 'ticketFill'),
  (state) => state.value,
);
