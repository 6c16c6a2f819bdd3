import { add, isZero, toPlaces } from '@shared/domain/decimal';
import type { Balance } from '@shared/domain/account';

type BalanceGroup = 'spot' | 'contract' | 'option';

export interface BalancesView {
  readonly group: BalanceGroup;
  readonly hideZero: boolean;
}

export const DEFAULT_BALANCES_VIEW: BalancesView = { group: 'spot', hideZero: true };

/** Assets that hold something first, then by name; with `hideZero` only those. */
export function balanceRows(balances: readonly Balance[], hideZero: boolean): readonly Balance[] {
  const shown = hideZero ? balances.filter(holds) : [...balances];
  return shown.sort((a, b) => Number(holds(b)) - Number(holds(a)) || (a.asset < b.asset ? -1 : 1));
}

function holds(balance: Balance): boolean {
  return !isZero(balance.free) || !isZero(balance.locked);
}

/** Free and locked together, with as many decimals as the longer of them was told with. */
export function sumOf(balance: Balance): string {
  const places = Math.max(written(balance.free), written(balance.locked));
  return toPlaces(add(balance.free, balance.locked), places);
}

function written(decimal: string): number {
  return decimal.split('.')[1]?.length ?? 0;
}
