import { isDecimal } from '@shared/domain/decimal';
import { visibleText } from '@shared/domain/visible-text';
import { isMessageKey } from '@shared/i18n/translate';
import { formatAmount } from '../format/amount';
import { t } from '../state/language';

/** What a limit is called. */
export function limitName(field: string): string {
  const key = `limitField.${field}` as const;
  return isMessageKey(key) ? t(key) : visibleText(field);
}

/** A limit as it travels in a question, for people; empty is none. */
export function limitText(field: string, value: string): string {
  if (value === '') {
    if (field === 'symbols') return t('limits.all');
    return t(field === 'confirmAbove' ? 'limits.never' : 'limits.none');
  }
  switch (field) {
    case 'confirm':
      return t(value === 'always' ? 'limitValue.confirm.always' : 'limitValue.confirm.unusual');
    case 'locked':
      return t(value === 'true' ? 'limitValue.locked.true' : 'limitValue.locked.false');
    case 'repeatSeconds':
      return t('limitValue.seconds', { seconds: value });
    case 'warnDistance':
    case 'refuseDistance':
    case 'largeShare':
      return t('limitValue.percent', { percent: value });
    default:
      return isDecimal(value) ? formatAmount(value, 0) : visibleText(value);
  }
}
