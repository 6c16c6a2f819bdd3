import type { Touch } from '@shared/domain/touch';
import { isZero } from '@shared/domain/decimal';
import type { ExchangeConnection } from '../exchange/connection';
import { systemTime, type TimeSource } from '../exchange/time-source';
import { startRounds, type Rounds } from './rounds';

/** One request for all symbols weighs 2 (PROTOCOL): 60 of the 1,200 a minute, while somebody looks. */
const EVERY_MS = 2_000;
const PATIENCE_MS = 4_000;
/** Best prices that were not confirmed for so long are not shown at all: they have no age of their own beside them. */
const KEPT_MS = 10_000;

export interface Touches {
  /** Which symbols somebody looks at now; none ends the asking. */
  want(symbols: readonly string[]): void;
  stop(): void;
}

/** Reads best bids and asks of the symbols that are looked at, in rounds of REST. */
export function startTouches(options: {
  readonly connection: Pick<ExchangeConnection, 'call'>;
  readonly onChange: (touches: Readonly<Record<string, Touch>>) => void;
  readonly time?: TimeSource;
}): Touches {
  const { connection, onChange, time = systemTime } = options;
  let wanted: readonly string[] = [];
  let rounds: Rounds | undefined;
  let confirmedAt = Number.NEGATIVE_INFINITY;
  let shown = 0;

  function show(touches: readonly Touch[]): void {
    shown = touches.length;
    onChange(Object.fromEntries(touches.map((touch) => [touch.symbol, touch])));
  }

  async function ask(signal: AbortSignal): Promise<void> {
    const outcome = await connection.call(
      'bookTicker',
      {},
      { signal, patienceMs: PATIENCE_MS, priority: 'polling' },
    );
    if (!rounds) return;
    if (outcome.kind !== 'answer') {
      if (shown > 0 && time.monotonic() - confirmedAt > KEPT_MS) show([]);
      return;
    }
    confirmedAt = time.monotonic();
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
  }

  function end(): void {
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
