import { randomUUID } from 'node:crypto';
import type { ConfirmRequest, Question } from '@shared/domain/confirmation';
import { fail, ok, type Result } from '@shared/domain/result';
import type { KnownWindow } from './ipc/known-windows';

/** A window that shows one question. */
export interface AskingWindow {
  readonly window: KnownWindow;
  /** Closes it, whatever its page does. */
  destroy(): void;
}

/** Opens a window for one question. `onGone` is called once when it was closed, has crashed or was destroyed. */
export type OpenQuestion = (request: ConfirmRequest, onGone: () => void) => AskingWindow;

export interface Confirmer {
  /**
   * Asks a person, in a window of its own. True only when that window was answered with yes while the question was on the screen:
   * a window that closes or crashes, time that runs out, a queue that is full and {@link cancelPending} are all no.
   */
  ask(question: Question): Promise<boolean>;
  /** The answer of a window; one from another window, or to a question that is not on the screen, is refused and changes nothing. */
  answer(caller: KnownWindow, id: string, accept: boolean): Result<null>;
  /** Whether a question is on the screen or waits for it. */
  isAsking(): boolean;
  /** Declines the questions that fit, shown or waiting; default all of them. */
  cancelPending(fits?: (question: Question) => boolean): void;
}

interface Pending {
  readonly request: ConfirmRequest;
  readonly settle: (accepted: boolean) => void;
}

/** A person who has not answered by then is not there, and the prices that were shown are of long ago. */
const PATIENCE_MS = 120_000;
/** Questions that wait while one is on the screen. Whoever asks for more is not a person. */
const MOST_WAITING = 4;

export function createConfirmer(open: OpenQuestion): Confirmer {
  const waiting: Pending[] = [];
  let shown: (Pending & { readonly asking: AskingWindow }) | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function next(): void {
    const pending = shown ? undefined : waiting.shift();
    if (!pending) return;
    const { id } = pending.request;
    const asking = open(pending.request, () => close(id, false));
    shown = { ...pending, asking };
    timer = setTimeout(() => close(id, false), PATIENCE_MS);
  }

  /** Ends the question on the screen when it is this one. */
  function close(id: string, accepted: boolean): void {
    if (shown?.request.id !== id) return;
    const { asking, settle } = shown;
    // Before the window goes, whose going says no.
    shown = undefined;
    clearTimeout(timer);
    asking.destroy();
    settle(accepted);
    next();
  }

  return {
    ask: (question) =>
      new Promise((settle) => {
        if (waiting.length >= MOST_WAITING) return settle(false);
        waiting.push({ request: { ...question, id: randomUUID() }, settle });
        next();
      }),

    answer(caller, id, accept) {
      if (shown?.asking.window !== caller || shown.request.id !== id) {
        return fail('confirm.not-asked', 'This question is not asked any more.');
      }
      close(id, accept);
      return ok(null);
    },

    isAsking: () => shown !== undefined || waiting.length > 0,
    cancelPending(fits = () => true) {
      const declined = waiting.filter(({ request }) => fits(request));
      waiting.splice(0, waiting.length, ...waiting.filter((pending) => !declined.includes(pending)));
      for (const { settle } of declined) settle(false);
      if (shown && fits(shown.request)) close(shown.request.id, false);
    },
  };
}
