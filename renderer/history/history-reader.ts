import type { HistoryPage } from '@shared/contract/commands';
import type { AppError, Result } from '@shared/domain/result';
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { AskedFilter } from './history-filter';
import { reopened, withPage, type HistoryList } from './history-list';

/** Orders per page while scrolling. */
export const PAGE_SIZE = 50;
/** Most orders that are read again at once when the journal changed (the contract's cap). */
const LARGEST_PAGE = 200;

/** What is asked for; another question begins a new list. */
interface HistoryQuestion {
  readonly accountId: string;
  readonly filter: AskedFilter;
}

export interface HistoryState extends HistoryList {
  /** `first` and `more` while a page is awaited; `failed` until it is tried again. A silent reading again shows nothing. */
  readonly reading: 'first' | 'more' | 'no' | 'failed';
  readonly error: AppError | undefined;
}

export interface HistoryReader {
  readonly store: StoreApi<HistoryState>;
  /** Begins a list. */
  show(question: HistoryQuestion): Promise<void>;
  /** Reads on, unless it is being read or there is no more. */
  more(): Promise<void>;
  /** Reads again what may have changed: the top, and what is seen when that is further down. One reading at a time, the last one wins. */
  again(firstSeen: number): Promise<void>;
  /** The journal got older orders: the end is no end any more. */
  goOn(): Promise<void>;
  retry(): Promise<void>;
}

type Ask = (input: {
  accountId: string;
  filter: AskedFilter;
  before?: number;
  limit: number;
}) => Promise<Result<HistoryPage>>;

const EMPTY: HistoryState = { orders: [], next: null, reading: 'first', error: undefined };

/** Reads the journal by pages. An answer to a question that is no longer asked is dropped. */
export function historyReader(ask: Ask): HistoryReader {
  const store = createStore<HistoryState>(() => EMPTY);
  let question: HistoryQuestion | undefined;
  let readingAgain = false;
  let wanted: number | undefined;

  /** Reads one page into the list. `failed` only when the user waits for it. */
  async function read(before: number | undefined, limit: number, waits: boolean): Promise<void> {
    if (!question) return;
    const asked = question;
    const result = await ask({ ...asked, limit, ...(before === undefined ? {} : { before }) });
    if (asked !== question) return;
    if (!result.ok) {
      if (waits) store.setState({ reading: 'failed', error: result.error });
      return;
    }
    const { orders, next } = withPage(store.getState(), before, result.value);
    store.setState({ orders, next, ...(waits ? { reading: 'no', error: undefined } : {}) });
  }

  async function show(next: HistoryQuestion): Promise<void> {
    question = next;
    store.setState(EMPTY);
    await read(undefined, PAGE_SIZE, true);
    if (wanted !== undefined && question === next) await again(wanted);
  }

  async function more(): Promise<void> {
    const { next, reading } = store.getState();
    if (next === null || reading !== 'no') return;
    store.setState({ reading: 'more' });
    await read(next, PAGE_SIZE, true);
  }

  async function again(firstSeen: number): Promise<void> {
    wanted = firstSeen;
    if (readingAgain || store.getState().reading === 'first') return;
    readingAgain = true;
    try {
      while (wanted !== undefined) {
        const seen: number = wanted;
        wanted = undefined;
        const { orders } = store.getState();
        const before = orders[seen - 1]?.entryId;
        await read(undefined, Math.min(LARGEST_PAGE, Math.max(PAGE_SIZE, orders.length)), false);
        if (seen >= LARGEST_PAGE - PAGE_SIZE && before !== undefined) await read(before, PAGE_SIZE, false);
      }
    } finally {
      readingAgain = false;
    }
  }

  return {
    store,
    show,
    more,
    again,
    async goOn() {
      store.setState(reopened(store.getState()));
      if (store.getState().orders.length === 0 && question) await show(question);
      else await more();
    },
    async retry() {
      const { orders, next } = store.getState();
      if (!question) return;
      if (orders.length === 0 || next === null) return show(question);
      store.setState({ reading: 'no' });
      return more();
    },
  };
}
