import { SETTING_CHOICES, type Settings } from '@shared/domain/settings';
import type { Action } from '../actions/action';
import { send } from '../state/commands';
import { t } from '../state/language';
import { settings } from '../state/settings';

/** One action for each choice of a setting, possible while another one holds. */
function choiceActions<F extends 'colours' | 'timeZone'>(
  field: F,
  choices: readonly Settings[F][],
  title: (choice: Settings[F]) => string,
): Action[] {
  return choices.map((choice) => ({
    id: `settings.${field}.${choice}`,
    group: 'view',
    title: () => title(choice),
    isPossible: () => settings.current[field] !== choice,
    run: () => void send('settings.change', { [field]: choice }),
  }));
}

/** What can be done about settings by name, beside what can be done everywhere. */
export const SETTINGS_ACTIONS: readonly Action[] = [
  ...choiceActions('colours', SETTING_CHOICES.colours, (colours) =>
    t('settings.do.colours', { colours: t(`settings.colours.${colours}`) }),
  ),
  ...choiceActions('timeZone', SETTING_CHOICES.timeZone, (zone) =>
    t('settings.do.timeZone', { zone: t(`settings.timeZone.${zone}`) }),
  ),
];
