/** What a call rejects with whose caller gave up. */
export class GaveUp extends Error {
  override readonly name = 'GaveUp';
}

export interface CallQueue {
  /**
   * Runs `call` when all calls before it have ended. When `signal` aborts first, the call never runs; once it runs, abort lets the
   * caller of a `read` go (rejects GaveUp, the call goes on unheard), while a `write` is awaited to its end, because it may
   * still take effect.
   */
  run<T>(call: () => Promise<T>, effect: 'read' | 'write', signal?: AbortSignal): Promise<T>;
  /** True while a call has not ended. */
  isBusy(): boolean;
}

/**
 * One call at a time. SECURITY (keytar facts): while a prompt is open its call never ends, and four such calls would block all
 * file and DNS work of the process. `onWaiting` runs when a call has taken longer than `waitingAfterMs`.
 */
export function createCallQueue(waitingAfterMs: number, onWaiting: () => void): CallQueue {
  let last: Promise<void> = Promise.resolve();
  let busy = false;

  async function timed<T>(call: () => Promise<T>): Promise<T> {
    busy = true;
    const timer = setTimeout(onWaiting, waitingAfterMs);
    try {
      return await call();
    } finally {
      clearTimeout(timer);
      busy = false;
    }
  }

  return {
    isBusy: () => busy,
    run: (call, effect, signal) =>
      new Promise((resolve, reject) => {
        let started = false;
        const giveUp = (): void => {
          if (!started || effect === 'read') reject(new GaveUp());
        };
        if (signal?.aborted) return giveUp();
        signal?.addEventListener('abort', giveUp, { once: true });
        last = last.then(async () => {
          if (signal?.aborted) return;
          started = true;
          await timed(call).then(resolve, reject);
          signal?.removeEventListener('abort', giveUp);
        });
      }),
  };
}
