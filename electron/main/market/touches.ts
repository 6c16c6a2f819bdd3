import { isZero } from '@shared/domain/decimal';
import { STALE_AFTER_MS } from '@shared/domain/market';
import type { Touch } from '@shared/domain/touch';
import type { ExchangeConnection } from '../exchange/connection';
import { systemTime, type TimeSource } from '../exchange/time-source';
import { startRounds, type Rounds } from './rounds';

/** One request for all symbols weighs 2 (PROTOCOL): 60 of the 1,200 a minute, while somebody looks. */
const EVERY_MS = 2_000;
const PATIENCE_MS = 4_000;

export interface Touches {
  /** Which symbols somebody looks at now; none ends the asking. */
  want(symbols: readonly string[]): void;
  stop(): void;
}

/**
 * Reads best bids and asks of the symbols that are looked at, in rounds of REST. They have no age beside them, so those that nobody confirmed
 * for as long as makes a price stale are not shown at all.
 */
export function startTouches(options: {
  readonly connection: Pick<ExchangeConnection, 'call'>;
  readonly onChange: (touches: Readonly<Record<string, Touch>>) => void;
  readonly time?: TimeSource;
}): Touches {
  const { connection, onChange, time = systemTime } = options;
  let wanted: readonly string[] = [];
  let rounds: Rounds | undefined;
  let cancelEnd: () => void = () => undefined;

  function show(touches: readonly Touch[]): void {
    cancelEnd();
    onChange(Object.fromEntries(touches.map((touch) => [touch.symbol, touch])));
  }

  async function ask(signal: AbortSignal): Promise<void> {
    const sentAt = time.monotonic();
    const outcome = await connection.call(
      'bookTicker',
      {},
      { signal, patienceMs: PATIENCE_MS, priority: 'polling' },
    );
    if (!rounds || outcome.kind !== 'answer') return;
    const here = new Set(wanted);
    show(
      outcome.value
        .filter(({ symbol }) => here.has(symbol))
        .map(({ symbol, bidPrice, askPrice }) => ({
          symbol,
          bid: isZero(bidPrice) ? '' : bidPrice,
          ask: isZero(askPrice) ? '' : askPrice,
        })),
    );
    cancelEnd = time.after(sentAt + STALE_AFTER_MS - time.monotonic(), () => show([]));
  }

  function end(): void {
    cancelEnd();
    rounds?.stop();
    rounds = undefined;
  }

  return {
    want(symbols) {
      wanted = symbols;
      if (symbols.length > 0) rounds ??= startRounds(EVERY_MS, ask, time);
      else if (rounds) {
        end();
        show([]);
      }
    },
    stop: end,
  };
}
