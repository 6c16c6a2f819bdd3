import type { AccountKind } from '@shared/domain/account';
import { add, compare, divideDown, isZero, normalize, type Decimal } from '@shared/domain/decimal';
import type { Side } from '@shared/domain/order';
import type { Settings } from '@shared/domain/settings';
import { accountName } from '@shared/i18n/account-name';
import { amountText } from '@shared/i18n/figures';
import { translate } from '@shared/i18n/translate';

/** A part of an order that was filled, with what a person needs to know of the order. */
export interface Fill {
  /** Fills of one order come in one notice. */
  readonly entryId: number;
  readonly symbol: string;
  readonly side: Side;
  readonly baseAsset: string;
  readonly quoteAsset: string;
  /** Of this fill: base asset, and what it cost or brought in the quote asset. */
  readonly quantity: Decimal;
  readonly quote: Decimal;
  /** Of the order: all of it that is filled by now, and all of it. */
  readonly executedQuantity: Decimal;
  readonly orderQuantity: Decimal;
  readonly account: { readonly id: string; readonly name: string; readonly kind: AccountKind };
}

export interface Notice {
  readonly title: string;
  readonly body: string;
}

export interface FillNotices {
  /** Tells of it within a second, together with what else fills of the same order meanwhile. */
  fill(fill: Fill): void;
  /** What waits is told at once; for the end of Perch. */
  flush(): void;
}

interface FillNoticesOptions {
  readonly show: (notice: Notice) => void;
  readonly settings: () => Pick<Settings, 'language' | 'grouping'>;
  /** False while the user looks at the terminal, where the fill is seen anyway; asked when the notice would come. */
  readonly isWanted: () => boolean;
}

/** An order that takes several levels fills many times at one moment. */
const TOGETHER_MS = 1_000;
/** Decimals of an average price; the least price known of this venue has eight. */
const PRICE_PLACES = 8;

export function createFillNotices({ show, settings, isWanted }: FillNoticesOptions): FillNotices {
  const waiting = new Map<number, { readonly fill: Fill; readonly timer: ReturnType<typeof setTimeout> }>();

  function tell(entryId: number): void {
    const entry = waiting.get(entryId);
    if (!entry) return;
    clearTimeout(entry.timer);
    waiting.delete(entryId);
    if (isWanted()) show(noticeOf(entry.fill, settings()));
  }

  return {
    fill(fill) {
      const before = waiting.get(fill.entryId);
      if (before) waiting.set(fill.entryId, { fill: together(before.fill, fill), timer: before.timer });
      else {
        waiting.set(fill.entryId, { fill, timer: setTimeout(() => tell(fill.entryId), TOGETHER_MS) });
      }
    },
    flush() {
      for (const entryId of [...waiting.keys()]) tell(entryId);
    },
  };
}

/** The later one knows the newer state of the order, unless events came the wrong way round. */
function together(before: Fill, later: Fill): Fill {
  const newer = compare(later.executedQuantity, before.executedQuantity) >= 0 ? later : before;
  return {
    ...newer,
    quantity: add(before.quantity, later.quantity),
    quote: add(before.quote, later.quote),
  };
}

export function noticeOf(
  fill: Fill,
  { language, grouping }: Pick<Settings, 'language' | 'grouping'>,
): Notice {
  const written = (amount: Decimal): string => amountText(amount, 0, grouping);
  const { side, baseAsset: base, quoteAsset: quote, quantity, account } = fill;
  const mode = translate(language, account.kind === 'paper' ? 'mode.paper' : 'mode.live');
  const isWhole = compare(fill.executedQuantity, fill.orderQuantity) >= 0;
  return {
    title: translate(language, side === 'BUY' ? 'notice.bought' : 'notice.sold', {
      quantity: written(quantity),
      base,
      price: written(averagePrice(fill)),
      quote,
    }),
    body: isWhole
      ? translate(language, 'notice.whole', { mode, account: accountName(account, language) })
      : translate(language, 'notice.part', {
          mode,
          account: accountName(account, language),
          executed: written(fill.executedQuantity),
          quantity: written(fill.orderQuantity),
          base,
        }),
  };
}

/** What was really paid or got per unit: exact where it comes out even, else cut. */
export function averagePrice({ quantity, quote }: Fill): Decimal {
  return isZero(quantity) ? '0' : normalize(divideDown(quote, quantity, PRICE_PLACES));
}
