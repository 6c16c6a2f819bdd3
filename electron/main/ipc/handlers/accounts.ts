import type { KeyRequest } from '@shared/contract/topics';
import { fail } from '@shared/domain/result';
import type { AccountsVault } from '../../vault/accounts';
import type { Keychain } from '../../vault/keychain';
import type { Handlers } from '../router';

type AccountHandlers = Pick<
  Handlers,
  | 'account.activate'
  | 'account.rename'
  | 'account.remove'
  | 'account.check'
  | 'account.openKeyWindow'
  | 'keychain.retry'
>;

interface AccountHandlerOptions {
  readonly accounts: AccountsVault;
  readonly keychain: Keychain;
  readonly openKey: (request: KeyRequest) => void;
  /** The keychain works again: accounts that had no key may have one now. */
  readonly onKeychain: () => void;
}

export function accountHandlers({
  accounts,
  keychain,
  openKey,
  onKeychain,
}: AccountHandlerOptions): AccountHandlers {
  return {
    'account.activate': async ({ accountId }) => accounts.activate(accountId),
    'account.rename': async ({ accountId, name }) => accounts.rename(accountId, name),
    'account.remove': async ({ accountId }) => {
      const account = accounts.state.getState().accounts.find(({ id }) => id === accountId);
      if (account?.kind === 'paper') {
        return fail('account.paper-stays', 'The practice account comes with Perch and stays.');
      }
      return accounts.remove(accountId);
    },
    'account.check': async ({ accountId }) => accounts.check(accountId),
    'account.openKeyWindow': async ({ accountId }) => {
      if (accountId === undefined) {
        openKey({ name: '', restUrl: '', streamUrl: '' });
        return { ok: true, value: null };
      }
      const account = accounts.state.getState().accounts.find(({ id }) => id === accountId);
      if (!account) return fail('account.unknown', 'There is no such account.');
      if (account.kind === 'paper') {
        return fail('account.paper-key', 'The practice account makes its own key.');
      }
      openKey({ accountId, name: account.name, restUrl: account.restUrl, streamUrl: account.streamUrl });
      return { ok: true, value: null };
    },
    'keychain.retry': async () => {
      const { state } = await keychain.retry();
      if (state === 'available') onKeychain();
      return { ok: true, value: null };
    },
  };
}
