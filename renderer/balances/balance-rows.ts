import { add, compare, isZero, toPlaces, type Decimal } from '@shared/domain/decimal';
import type { Balance } from '@shared/domain/account';

type BalanceGroup = 'spot' | 'contract' | 'option';
export type BalanceSort = 'asset' | 'free' | 'locked' | 'sum' | 'value';

export interface BalancesView {
  readonly group: BalanceGroup;
  readonly hideZero: boolean;
  readonly sort: BalanceSort;
  readonly descending: boolean;
}

export const DEFAULT_BALANCES_VIEW: BalancesView = {
  group: 'spot',
  hideZero: true,
  sort: 'value',
  descending: true,
};

/** A balance with what it is worth; null where no price tells it, or in a group that is not valued. */
export interface ValuedBalance extends Balance {
  readonly value: Decimal | null;
}

/** In the order that was chosen; of equal ones what holds something comes first, then by name. Zero and small ones can be left out. */
export function balanceRows(
  balances: readonly Balance[],
  view: Pick<BalancesView, 'hideZero' | 'sort' | 'descending'> & { readonly hideSmall?: boolean },
  valueOf: (amount: Decimal, asset: string) => Decimal | null = () => null,
): readonly ValuedBalance[] {
  const way = view.descending ? -1 : 1;
  return balances
    .filter((balance) => !view.hideZero || holds(balance))
    .map((balance) => ({ ...balance, value: valueOf(add(balance.free, balance.locked), balance.asset) }))
    .filter((balance) => view.hideSmall !== true || !isSmall(balance))
    .sort((a, b) => way * compareBy(view.sort, a, b) || byName(a, b));
}

/** Worth less than one unit of the value asset; what has no price may be worth anything. */
function isSmall(balance: ValuedBalance): boolean {
  return balance.value === null ? !holds(balance) : compare(balance.value, '1') < 0;
}

function compareBy(sort: BalanceSort, a: ValuedBalance, b: ValuedBalance): number {
  switch (sort) {
    case 'asset':
      return a.asset < b.asset ? -1 : a.asset > b.asset ? 1 : 0;
    case 'free':
      return compare(a.free, b.free);
    case 'locked':
      return compare(a.locked, b.locked);
    case 'sum':
      return compare(add(a.free, a.locked), add(b.free, b.locked));
    case 'value':
      // What has no price stands below all that has.
      if (a.value === null || b.value === null) return Number(a.value !== null) - Number(b.value !== null);
      return compare(a.value, b.value);
  }
}

function byName(a: Balance, b: Balance): number {
  return Number(holds(b)) - Number(holds(a)) || (a.asset < b.asset ? -1 : 1);
}

function holds(balance: Balance): boolean {
  return !isZero(balance.free) || !isZero(balance.locked);
}

/** The values that are known, added up, and how many that hold something have none. */
export function totalOf(rows: readonly ValuedBalance[]): {
  readonly value: Decimal;
  readonly unpriced: number;
} {
  let value: Decimal = '0';
  let unpriced = 0;
  for (const row of rows) {
    if (row.value !== null) value = add(value, row.value);
    else if (holds(row)) unpriced += 1;
  }
  return { value, unpriced };
}

/** Free and locked together, with as many decimals as the longer of them was told with. */
export function sumOf(balance: Balance): string {
  const places = Math.max(written(balance.free), written(balance.locked));
  return toPlaces(add(balance.free, balance.locked), places);
}

function written(decimal: string): number {
  return decimal.split('.')[1]?.length ?? 0;
}
