import type { Meeting } from './meeting';

/** What the ticket has to say before an order goes, gravest first. None of it forbids the order but `halted`. */
export type TicketNote = 'halted' | 'stale' | 'rebuilding' | 'no-book' | 'far' | 'beyond' | 'slips';

export interface TicketSituation {
  readonly halted: boolean;
  /** The market shown is old. */
  readonly stale: boolean;
  readonly rebuilding: boolean;
  readonly hasBook: boolean;
  /** The market was chosen just now: its book is on its way, and to miss it would be said for a blink only. */
  readonly justChosen: boolean;
  readonly far: boolean;
  readonly meeting: Meeting | undefined;
}

export function notesOf(situation: TicketSituation): TicketNote[] {
  const { halted, stale, rebuilding, hasBook, justChosen, far, meeting } = situation;
  if (halted) return ['halted'];
  const notes: TicketNote[] = [];
  if (stale) notes.push('stale');
  else if (rebuilding) notes.push('rebuilding');
  else if (!hasBook && !justChosen) notes.push('no-book');
  if (far) notes.push('far');
  // Of an old book nothing is said that only a book of now can tell.
  if (!stale && !rebuilding && meeting?.sized) {
    if (meeting.cost.beyondBook) notes.push('beyond');
    if (meeting.slips) notes.push('slips');
  }
  return notes;
}
