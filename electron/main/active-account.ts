import type { Account } from '@shared/domain/account';
import type { Confirmer } from './confirmer';
import { ExchangeOptionsError } from './exchange/address';
import type { Desk } from './state/desk';
import type { SessionAccount } from './state/session';
import type { AccountsVault } from './vault/accounts';

/** How long prices wait for the keychain before they start without the key. Reading a key takes about 2 ms when it is unlocked. */
const KEY_PATIENCE_MS = 250;

export interface ActiveAccount {
  /** Connects the desk anew, as after a new key or new addresses of this account; another account is left alone. */
  reconnect(accountId: string): void;
  stop(): void;
}

/**
 * Keeps the desk on the account that is active: its addresses and, unless the accounts are locked, its key. Where the keychain lets us
 * wait, prices start without the key and the account follows when it is there.
 */
export function followActiveAccount(accounts: AccountsVault, desk: Desk): ActiveAccount {
  let shown = '';
  let turn = 0;

  const activeAccount = (): Account | undefined => {
    const { accounts: list, activeId } = accounts.state.getState();
    return list.find(({ id }) => id === activeId);
  };

  /** Addresses are checked before they are stored; of a database that somebody else wrote to, or in a wrong environment, they are not. */
  function activate(account: SessionAccount): void {
    try {
      desk.activate(account);
    } catch (error) {
      if (!(error instanceof ExchangeOptionsError)) throw error;
      accounts.report(account.id, { state: 'failed', reason: error.message });
    }
  }

  async function connect(account: Account): Promise<void> {
    turn += 1;
    const mine = turn;
    const { id, restUrl, streamUrl } = account;
    // The paper exchange has no address until it listens.
    if (restUrl === '') return desk.deactivate();
    desk.expect({ id, restUrl });
    const reading = accounts.credentialsOf(id);
    const early = await Promise.race([
      reading,
      new Promise<undefined>((resolve) => setTimeout(resolve, KEY_PATIENCE_MS)),
    ]);
    if (mine !== turn) return;
    if (!early?.ok) activate({ id, restUrl, streamUrl, isLocked: accounts.state.getState().lock !== null });
    const found = early ?? (await reading);
    if (mine !== turn || !found.ok) return;
    activate({ id, restUrl, streamUrl, credentials: found.value });
  }

  function follow(): void {
    const account = activeAccount();
    const { lock } = accounts.state.getState();
    const next = account ? `${account.id} ${account.restUrl} ${lock === null}` : '';
    if (next === shown) return;
    shown = next;
    if (account) void connect(account);
    else desk.deactivate();
  }

  const unsubscribe = accounts.state.subscribe(follow);
  follow();

  return {
    reconnect(accountId) {
      const account = activeAccount();
      if (account?.id === accountId) void connect(account);
    },
    stop() {
      // A key that is still being read opens nothing any more.
      turn += 1;
      unsubscribe();
    },
  };
}

/** What was asked of one account is not answered while another one is on the screen. */
export function declineOnSwitch(accounts: AccountsVault['state'], confirmer: Confirmer): void {
  let { activeId } = accounts.getState();
  accounts.subscribe((state) => {
    if (state.activeId === activeId) return;
    ({ activeId } = state);
    confirmer.cancelPending(({ kind }) => kind !== 'quit');
  });
}
