import type { QuitQuestion } from '@shared/domain/confirmation';

/** What the journal tells of orders when Perch is about to quit. */
interface DepartingOrders {
  /** Ends when no order is on its way any more; it need not be bounded. */
  inFlight(): Promise<void>;
  /** Orders that stay live at the exchange. */
  open(): QuitQuestion['open'];
  /** Orders of which nobody can say what became of them. */
  unsettled(): QuitQuestion['unsettled'];
}

export interface DepartureOptions {
  readonly orders: DepartingOrders;
  readonly ask: (question: QuitQuestion) => Promise<boolean>;
  /** Asks again to quit; this time it may. */
  readonly leave: () => void;
}

export interface Departure {
  /** Whether quitting may go on. False begins to settle and to ask, and leads to `leave` unless a person says no. */
  mayLeave(): boolean;
  /** Whether Perch is on its way out: windows close without a word. */
  isLeaving(): boolean;
  /** For signals and a shutdown of the system, where nobody is there to answer: only orders in flight are waited for. */
  leaveUnasked(): void;
}

/** How long orders on their way may take to get into the journal. What takes longer is found again at the next start. */
const IN_FLIGHT_PATIENCE_MS = 8_000;

/** Decides when Perch may quit: after orders in flight are settled, and after a person was told what stays open. */
export function createDeparture({ orders, ask, leave }: DepartureOptions): Departure {
  let state: 'here' | 'settling' | 'asking' | 'leaving' = 'here';
  let unasked = false;

  async function settle(): Promise<void> {
    state = 'settling';
    await within(IN_FLIGHT_PATIENCE_MS, orders.inFlight());
    if (unasked || !(await isDeclined())) {
      state = 'leaving';
      leave();
    } else state = 'here';
  }

  async function isDeclined(): Promise<boolean> {
    const [open, unsettled] = [orders.open(), orders.unsettled()];
    if (open.length === 0 && unsettled.length === 0) return false;
    state = 'asking';
    const accepted = await ask({ kind: 'quit', open, unsettled });
    return !accepted && !unasked;
  }

  return {
    mayLeave() {
      if (state === 'here') void settle();
      return state === 'leaving';
    },
    isLeaving: () => state === 'leaving',
    leaveUnasked() {
      const again = unasked;
      unasked = true;
      if (state === 'here') void settle();
      // A second signal, or one while a question is open, does not wait for anybody.
      else if (again || state === 'asking') {
        state = 'leaving';
        leave();
      }
    },
  };
}

/** Ends with the promise, however it ends, or when the time is over. */
async function within(ms: number, promise: Promise<void>): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const patience = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, ms);
  });
  await Promise.race([promise.catch(() => undefined), patience]);
  clearTimeout(timer);
}
