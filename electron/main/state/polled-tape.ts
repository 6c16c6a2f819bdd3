import type { Tape } from '@shared/domain/market';
import type { ExchangeConnection } from '../exchange/connection';
import { startRounds } from '../market/rounds';

/** The tape over REST alone. */
export function followTape(options: {
  readonly symbol: string;
  readonly connection: Pick<ExchangeConnection, 'call'>;
  readonly hasKey: boolean;
  readonly onTape: (tape: Tape) => void;
}): { stop(): void; wake(): void } {
  const { symbol, connection, onTape } = options;
  const rounds = startRounds(1_000, async (signal) => {
    const at = Date.now();
    const outcome = await connection.call('trades', { symbol, limit: 60 }, { signal });
    if (outcome.kind !== 'answer' || signal.aborted) return;
    const trades = outcome.value
      .map(({ price, qty, time }) => ({ id: '', price, quantity: qty, time, buyerIsMaker: null }))
      .reverse();
    onTape({ symbol, state: 'polling', confirmedAt: at, trades });
  });
  return { stop: () => rounds.stop(), wake: () => rounds.again() };
}
