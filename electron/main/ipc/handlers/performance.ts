import { ok, type Result } from '@shared/domain/result';
import type { SpotSymbol } from '@shared/domain/symbol';
import { StorageError } from '../../storage/storage-error';
import type { ValueHistoryRepository } from '../../storage/value-history';
import type { ProfitReader } from '../../trading/profit-reader';
import type { Handlers } from '../router';

type PerformanceHandlers = Pick<Handlers, 'performance.profit' | 'performance.value'>;

interface PerformanceHandlerOptions {
  readonly profit: ProfitReader;
  readonly history: Pick<ValueHistoryRepository, 'since'>;
  readonly symbols: () => readonly SpotSymbol[];
}

/** Points that a line on the screen can show; of more, evenly spread ones are told. */
const MOST_POINTS = 1_000;

export function performanceHandlers(options: PerformanceHandlerOptions): PerformanceHandlers {
  const { profit, history, symbols } = options;
  return {
    'performance.profit': async ({ accountId }) =>
      read(async () => {
        const rules = new Map(symbols().map((found) => [found.symbol, found]));
        return profit.read(accountId, (symbol) => rules.get(symbol));
      }),
    'performance.value': async ({ accountId, valueAsset, from }) =>
      read(async () => {
        const points = history.since(accountId, valueAsset, from);
        const every = Math.ceil(points.length / MOST_POINTS);
        // The newest one always stays.
        return { points: points.filter((_, index) => (points.length - 1 - index) % every === 0) };
      }),
  };
}

async function read<T>(action: () => Promise<T>): Promise<Result<T>> {
  try {
    return ok(await action());
  } catch (error) {
    if (!(error instanceof StorageError)) throw error;
    return { ok: false, error: error.toAppError() };
  }
}
