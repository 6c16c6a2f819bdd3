import { isMessageKey } from '@shared/i18n/translate';
import { visibleText } from '@shared/domain/visible-text';
import { t } from '../state/language';
import type { MessageKey } from '@shared/i18n/en';

type StatusKey = Extract<MessageKey, `status.${string}`>;

function isStatusKey(key: string): key is StatusKey {
  return isMessageKey(key);
}

/** An order status in words; PROTOCOL: an unknown one is shown as it is, never dropped. */
export function statusText(status: string): string {
  const key = `status.${status}`;
  return isStatusKey(key) ? t(key) : visibleText(status);
}
