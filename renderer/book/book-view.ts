import { groupingSteps } from '@shared/domain/book';
import type { Decimal } from '@shared/domain/decimal';
import { createStore } from 'zustand/vanilla';
import { rune } from '../state/rune';
import type { TotalIn } from './book-lines';

interface BookChoices {
  /** Chosen step by symbol; a symbol that is not here shows every price. */
  readonly steps: Readonly<Record<string, Decimal>>;
  readonly totalIn: TotalIn;
}

const store = createStore<BookChoices>(() => ({ steps: {}, totalIn: 'base' }));

export const chosenSteps = rune(store, (state) => state.steps);
export const totalIn = rune(store, (state) => state.totalIn);

export function chooseStep(symbol: string, step: Decimal): void {
  store.setState(({ steps }) => ({ steps: { ...steps, [symbol]: step } }));
}

export function switchTotal(): void {
  store.setState((state) => ({ totalIn: state.totalIn === 'base' ? 'quote' : 'base' }));
}

/** The step to group by: the chosen one as long as the symbol's price still offers it, else the price step. */
export function stepFor(
  chosen: Decimal | undefined,
  quotePrecision: number,
  price: Decimal | undefined,
): Decimal {
  const steps = groupingSteps(quotePrecision, price);
  return (chosen !== undefined && steps.includes(chosen) ? chosen : steps[0]) ?? '1';
}
