import type { Confirmer } from '../../confirmer';
import type { Handlers } from '../router';

/** The confirm window's one command; the router has checked that it comes from a window of that kind. */
export function confirmHandlers(confirmer: Pick<Confirmer, 'answer'>): Pick<Handlers, 'confirm.answer'> {
  return { 'confirm.answer': async ({ id, accept }, caller) => confirmer.answer(caller, id, accept) };
}
