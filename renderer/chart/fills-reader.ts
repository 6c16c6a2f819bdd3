import type { HistoryPage } from '@shared/contract/commands';
import type { HistoryFilter, OrderPhase } from '@shared/domain/order-life';
import type { Result } from '@shared/domain/result';
import { ownFills, type OwnFill } from './own-fills';

/** Of how many past orders at most fills are drawn: one page of the journal. */
const MOST_ORDERS = 200;
/** The journal changes several times for one order; it is asked once (ms). */
const PATIENCE_MS = 400;
/** Phases of an order of which something can have been executed. */
const PHASES: readonly OrderPhase[] = ['open', 'partly-filled', 'filled', 'cancelled', 'expired', 'gone'];

interface FillsReader {
  /** Reads what one market's orders filled, and again after each change of the journal that it is told of. */
  read(): void;
  end(): void;
}

type Ask = (input: {
  accountId: string;
  filter: HistoryFilter & { phases: OrderPhase[] };
  limit: number;
}) => Promise<Result<HistoryPage>>;

/** Asks the journal for the fills of one market, one request at a time. When it cannot be read the fills stay as they were. */
export function fillsReader(
  ask: Ask,
  { accountId, symbol }: { readonly accountId: string; readonly symbol: string },
  onFills: (fills: readonly OwnFill[]) => void,
): FillsReader {
  let ended = false;
  let asking = false;
  let wanted = false;
  let timer: ReturnType<typeof setTimeout> | undefined;

  async function request(): Promise<void> {
    timer = undefined;
    if (asking) {
      wanted = true;
      return;
    }
    asking = true;
    wanted = false;
    const result = await ask({ accountId, filter: { symbol, phases: [...PHASES] }, limit: MOST_ORDERS });
    asking = false;
    if (ended) return;
    if (result.ok) onFills(ownFills(result.value.orders));
    if (wanted) read();
  }

  function read(): void {
    if (ended) return;
    timer ??= setTimeout(() => void request(), PATIENCE_MS);
  }

  void request();
  return {
    read,
    end() {
      ended = true;
      clearTimeout(timer);
    },
  };
}
