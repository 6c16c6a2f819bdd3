import type { Decimal } from './decimal';

/** Best bid and best ask of one symbol; empty where a side of its book is. */
export interface Touch {
  readonly symbol: string;
  readonly bid: Decimal | '';
  readonly ask: Decimal | '';
}
