import { createStore } from 'zustand/vanilla';
import { rune } from './rune';

/** The order whose life is shown: by its number in the journal, or by what the exchange calls it. */
export type ShownTimeline =
  | { readonly by: 'entry'; readonly accountId: string; readonly entryId: number }
  | { readonly by: 'order'; readonly accountId: string; readonly symbol: string; readonly orderId: string };

const store = createStore<{ readonly shown: ShownTimeline | undefined }>(() => ({ shown: undefined }));

export const shownTimeline = rune(store, (state) => state.shown);

export function showTimeline(shown: ShownTimeline): void {
  store.setState({ shown });
}

export function closeTimeline(): void {
  store.setState({ shown: undefined });
}
