import type { StoreApi } from 'zustand/vanilla';

/** Longest wait for a snapshot, ms: a window that changes once more is better than none. */
const PATIENCE_MS = 1_000;

/** Ends when the first value of a topic came, or was waited for too long. */
export async function snapshotOf(store: StoreApi<{ readonly value: unknown }>): Promise<void> {
  await new Promise<void>((resolve) => {
    if (store.getState().value) resolve();
    setTimeout(resolve, PATIENCE_MS);
    store.subscribe(() => resolve());
  });
}
