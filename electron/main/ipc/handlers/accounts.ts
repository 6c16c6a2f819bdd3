import type { KeyRequest } from '@shared/contract/topics';
import type { RemoveQuestion } from '@shared/domain/confirmation';
import { fail } from '@shared/domain/result';
import type { AccountLocker } from '../../account-locker';
import type { RestingOrders } from '../../resting-orders';
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
  | 'account.lock'
  | 'account.unlock'
  | 'keychain.retry'
>;

interface AccountHandlerOptions {
  readonly accounts: AccountsVault;
  readonly keychain: Keychain;
  readonly locker: Pick<AccountLocker, 'lock' | 'unlock'>;
  readonly openKey: (request: KeyRequest) => void;
  /** The keychain works again: accounts that had no key may have one now. */
  readonly onKeychain: () => void;
  /** Orders of an account that rest or are in doubt, as far as the journal knows. */
  readonly restingOf: RestingOrders['of'];
  /** Main's own question. */
  readonly ask: (question: RemoveQuestion) => Promise<boolean>;
}

export function accountHandlers({
  accounts,
  keychain,
  locker,
  openKey,
  onKeychain,
  restingOf,
  ask,
}: AccountHandlerOptions): AccountHandlers {
  return {
    'account.activate': async ({ accountId }) => accounts.activate(accountId),
    'account.rename': async ({ accountId, name }) => accounts.rename(accountId, name),
    'account.remove': async ({ accountId }) => {
      const account = accounts.state.getState().accounts.find(({ id }) => id === accountId);
      if (account?.kind === 'paper') {
        return fail('account.paper-stays', 'The practice account comes with Perch and stays.');
      }
      const orders = restingOf(accountId);
      if (account && (orders.open.length > 0 || orders.unsettled.length > 0)) {
        const { name, kind, keyTail } = account;
        if (!(await ask({ kind: 'remove-account', account: { name, kind, keyTail }, ...orders }))) {
          return fail('account.not-confirmed', 'The account was not removed.');
        }
      }
      return accounts.remove(accountId);
    },
    'account.check': async ({ accountId }) => accounts.check(accountId),
    'account.openKeyWindow': async ({ accountId }) => {
      if (accounts.state.getState().lock) return fail('account.locked', 'The accounts are locked.');
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
    'account.lock': async () => locker.lock('asked'),
    'account.unlock': () => locker.unlock(),
    'keychain.retry': async () => {
      const { state } = await keychain.retry();
      if (state === 'available') onKeychain();
      return { ok: true, value: null };
    },
  };
}
