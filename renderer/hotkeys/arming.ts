import { assertNever } from '@shared/domain/assert-never';

/** Why trading hotkeys are off. Each is a message key `hotkeys.off.<reason>`, `start` and `user` apart. */
type OffReason = 'start' | 'user' | 'idle' | 'away' | 'locked' | 'account';

/** Whether single keys trade. Times are Unix ms of this machine. */
export type Arming =
  | { readonly armed: false; readonly because: OffReason }
  | {
      readonly armed: true;
      /** When it was armed or a hotkey pressed last. */
      readonly usedAt: number;
      /** Since when the window has not had the keyboard; undefined while it has. */
      readonly awaySince: number | undefined;
      /** What a hotkey sent is not answered yet. */
      readonly sending: boolean;
    };

export type ArmingEvent =
  | { readonly kind: 'arm'; readonly at: number }
  | { readonly kind: 'disarm'; readonly because: OffReason }
  /** A hotkey went off, and what it sent was answered. */
  | { readonly kind: 'struck'; readonly at: number }
  | { readonly kind: 'settled'; readonly at: number }
  /** The window lost the keyboard, and got it back. */
  | { readonly kind: 'left'; readonly at: number }
  | { readonly kind: 'came'; readonly at: number }
  | { readonly kind: 'passed'; readonly at: number };

export const OFF: Arming = { armed: false, because: 'start' };

/** Hotkeys that are not used are turned off after so long (ms). */
export const IDLE_AFTER_MS = 300_000;
/** And after so long (ms) without the keyboard: whoever comes back may have forgotten them. */
export const AWAY_AFTER_MS = 30_000;

/** Pure: nothing but `arm` ever arms, and what turns off stays off. */
export function afterEvent(state: Arming, event: ArmingEvent): Arming {
  if (event.kind === 'arm') {
    return state.armed ? state : { armed: true, usedAt: event.at, awaySince: undefined, sending: false };
  }
  if (!state.armed) return state;
  if (event.kind === 'disarm') return { armed: false, because: event.because };
  const over = overdue(state, event.at);
  if (over) return { armed: false, because: over };
  switch (event.kind) {
    case 'struck':
      return { ...state, usedAt: event.at, sending: true };
    case 'settled':
      // A question that main asked took the keyboard away: the time for it starts anew.
      return {
        ...state,
        usedAt: event.at,
        sending: false,
        awaySince: state.awaySince === undefined ? undefined : event.at,
      };
    case 'left':
      return { ...state, awaySince: state.awaySince ?? event.at };
    case 'came':
      return { ...state, awaySince: undefined };
    case 'passed':
      return state;
    default:
      return assertNever(event);
  }
}

/** While something is being sent, time does not count: its answer must find the ticket as it was. */
function overdue(state: Arming & { armed: true }, at: number): OffReason | undefined {
  if (state.sending) return undefined;
  if (at - state.usedAt >= IDLE_AFTER_MS) return 'idle';
  if (state.awaySince !== undefined && at - state.awaySince >= AWAY_AFTER_MS) return 'away';
  return undefined;
}

/** What a press of a hotkey may do. A timer may be late, so time is looked at here too. */
export function strikeOf(state: Arming, at: number): 'go' | 'off' | 'sending' {
  if (!state.armed) return 'off';
  if (state.sending) return 'sending';
  return overdue(state, at) ? 'off' : 'go';
}
