import { SETTING_CHOICES, type Settings } from '@shared/domain/settings';
import type { Action } from '../actions/action';
import { send } from '../state/commands';
import { t } from '../state/language';
import { settings } from '../state/settings';
import { showAccounts, showDiagnostics, showLimits, showSettings } from '../state/view';
import { LANGUAGE_NAMES } from './choices';

/** One action for each choice of a setting, possible while another one holds. */
function choiceActions<F extends 'theme' | 'colours' | 'language' | 'timeZone'>(
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

/** What can be done about settings, accounts and diagnostics by name or by keys. */
export const SETTINGS_ACTIONS: readonly Action[] = [
  { id: 'settings.open', group: 'app', title: () => t('settings.open'), keys: ['Mod+,'], run: showSettings },
  { id: 'diagnostics.open', group: 'app', title: () => t('diagnostics.title'), run: showDiagnostics },
  { id: 'accounts.open', group: 'account', title: () => t('accounts.title'), run: showAccounts },
  {
    id: 'accounts.add',
    group: 'account',
    title: () => t('accounts.add'),
    run: () => void send('account.openKeyWindow', {}),
  },
  { id: 'limits.open', group: 'account', title: () => t('limits.title'), run: showLimits },
  ...choiceActions('theme', SETTING_CHOICES.theme, (theme) =>
    t('settings.do.theme', { theme: t(`settings.theme.${theme}`) }),
  ),
  ...choiceActions('colours', SETTING_CHOICES.colours, (colours) =>
    t('settings.do.colours', { colours: t(`settings.colours.${colours}`) }),
  ),
  ...choiceActions('language', SETTING_CHOICES.language, (language) =>
    t('settings.do.language', { language: LANGUAGE_NAMES[language] }),
  ),
  ...choiceActions('timeZone', SETTING_CHOICES.timeZone, (zone) =>
    t('settings.do.timeZone', { zone: t(`settings.timeZone.${zone}`) }),
  ),
];
