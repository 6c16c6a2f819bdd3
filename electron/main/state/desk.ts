import { fail, type Result } from '@shared/domain/result';
import type { Orders } from '../trading/orders';
import { openSession, type Session, type SessionAccount, type SessionHost } from './session';
import type { DeskStores } from './stores';

/** The one account that windows trade on, and its session. */
export interface Desk {
  /** Ends the running session and starts one for this account. Takes no restart. */
  activate(account: SessionAccount): void;
  /** Ends the running session; prices stop. */
  deactivate(): void;
  /** Orders of the named account: an error when it is not the active one, so that a late click can not trade elsewhere. */
  ordersOf(accountId: string): Result<Orders>;
  selectSymbol(symbol: string): void;
  wake(): void;
  close(): Promise<void>;
}

interface DeskOptions {
  readonly stores: DeskStores;
  readonly host: SessionHost;
  readonly symbol: string;
}

export function createDesk({ stores, host, symbol: firstSymbol }: DeskOptions): Desk {
  let session: Session | undefined;
  let symbol = firstSymbol;
  const closing = new Set<Promise<void>>();

  function end(): void {
    if (!session) return;
    const closed: Promise<void> = session.close().finally(() => closing.delete(closed));
    closing.add(closed);
    session = undefined;
  }

  return {
    activate(account) {
      end();
      session = openSession(account, stores, host, symbol);
    },
    deactivate: end,
    ordersOf(accountId) {
      if (session?.account.id !== accountId) {
        return fail('account.not-active', 'The desk has changed to another account meanwhile.');
      }
      if (!session.orders) return fail('account.no-key', 'This account has no key to trade with.');
      return { ok: true, value: session.orders };
    },
    selectSymbol(name) {
      symbol = name;
      session?.selectSymbol(name);
    },
    wake: () => session?.wake(),
    async close() {
      end();
      await Promise.all(closing);
    },
  };
}
