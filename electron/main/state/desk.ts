import { fail, type Result } from '@shared/domain/result';
import type { CandleInterval } from '@shared/domain/market';
import type { Trading } from '../trading/open-trading';
import type { MarketView, ShownMarket } from './market-view';
import {
  openSession,
  type Session,
  type SessionAccount,
  type SessionHost,
  type ViewOptions,
} from './session';
import { emptyStores, type DeskStores } from './stores';
import { monotonicMs } from '../exchange/time-source';

/** The one account that windows trade on, and its session. */
export interface Desk {
  /** Ends the running session and starts one for this account. Takes no restart. Throws ExchangeOptionsError when an address is refused. */
  activate(account: SessionAccount): void;
  /**
   * Another account is about to be activated, once its key was read: ends the running session and leaves nothing of it, so that no
   * window shows one account's name above what another exchange told. The account that is shown already stays as it is.
   */
  expect(account: Pick<SessionAccount, 'id' | 'restUrl'>): void;
  /** Ends the running session; prices stop. */
  deactivate(): void;
  /** Trading on the named account: an error when it is not the active one, so that a late click can not trade elsewhere. */
  tradingOf(accountId: string): Result<Trading>;
  /** Trading of the running session; undefined without one, and without a key. */
  trading(): Trading | undefined;
  selectSymbol(symbol: string): void;
  selectInterval(interval: CandleInterval): void;
  /** Older candles of this chart: an error when the desk shows another one meanwhile. */
  olderCandles(of: ShownMarket): Promise<Result<{ hasOlder: boolean }>>;
  /** A market of its own for another window, on whatever account is active, until it is stopped. */
  openView(options: ViewOptions): MarketView;
  /** After sleep, a jump of the clock or a change of network; several reasons for one event within seconds count once. */
  wake(reason: string): void;
  /** The same because a person asked for it, which is no incident. */
  retry(): void;
  close(): Promise<void>;
}

/** The power monitor, the clock and the network tell of one sleep within this time, ms. */
const SAME_EVENT_MS = 2_000;

interface DeskOptions {
  readonly stores: DeskStores;
  readonly host: SessionHost;
  readonly shown: ShownMarket;
}

export function createDesk({ stores, host, shown: first }: DeskOptions): Desk {
  let session: Session | undefined;
  /** The account of which the stores tell. */
  let toldOf = '';
  let shown = first;
  const views = new Set<(session: Session | undefined) => void>();
  let wokenAt = Number.NEGATIVE_INFINITY;
  const closing = new Set<Promise<void>>();

  function end(): void {
    if (!session) return;
    const closed: Promise<void> = session.close().finally(() => closing.delete(closed));
    closing.add(closed);
    session = undefined;
    for (const move of views) move(session);
  }

  function show(change: Partial<ShownMarket>): void {
    shown = { ...shown, ...change };
    session?.show(shown);
  }

  return {
    expect(account) {
      if (account.id === toldOf) return;
      end();
      toldOf = account.id;
      emptyStores(stores, account);
    },
    activate(account) {
      end();
      toldOf = account.id;
      session = openSession(account, stores, host, shown);
      for (const move of views) move(session);
    },
    deactivate: end,
    tradingOf(accountId) {
      if (session?.account.id !== accountId) {
        return fail('account.not-active', 'The desk has changed to another account meanwhile.');
      }
      if (session.account.isLocked) return fail('account.locked', 'The accounts are locked.');
      if (!session.trading) return fail('account.no-key', 'This account has no key to trade with.');
      return { ok: true, value: session.trading };
    },
    trading: () => session?.trading,
    selectSymbol: (symbol) => show({ symbol }),
    selectInterval: (interval) => show({ interval }),
    async olderCandles(of) {
      if (!session || of.symbol !== shown.symbol || of.interval !== shown.interval) {
        return chartNotShown();
      }
      return session.olderCandles();
    },
    openView(options) {
      let now = options.shown;
      let view = session?.openView({ ...options, shown: now });
      const move = (to: Session | undefined): void => {
        view?.stop();
        view = to?.openView({ ...options, shown: now });
      };
      views.add(move);
      return {
        show(market) {
          now = market;
          view?.show(market);
        },
        olderCandles: () => view?.olderCandles() ?? Promise.resolve(chartNotShown()),
        stop() {
          views.delete(move);
          view?.stop();
        },
      };
    },
    wake(reason) {
      const now = monotonicMs();
      if (now - wokenAt < SAME_EVENT_MS) return;
      wokenAt = now;
      session?.wake(reason);
    },
    retry: () => session?.renew('A person asked for it.'),
    async close() {
      end();
      await Promise.all(closing);
    },
  };
}

function chartNotShown(): ReturnType<typeof fail> {
  return fail('chart.not-shown', 'The desk shows another chart meanwhile.');
}
