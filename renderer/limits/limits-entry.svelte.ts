import type { AccountLimits, LimitsState } from '@shared/domain/limits';
import type { LimitField } from '@shared/domain/loosenings';
import type { Result } from '@shared/domain/result';
import { send } from '../state/commands';
import { changeOf, formOf, readForm, type LimitsForm } from './limits-form';

/** Limits being written for one account. Main keeps them; what is looser it asks about in a window of its own. */
export class LimitsEntry {
  form: LimitsForm;
  busy = $state(false);
  /** What became of the last save; undefined before one, and after the form was changed again. */
  saved = $state.raw<Result<null> | undefined>(undefined);

  readonly #accountId: string;
  readonly #now: () => AccountLimits;

  /** @param now the limits that hold, as main told them last */
  constructor({ accountId, limits }: LimitsState, now: () => AccountLimits) {
    this.#accountId = accountId;
    this.#now = now;
    this.form = $state.raw(formOf(limits));
  }

  readonly read = $derived.by(() => readForm(this.form));
  readonly change = $derived.by(() =>
    this.read.limits ? changeOf(this.#now(), this.read.limits) : { atOnce: [], asked: [] },
  );
  readonly isChanged = $derived.by(() => this.change.atOnce.length + this.change.asked.length > 0);

  edit<F extends keyof LimitsForm>(field: F, value: LimitsForm[F]): void {
    this.form = { ...this.form, [field]: value };
    this.saved = undefined;
  }

  reset(): void {
    this.form = formOf(this.#now());
    this.saved = undefined;
  }

  isLooser(field: LimitField): boolean {
    return this.change.asked.includes(field);
  }

  async save(): Promise<void> {
    const { limits } = this.read;
    if (!limits || this.busy || !this.isChanged) return;
    const fields = [...this.change.atOnce, ...this.change.asked];
    await this.#send(Object.fromEntries(fields.map((field) => [field, { ...limits, locked: false }[field]])));
  }

  async turnLock(): Promise<void> {
    if (!this.busy) await this.#send({ locked: !this.#now().locked });
  }

  async #send(changes: Partial<AccountLimits>): Promise<void> {
    this.busy = true;
    this.saved = undefined;
    const { symbols, ...rest } = changes;
    const result = await send('limits.change', {
      accountId: this.#accountId,
      changes: {
        ...rest,
        ...(symbols === undefined ? {} : { symbols: symbols === null ? null : [...symbols] }),
      },
    });
    this.busy = false;
    this.saved = result;
  }
}
