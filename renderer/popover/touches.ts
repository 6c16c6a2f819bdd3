import { keyedStore } from '../state/keyed-store';

/** Best bids and asks of the markets that this window draws. */
export const touches = keyedStore(window.perch, 'touches');
