import { assertNever } from '@shared/domain/assert-never';
import type { ConfirmRequest, OrderQuestion } from '@shared/domain/confirmation';
import type { Unusual } from '@shared/domain/limits';
import { formatAmount, formatRounded, formatSigned } from '../format/amount';
import { age, t } from '../state/language';

/** The words around a question; what is special to its kind is a component of its own. */
export interface Face {
  readonly title: string;
  readonly headline: string;
  readonly accept: string;
  readonly cancel: string;
  /** Colour of the accept button: a side, or that it takes something away. */
  readonly tone: 'buy' | 'sell' | 'danger';
  /** Where the focus begins: an ordinary order is confirmed by Enter, everything else needs a choice. */
  readonly focus: 'accept' | 'cancel';
}

export function faceOf(request: ConfirmRequest): Face {
  const cancel = t('confirm.cancel');
  switch (request.kind) {
    case 'order': {
      const { side } = request.intent;
      const amounts = orderAmounts(request);
      const isUnusual = request.unusual.length > 0;
      return {
        title: t(titleKey(request.replaces !== undefined, isUnusual)),
        headline: t(`confirm.order.${side}`, amounts),
        accept: t(`confirm.order.accept.${side}`, amounts),
        cancel,
        tone: side === 'BUY' ? 'buy' : 'sell',
        focus: isUnusual ? 'cancel' : 'accept',
      };
    }
    case 'looser-limits':
      return {
        title: t('confirm.limits.title'),
        headline: t('confirm.limits.headline'),
        accept: t('confirm.limits.accept'),
        cancel,
        tone: 'danger',
        focus: 'cancel',
      };
    case 'unlock':
      return {
        title: t('confirm.unlock.title'),
        headline: t('confirm.unlock.headline'),
        accept: t('confirm.unlock.accept'),
        cancel,
        tone: 'danger',
        focus: 'cancel',
      };
    case 'looser-lock':
      return {
        title: t('confirm.lockAfter.title'),
        headline: t('confirm.lockAfter.headline'),
        accept: t('confirm.limits.accept'),
        cancel,
        tone: 'danger',
        focus: 'cancel',
      };
    case 'dismiss-order': {
      const { side, quantity, price, symbol } = request.order;
      return {
        title: t('confirm.dismiss.title'),
        headline: t(`confirm.dismiss.headline.${side}`, {
          quantity: formatAmount(quantity, 0),
          price: formatAmount(price, 0),
          symbol,
        }),
        accept: t('confirm.dismiss.accept'),
        cancel,
        tone: 'danger',
        focus: 'cancel',
      };
    }
    case 'quit':
      return {
        title: t('confirm.quit.title'),
        headline: t(
          request.unsettled.length > 0 ? 'confirm.quit.headlineUnsettled' : 'confirm.quit.headlineOpen',
        ),
        accept: t('confirm.quit.accept'),
        cancel: t('confirm.quit.cancel'),
        tone: 'danger',
        focus: 'cancel',
      };
    case 'remove-account':
      return {
        title: t('confirm.remove.title'),
        headline: t('confirm.remove.headline', { name: request.account.name }),
        accept: t('confirm.remove.accept'),
        cancel,
        tone: 'danger',
        focus: 'cancel',
      };
    default:
      return assertNever(request);
  }
}

function titleKey(replaces: boolean, isUnusual: boolean) {
  if (replaces) return isUnusual ? 'confirm.replace.titleUnusual' : 'confirm.replace.title';
  return isUnusual ? 'confirm.order.titleUnusual' : 'confirm.order.title';
}

/** As they are sent: every digit of the quantity as it was written, the price with the decimals of its market. */
function orderAmounts({ intent, baseAsset, quoteAsset, quotePrecision }: OrderQuestion) {
  return {
    quantity: formatAmount(intent.quantity, writtenPlaces(intent.quantity)),
    price: formatAmount(intent.price, quotePrecision),
    base: baseAsset,
    quote: quoteAsset,
  };
}

function writtenPlaces(decimal: string): number {
  return decimal.split('.')[1]?.length ?? 0;
}

/** Why an order is unusual, in plain words. */
export function unusualText({ kind, details }: Unusual): string {
  const of = (name: string): string => details[name] ?? '';
  const asset = of('asset');
  switch (kind) {
    case 'far':
      return t('unusual.far', {
        percent: formatSigned(of('percent'), 2),
        side: t(of('of') === 'bid' ? 'unusual.side.bid' : 'unusual.side.ask'),
        best: formatAmount(of('best'), 0),
      });
    case 'large-share':
      return t('unusual.large-share', {
        percent: formatRounded(of('percent'), 0),
        asset,
        bound: of('bound'),
      });
    case 'large-value': {
      const bound = formatAmount(of('bound'), 0);
      return details['value'] === undefined
        ? t('unusual.unknown-value', { asset, bound })
        : t('unusual.large-value', { value: formatRounded(of('value'), 2), asset, bound });
    }
    case 'repeat':
      return t('unusual.repeat', { seconds: of('seconds') });
    case 'stale-price':
      return t('unusual.stale-price', { age: age(Number(of('ageMs'))) });
    case 'no-price':
      return t('unusual.no-price');
    case 'despite-hold':
      return t('unusual.despite-hold');
    default:
      return assertNever(kind);
  }
}
