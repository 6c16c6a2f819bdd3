import { createSubscriber } from 'svelte/reactivity';
import type { StoreApi } from 'zustand/vanilla';

/** A value that Svelte follows when it is read in a component or an effect. */
export interface Rune<Value> {
  readonly current: Value;
}

/** The one way from a zustand store to the screen: what the selector picks, followed only when that changes. */
export function rune<State, Value>(store: StoreApi<State>, select: (state: State) => Value): Rune<Value> {
  const follow = createSubscriber((update) => {
    let last = select(store.getState());
    return store.subscribe((state) => {
      const next = select(state);
      if (Object.is(last, next)) return;
      last = next;
      update();
    });
  });
  return {
    get current() {
      follow();
      return select(store.getState());
    },
  };
}
