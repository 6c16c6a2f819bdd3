import type { AppError } from '@shared/domain/result';
import type { Settings } from '@shared/domain/settings';
import { send } from '../state/commands';

/** Settings being changed, and the last refusal of main or the system until the next change. */
export class SettingsChange {
  refused = $state.raw<AppError | undefined>();

  async make(changes: Partial<Omit<Settings, 'symbol'>>): Promise<void> {
    const result = await send('settings.change', changes);
    this.refused = result.ok ? undefined : result.error;
  }
}
