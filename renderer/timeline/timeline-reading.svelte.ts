import type { CommandInput, OrderTimeline } from '@shared/contract/commands';
import type { AppError } from '@shared/domain/result';
import { send } from '../state/commands';
import type { ShownTimeline } from '../state/shown-timeline';

/** The life of one order as it was read last; read again whenever the journal changes. */
export class TimelineReading {
  timeline = $state.raw<OrderTimeline | undefined>();
  error = $state.raw<AppError | undefined>();
  /** The journal has no such order. */
  missing = $state(false);
  readonly #shown: ShownTimeline;
  #reading = false;
  #again = false;

  constructor(shown: ShownTimeline) {
    this.#shown = shown;
  }

  /** One reading at a time; what changes meanwhile is read once more. */
  async read(): Promise<void> {
    this.#again = true;
    if (this.#reading) return;
    this.#reading = true;
    while (this.#again) {
      this.#again = false;
      await this.#readOnce();
    }
    this.#reading = false;
  }

  async #readOnce(): Promise<void> {
    const result = await send('order.timeline', questionOf(this.#shown));
    this.missing = !result.ok && result.error.code === 'order.no-entry';
    if (this.missing) return;
    this.error = result.ok ? undefined : result.error;
    if (result.ok) this.timeline = result.value;
  }
}

function questionOf(shown: ShownTimeline): CommandInput<'order.timeline'> {
  if (shown.by === 'entry') return { accountId: shown.accountId, entryId: shown.entryId };
  return { accountId: shown.accountId, symbol: shown.symbol, orderId: shown.orderId };
}
