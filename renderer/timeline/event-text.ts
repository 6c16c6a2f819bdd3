import { isDecimal, isZero } from '@shared/domain/decimal';
import type { TimelineEvent } from '@shared/domain/order-life';
import type { Language } from '@shared/domain/settings';
import { visibleText } from '@shared/domain/visible-text';
import type { MessageKey } from '@shared/i18n/en';
import { isMessageKey, translate, translateError } from '@shared/i18n/translate';
import { formatAmount } from '../format/amount';

/** What the words of a timeline need besides the events. */
export interface EventContext {
  readonly baseAsset: string;
  /** Decimals of a price. */
  readonly quotePrecision: number;
}

/** A fill's price is worked out from two amounts: so many decimals beyond the symbol's are shown of it at most. */
const EXTRA_PLACES = 4;

/** One line of a timeline in plain words. Whatever a detail is missing for, the sentence is whole. */
export function eventText(event: TimelineEvent, context: EventContext, language: Language): string {
  const asset = context.baseAsset;
  const amount = (name: string): string => formatAmount(event.details[name] ?? '', 0);
  const detail = (name: string): string => event.details[name] ?? '';
  switch (event.kind) {
    case 'accepted':
      return translate(language, 'timeline.accepted', { orderId: detail('orderId') });
    case 'refused':
    case 'not-sent':
    case 'no-answer':
    case 'cancel-refused':
    case 'cancel-not-sent':
    case 'replace-unsent':
    case 'cancel-no-answer': {
      const reason = reasonText(event, language);
      return translate(language, `timeline.${event.kind}`, { reason }).trim();
    }
    case 'found': {
      const where = wordOr(`timeline.where.${detail('where')}`, detail('where'), language);
      return translate(language, 'timeline.found', { where, orderId: detail('orderId') });
    }
    case 'doubt': {
      const why = wordOr(`timeline.why.${detail('why')}`, detail('why'), language);
      return translate(language, 'timeline.doubt', { why });
    }
    case 'fill':
      return fillText(event, context, language);
    case 'cancelled': {
      const executed = detail('executed');
      return isDecimal(executed) && !isZero(executed)
        ? translate(language, 'timeline.cancelledPartly', { executed: amount('executed'), asset })
        : translate(language, 'timeline.cancelled');
    }
    case 'replace-asked':
      return translate(language, 'timeline.replace-asked', {
        quantity: amount('quantity'),
        price: amount('price'),
        asset,
      });
    case 'replaced':
      return translate(language, 'timeline.replaced', {
        entry: detail('entry'),
        quantity: amount('quantity'),
        asset,
      });
    case 'replace-dropped': {
      const why = wordOr(`timeline.dropped.${detail('why')}`, detail('why'), language);
      return translate(language, 'timeline.replace-dropped', { why });
    }
    case 'replaces': {
      const [entry, filled] = [detail('entry'), detail('filled')];
      return isDecimal(filled) && !isZero(filled)
        ? translate(language, 'timeline.replacesFilled', { entry, filled: amount('filled'), asset })
        : translate(language, 'timeline.replaces', { entry });
    }
    case 'failed':
      return translate(language, 'timeline.failed', {
        status: wordOr(`status.${detail('status')}`, detail('status'), language),
      });
    default:
      return translate(language, `timeline.${event.kind}`);
  }
}

function fillText({ details }: TimelineEvent, context: EventContext, language: Language): string {
  const { quantity = '', price, fee, feeAsset } = details;
  const part = { quantity: formatAmount(quantity, 0), asset: context.baseAsset };
  if (price === undefined) return translate(language, 'timeline.fillUnpriced', part);
  const priced = { ...part, price: shortPrice(price, context.quotePrecision) };
  return fee === undefined || feeAsset === undefined
    ? translate(language, 'timeline.fill', priced)
    : translate(language, 'timeline.fillFee', { ...priced, fee: formatAmount(fee, 0), feeAsset });
}

/** A price with the symbol's decimals, or some more when it lies between two steps. */
export function shortPrice(price: string, places: number): string {
  const [whole = '', fraction = ''] = price.split('.');
  const cut = fraction.slice(0, places + EXTRA_PLACES);
  return formatAmount(cut === '' ? whole : `${whole}.${cut}`, places);
}

/** Why it was refused, not sent or not answered: the event has the code, the words and the details of the failure. */
function reasonText(event: TimelineEvent, language: Language): string {
  const { code, message = '', refusal = '' } = event.details;
  if (code === undefined) return visibleText(message);
  const details: Readonly<Record<string, string>> = { ...event.details, code: refusal };
  if (code === 'order.unknown') {
    // Its own words are for somebody who waits; here the cause alone is news.
    return wordOr(`error.no-answer.${details['cause'] ?? ''}`, '', language, { message: details['message'] });
  }
  return translateError(language, { code, message, retryable: false, details });
}

/** The message of that key when there is one and nothing is missing in it, else the other text as it is. */
function wordOr(
  key: string,
  other: string,
  language: Language,
  parameters: Readonly<Record<string, string | undefined>> = {},
): string {
  if (!isMessageKey(key)) return visibleText(other);
  const words = translateAny(language, key, parameters);
  return /\{\w+\}/.test(words) ? visibleText(other) : words;
}

function translateAny(
  language: Language,
  key: MessageKey,
  parameters: Readonly<Record<string, string | undefined>>,
): string {
  const given = Object.fromEntries(Object.entries(parameters).filter(([, value]) => value !== undefined));
  return (translate as (language: Language, key: MessageKey, parameters: object) => string)(
    language,
    key,
    given,
  );
}
