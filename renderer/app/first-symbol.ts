import type { SpotSymbol } from '@shared/domain/symbol';

/** The symbol to show when the desk opens: the one of last time, else the first that trades, else the first. */
export function firstSymbol(symbols: readonly SpotSymbol[], remembered: string): string {
  const known = symbols.find((symbol) => symbol.symbol === remembered);
  const trading = symbols.find((symbol) => symbol.status === 'TRADING');
  return (known ?? trading ?? symbols[0])?.symbol ?? '';
}
