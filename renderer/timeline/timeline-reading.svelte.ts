import type { OrderTimeline } from '@shared/contract/commands';
import type { AppError } from '@shared/domain/result';
import { send } from '../state/commands';
import type { ShownTimeline } from '../state/shown-timeline';
import { findEntry } from './find-entry';

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
    const found =
      this.#shown.by === 'entry'
        ? { ok: true as const, value: this.#shown.entryId }
        : await findEntry((input) => send('history.page', input), this.#shown);
    if (!found.ok) {
      this.error = found.error;
      return;
    }
    const entryId = found.value;
    this.missing = entryId === undefined;
    if (entryId === undefined) return;
    const result = await send('order.timeline', { accountId: this.#shown.accountId, entryId });
    this.error = result.ok ? undefined : result.error;
    if (result.ok) this.timeline = result.value;
  }
}
