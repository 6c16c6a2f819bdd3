import { followTheRest } from '../state/follow';

/** What the desk is made of besides its header and its markets, in the order in which it is put up. */
const PIECES = ['ticket', 'depth', 'bottom', 'status', 'chart', 'rest'] as const;
export type Piece = (typeof PIECES)[number];

/** So long is waited for the first prices; a desk that has none yet must not stand there half empty. ms */
const PATIENCE_MS = 500;

/**
 * Puts the desk up piece by piece. All at once is a quarter of a second of work, during which prices that are there already are not shown;
 * so the markets come first, and the other pieces once they are painted, each in a turn of its own, with what happened meanwhile between.
 */
export class Furnishing {
  #standing = $state(0);
  #begun = false;
  readonly #timer = setTimeout(() => this.begin(), PATIENCE_MS);

  has(piece: Piece): boolean {
    return PIECES.indexOf(piece) < this.#standing;
  }

  /** The markets are painted, or nothing is to be waited for. */
  begin(): void {
    if (this.#begun) return;
    this.#begun = true;
    clearTimeout(this.#timer);
    followTheRest();
    this.#next();
  }

  #next(): void {
    this.#standing += 1;
    if (this.#standing < PIECES.length) setTimeout(() => this.#next());
  }
}
