import { createSubscriber } from 'svelte/reactivity';
import type { Rune } from './rune';

const TICK_MS = 500;

/** This machine's clock (Unix ms), twice a second while someone looks: ages and countdowns read it. */
export const now: Rune<number> = clock();

function clock(): Rune<number> {
  let value = Date.now();
  const follow = createSubscriber((update) => {
    const tick = (): void => {
      if (document.hidden) return;
      value = Date.now();
      update();
    };
    tick();
    const timer = setInterval(tick, TICK_MS);
    document.addEventListener('visibilitychange', tick);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', tick);
    };
  });
  return {
    get current() {
      follow();
      return value;
    },
  };
}
