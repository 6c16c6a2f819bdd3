import { assertNever } from '@shared/domain/assert-never';
import { untrack } from 'svelte';
import { stateTone } from '../accounts/account-tone';
import { nextStep } from '../accounts/next-step';
import { shownName } from '../accounts/shown-name';
import { stepLabel, takeStep } from '../accounts/take-step';
import { send } from '../state/commands';
import { activeAccount, connection, diagnostics, prices } from '../state/desk';
import { keychain } from '../state/keychain';
import { age, countdown, reasonText, span, t } from '../state/language';
import { now } from '../state/now';
import { showAccounts, showDiagnostics } from '../state/view';
import type { Condition } from './conditions';
import { pollInterval, withConfirmation, type PollTimes } from './poll-interval';
import { silenceOf } from './silence';
import { wokenAgo } from './woken';

/** What is said of a condition, and the next step. */
export interface Notice {
  readonly tone: 'warn' | 'bad';
  readonly sentence: string;
  /** The system's own words, already made visible. */
  readonly detail?: string;
  readonly action?: { readonly label: string; readonly run: () => void };
}

/** The words for conditions, in the language of the desk; made where an effect may be. */
export function createNotices(): { of(condition: Condition): Notice } {
  let polls = $state.raw<PollTimes>([]);
  const interval = $derived(pollInterval(polls));
  $effect(() => {
    const feed = prices.current;
    polls = withConfirmation(
      untrack(() => polls),
      feed,
    );
  });

  const retry = (label: string) => ({ label, run: () => void send('connection.retry') });
  const look = () => ({ label: t('banner.diagnostics'), run: showDiagnostics });

  function ofOffline(): Notice {
    const status = connection.current;
    const last = status?.lastAnswerAt ?? undefined;
    const sentence =
      last === undefined
        ? t('banner.offline')
        : `${t('banner.offline')} ${t('banner.offlineAge', { age: age(now.current - last) })}`;
    const detail = reasonText(status?.failure ?? '');
    return { tone: 'bad', sentence, detail, action: retry(t('banner.retry')) };
  }

  function ofStreams(): Notice {
    return {
      tone: 'warn',
      sentence:
        interval === undefined
          ? t('banner.streamsPlain')
          : t('banner.streams', { interval: countdown(interval) }),
      detail: reasonText(connection.current?.streams.failure ?? ''),
      action: retry(t('banner.retry')),
    };
  }

  function ofClock(): Notice {
    const offset = connection.current?.clockOffsetMs ?? 0;
    const direction = t(offset > 0 ? 'banner.behind' : 'banner.ahead');
    const sentence = t('banner.clock', { offset: span(Math.abs(offset)), direction });
    return { tone: 'warn', sentence, action: retry(t('banner.measure')) };
  }

  function ofKeychain(): Notice {
    const { state } = keychain.current;
    if (state === 'available' || state === 'unknown')
      return { tone: 'warn', sentence: t(`keychain.${state}`) };
    const sentence = t(`keychain.help.${state}`);
    // Main asks already, and the answer is given in a window of the system.
    if (state === 'waiting') return { tone: 'warn', sentence };
    const action = { label: t('keychain.retry'), run: () => void send('keychain.retry') };
    return { tone: 'warn', sentence, action };
  }

  function ofAccount(): Notice {
    const account = activeAccount.current;
    if (!account) return { tone: 'warn', sentence: '' };
    const step = nextStep(account.state, account.kind);
    return {
      tone: stateTone(account.state) === 'bad' ? 'bad' : 'warn',
      // The lock is of all accounts.
      sentence:
        account.state === 'locked'
          ? t('accountState.locked')
          : t('banner.account', { name: shownName(account), sentence: t(`accountState.${account.state}`) }),
      detail: reasonText(account.stateReason),
      action: step
        ? { label: stepLabel(step), run: () => void takeStep(step, account) }
        : { label: t('banner.openAccounts'), run: showAccounts },
    };
  }

  function of(condition: Condition): Notice {
    switch (condition) {
      case 'offline':
        return ofOffline();
      case 'account':
        return ofAccount();
      case 'limited': {
        const left = countdown((connection.current?.blockedUntil ?? now.current) - now.current);
        return { tone: 'warn', sentence: t('banner.limited', { left }), action: look() };
      }
      case 'silent': {
        const silent = silenceOf(connection.current, prices.current, now.current) ?? 0;
        const sentence = t('banner.silent', { age: age(silent) });
        return { tone: 'warn', sentence, action: retry(t('banner.retry')) };
      }
      case 'streams':
        return ofStreams();
      case 'clock':
        return ofClock();
      case 'woken': {
        const ago = wokenAgo(diagnostics.current, prices.current, now.current) ?? 0;
        return { tone: 'warn', sentence: t('banner.woken', { age: age(ago) }), action: look() };
      }
      case 'keychain':
        return ofKeychain();
      default:
        return assertNever(condition);
    }
  }

  return { of };
}
