import { lockAfterMinutes } from '@shared/domain/account-lock';
import type { Settings } from '@shared/domain/settings';
import { t } from '../state/language';

export function lockAfterText(lockAfter: Settings['lockAfter']): string {
  const minutes = lockAfterMinutes(lockAfter);
  return minutes === undefined
    ? t('settings.lockAfter.off')
    : t('settings.lockAfter.minutes', { minutes: String(minutes) });
}
