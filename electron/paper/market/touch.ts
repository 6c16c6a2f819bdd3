import type { Ticks } from '../listing/instrument';

export interface Touch {
  readonly bid: Ticks;
  readonly ask: Ticks;
}

/** Share of the price that the practice market's spread takes, where the tick size allows it. */
const SPREAD = 0.00002;

/** Best bid and ask the practice market wants around a middle price (ticks, need not be whole). */
export function touchAround(middle: number): Touch {
  const spread = spreadAt(middle);
  const bid = bidBelow(middle, spread);
  return { bid, ask: bid + spread };
}

/** The bid of {@link touchAround}. */
export function bidBelow(middle: number, spread: number): Ticks {
  return Math.max(1, Math.floor(middle - spread / 2));
}

/** Ticks from the bid of {@link touchAround} to its ask. */
export function spreadAt(middle: number): number {
  return Math.max(1, Math.round(middle * SPREAD));
}
