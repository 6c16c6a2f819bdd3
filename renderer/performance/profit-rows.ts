import type { SymbolProfit } from '@shared/contract/commands';
import type { Balance } from '@shared/domain/account';
import { add, compare, isDecimal, isZero, subtract, type Decimal } from '@shared/domain/decimal';
import { unrealisedOf } from '@shared/domain/profit';

/** A symbol's profit with what the price of now makes of it. */
export interface ProfitRow extends SymbolProfit {
  readonly last: Decimal | null;
  /** Signed; null without a price while something is held. */
  readonly unrealised: string | null;
  readonly together: string | null;
  /** What the balance holds beyond the position (signed), or null while that is not known or another symbol has the same base. */
  readonly beyond: string | null;
}

/** Symbols with something held come first, then by the last trade. */
export function profitRows(
  symbols: readonly SymbolProfit[],
  lastOf: (symbol: string) => string | undefined,
  balances: readonly Balance[] | undefined,
): ProfitRow[] {
  const held = new Map<string, Decimal>();
  for (const { baseAsset, position } of symbols)
    held.set(baseAsset, add(held.get(baseAsset) ?? '0', position));
  const told = new Set<string>();
  return [...symbols]
    .sort((a, b) => Number(!isZero(b.position)) - Number(!isZero(a.position)) || b.lastAt - a.lastAt)
    .map((symbol) => {
      const price = lastOf(symbol.symbol);
      const last = price !== undefined && isDecimal(price) && !isZero(price) ? price : null;
      const unrealised = isZero(symbol.position) ? '0' : last === null ? null : unrealisedOf(symbol, last);
      const isFirst = !told.has(symbol.baseAsset);
      told.add(symbol.baseAsset);
      return {
        ...symbol,
        last,
        unrealised,
        together: unrealised === null ? null : add(symbol.realised, unrealised),
        beyond: isFirst ? beyondOf(symbol.baseAsset, held.get(symbol.baseAsset) ?? '0', balances) : null,
      };
    });
}

function beyondOf(asset: string, held: Decimal, balances: readonly Balance[] | undefined): string | null {
  if (balances === undefined || asset === '') return null;
  const balance = balances.find((candidate) => candidate.asset === asset);
  const beyond = subtract(balance ? add(balance.free, balance.locked) : '0', held);
  return compare(beyond, '0') === 0 ? null : beyond;
}
