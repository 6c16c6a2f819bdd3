import type { Balance, Balances } from '@shared/domain/account';
import { compare } from '@shared/domain/decimal';
import type { FeedState } from '@shared/domain/market';
import type { AnswerOf } from '../exchange/jex/endpoints';
import type { AccountEvent } from '../exchange/streams/user-events';
import { systemTime, type TimeSource } from '../exchange/time-source';

/** An answer that calls itself older than what was heard this long before asking is believed all the same, ms. */
const SETTLED_AFTER_MS = 2_000;

/** Event time of what an answer told. */
const ANSWERED = Number.NEGATIVE_INFINITY;

interface Holding {
  readonly balance: Balance;
  /** Of the event that told it, Unix ms of the server; {@link ANSWERED} when an answer did. */
  readonly eventTime: number;
  /** The account's last change as the teller knew it, Unix ms of the server. */
  readonly updateTime: number;
  /** When it was heard: a count of everything heard, and monotonic ms. */
  readonly moment: number;
  readonly at: number;
}

/** What was known when the account was asked for; to be given back with the answer. */
interface BalancesMark {
  readonly moment: number;
  readonly at: number;
}

/**
 * The account's balances, from answers and events. PROTOCOL does not say whether an event lists all balances or those that
 * changed: it replaces the ones it names, which is right either way. Each asset is ordered by itself, because of two events that
 * come in the wrong order the older may be the only one that names an asset.
 */
export interface AccountBalances {
  /** null before the first answer: events say nothing of contracts and options. */
  state(): Balances | null;
  /** How account data arrives now. */
  arrive(state: FeedState): void;
  mark(): BalancesMark;
  /**
   * Takes an answer, except where an event said something newer. `differing` are assets of which it says otherwise than all that
   * was heard before it was asked for; `doubtful` asks for another answer.
   *
   * @param askedAt Unix ms of this machine
   */
  replace(
    answer: AnswerOf<'account'>,
    mark: BalancesMark,
    askedAt: number,
  ): { readonly differing: readonly string[]; readonly doubtful: boolean };
  /** Takes an event, in any order and possibly twice. */
  applyEvent(event: AccountEvent): { readonly changed: boolean; readonly doubtful: boolean };
}

export function createBalances(
  accountId: string,
  time: Pick<TimeSource, 'monotonic'> = systemTime,
): AccountBalances {
  const spot = new Map<string, Holding>();
  let others: Pick<Balances, 'contract' | 'option'> | undefined;
  let confirmedAt = 0;
  let updateTime = 0;
  let feed: FeedState = 'loading';
  let moment = 0;
  /** `updateTime` of the newest answer. */
  let answeredUpTo = Number.NEGATIVE_INFINITY;

  /** Whether an answer of `answered` holds against what is known of an asset. */
  function answerHolds(known: Holding, answered: number, mark: BalancesMark): 'yes' | 'no' | 'doubtful' {
    if (answered > known.updateTime) return 'yes';
    if (known.moment > mark.moment) return answered === known.updateTime ? 'doubtful' : 'no';
    if (answered === known.updateTime || mark.at - known.at >= SETTLED_AFTER_MS) return 'yes';
    return 'doubtful';
  }

  /**
   * Whether an event holds against what is known of an asset. Within one millisecond events are taken as they come, and an event
   * is not taken over an answer; both are to be settled by another answer.
   */
  function eventHolds(known: Holding, event: AccountEvent): 'yes' | 'no' | 'perhaps' | 'perhaps not' {
    if (event.eventTime < known.eventTime || event.updateTime < known.updateTime) return 'no';
    if (event.updateTime > known.updateTime || event.eventTime > known.eventTime) {
      return known.eventTime === ANSWERED && event.updateTime === known.updateTime ? 'perhaps not' : 'yes';
    }
    return 'perhaps';
  }

  /** What is known of an asset that was never named: that the last answer did not list it. */
  function unnamed(asset: string): Holding {
    return { balance: nothingOf(asset), eventTime: ANSWERED, updateTime: answeredUpTo, moment: 0, at: 0 };
  }

  return {
    state() {
      if (others === undefined) return null;
      const balances = [...spot.values()].map(({ balance }) => balance);
      return { accountId, spot: balances, ...others, updateTime, state: feed, confirmedAt };
    },
    arrive: (state) => void (feed = state),
    mark: () => ({ moment, at: time.monotonic() }),

    replace(answer, mark, askedAt) {
      const first = others === undefined;
      const told = new Map(answer.spotBalances.map((balance) => [balance.asset, balanceOf(balance)]));
      const differing: string[] = [];
      let doubtful = false;
      moment += 1;
      const { updateTime: answered } = answer;
      const heard = { eventTime: ANSWERED, updateTime: answered, moment, at: time.monotonic() };
      for (const asset of new Set([...told.keys(), ...spot.keys()])) {
        const balance = told.get(asset);
        const known = spot.get(asset) ?? unnamed(asset);
        const same = sameAmounts(known.balance, balance ?? nothingOf(asset));
        const holds = answerHolds(known, answered, mark);
        if (holds === 'doubtful' && !same) doubtful = true;
        if (holds !== 'yes') continue;
        if (!first && !same && known.moment <= mark.moment) differing.push(asset);
        if (balance === undefined) spot.delete(asset);
        else spot.set(asset, { balance, ...heard });
      }
      others = {
        contract: answer.contractBalances.map(balanceOf),
        option: answer.optionBalances.map(balanceOf),
      };
      confirmedAt = askedAt;
      answeredUpTo = Math.max(answeredUpTo, answered);
      updateTime = Math.max(updateTime, answered);
      return { differing, doubtful };
    },

    applyEvent(event) {
      let changed = false;
      let doubtful = false;
      moment += 1;
      for (const balance of event.balances) {
        const known = spot.get(balance.asset) ?? unnamed(balance.asset);
        const same = sameAmounts(known.balance, balance);
        const holds = eventHolds(known, event);
        if (holds.startsWith('perhaps') && !same) doubtful = true;
        if (holds === 'no' || holds === 'perhaps not') continue;
        if (!same || !samePermissions(known.balance, balance)) changed = true;
        spot.set(balance.asset, {
          balance: balanceOf(balance),
          eventTime: event.eventTime,
          updateTime: event.updateTime,
          moment,
          at: time.monotonic(),
        });
      }
      updateTime = Math.max(updateTime, event.updateTime);
      return { changed, doubtful };
    },
  };
}

/** Without what else the wire may carry. */
function balanceOf({ asset, free, locked, canTrade, canDeposit, canWithdraw }: Balance): Balance {
  return { asset, free, locked, canTrade, canDeposit, canWithdraw };
}

function nothingOf(asset: string): Balance {
  return { asset, free: '0', locked: '0', canTrade: false, canDeposit: false, canWithdraw: false };
}

function samePermissions(a: Balance, b: Balance): boolean {
  return a.canTrade === b.canTrade && a.canDeposit === b.canDeposit && a.canWithdraw === b.canWithdraw;
}

function sameAmounts(a: Balance, b: Balance): boolean {
  return compare(a.free, b.free) === 0 && compare(a.locked, b.locked) === 0;
}
