import type { Decimal } from './decimal';
import type { Side } from './order';

/**
 * A price that was chosen in a chart or book in a window of its own, for the fields of the desk's ticket. It fills them and does nothing
 * else: what is sent is decided at the desk.
 */
interface TicketFill {
  readonly symbol: string;
  readonly price: Decimal;
  /** Left as it is when absent. */
  readonly side?: Side | undefined;
  /** Left as it is when absent. */
  readonly quantity?: Decimal | undefined;
}

/** The last one that main let through. */
export interface ShownTicketFill extends TicketFill {
  /** Unix ms: a desk that opens long after it leaves it. */
  readonly at: number;
}
