import { describe, expect, it } from 'vitest';
import type { Meeting } from './meeting';
import { notesOf, type TicketSituation } from './notes';

const calm: TicketSituation = {
  halted: false,
  stale: false,
  rebuilding: false,
  hasBook: true,
  justChosen: false,
  far: false,
  meeting: undefined,
};
const deep = { sized: true, slips: true, cost: { beyondBook: true } } as Meeting;

describe('what the ticket says', () => {
  it('is nothing while nothing is unusual', () => {
    expect(notesOf(calm)).toEqual([]);
  });

  it('of a halted market is only that', () => {
    expect(notesOf({ ...calm, halted: true, stale: true, far: true })).toEqual(['halted']);
  });

  it('is first that the market shown is old, whatever else there is', () => {
    expect(notesOf({ ...calm, stale: true, rebuilding: true, hasBook: false, far: true })).toEqual([
      'stale',
      'far',
    ]);
  });

  it('warns of a thin book only while the book is one of now and a quantity is typed', () => {
    expect(notesOf({ ...calm, meeting: deep })).toEqual(['beyond', 'slips']);
    expect(notesOf({ ...calm, meeting: { ...deep, sized: false } })).toEqual([]);
    expect(notesOf({ ...calm, meeting: deep, stale: true })).toEqual(['stale']);
    expect(notesOf({ ...calm, meeting: deep, rebuilding: true })).toEqual(['rebuilding']);
  });

  it('says when there is no book', () => {
    expect(notesOf({ ...calm, hasBook: false })).toEqual(['no-book']);
    expect(notesOf({ ...calm, hasBook: false, justChosen: true })).toEqual([]);
  });
});
