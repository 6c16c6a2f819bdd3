import type { Alert } from '@shared/domain/alert';
import type { AppError } from '@shared/domain/result';
import { send } from '../state/commands';
import { formOf, newForm, readForm, type AlertForm } from './alert-form';

/** The form of one alert while it is filled in. */
export class AlertEntry {
  form = $state.raw<AlertForm>(newForm({}));
  /** Problems are shown from the first try on: an empty form is not wrong yet. */
  tried = $state(false);
  busy = $state(false);
  error = $state.raw<AppError>();
  readonly read = $derived(readForm(this.form, Date.now()));
  readonly problems = $derived(this.tried ? this.read.problems : {});

  /** @param alert the one that is changed, or undefined for a new one */
  constructor(
    readonly alert: Alert | undefined,
    given: Partial<AlertForm>,
  ) {
    this.form = alert ? formOf(alert) : newForm(given);
  }

  edit(changes: Partial<AlertForm>): void {
    this.form = { ...this.form, ...changes };
    this.error = undefined;
  }

  /** Whether it is done. */
  async save(): Promise<boolean> {
    this.tried = true;
    const { choices } = readForm(this.form, Date.now());
    if (!choices || this.busy) return false;
    this.busy = true;
    const answer = this.alert
      ? await send('alert.change', { alertId: this.alert.id, changes: { ...choices, enabled: true } })
      : await send('alert.create', choices);
    this.busy = false;
    this.error = answer.ok ? undefined : answer.error;
    return answer.ok;
  }
}
