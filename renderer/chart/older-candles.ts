import type { AppError, Result } from '@shared/domain/result';

/** How asking for older candles stands. */
export type OlderState =
  { readonly state: 'idle' | 'asking' | 'complete' } | { readonly state: 'failed'; readonly error: AppError };

export interface OlderCandles {
  readonly state: OlderState;
  /**
   * The beginning is near, of `count` candles. Asks unless an answer is awaited, there is nothing older, the last attempt failed (that
   * one the user repeats), or the last answer brought nothing: an exchange that promises older candles and has none is not asked on and on.
   */
  near(count: number): void;
  retry(): void;
  /** What came is of no interest any more. */
  end(): void;
}

/** Asks for older candles of one series, one request at a time. */
export function olderCandles(
  ask: () => Promise<Result<{ hasOlder: boolean }>>,
  onChange: (state: OlderState) => void,
): OlderCandles {
  let state: OlderState = { state: 'idle' };
  let ended = false;
  let askedAt = -1;

  function become(next: OlderState): void {
    if (ended) return;
    state = next;
    onChange(next);
  }

  async function request(): Promise<void> {
    become({ state: 'asking' });
    const result = await ask();
    if (!result.ok) become({ state: 'failed', error: result.error });
    else become({ state: result.value.hasOlder ? 'idle' : 'complete' });
  }

  return {
    get state() {
      return state;
    },
    near(count) {
      if (ended || state.state !== 'idle' || count === askedAt) return;
      askedAt = count;
      void request();
    },
    retry() {
      if (!ended && state.state === 'failed') void request();
    },
    end() {
      ended = true;
    },
  };
}
