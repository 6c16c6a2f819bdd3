import { join } from 'node:path';
import { PRACTICE_NAME } from '@shared/i18n/account-name';
import type { Log } from './log';
import type { PaperProcess } from './paper-process';
import type { AccountRecords } from './vault/account-records';
import type { AccountsVault } from './vault/accounts';
import type { Keychain } from './vault/keychain';
import { ensurePaperAccount } from './vault/paper-key';

/** Only how the market starts depends on the seed; from then on it moves with time. */
const SEED = 7;

interface PaperAccountOptions {
  readonly records: AccountRecords;
  readonly accounts: AccountsVault;
  readonly keychain: Keychain;
  readonly userData: string;
  readonly exchange: PaperProcess;
  readonly log: Log;
}

/** The practice account: its key, and its address once its exchange listens. It is the first account to be active. */
export function startPaperAccount(options: PaperAccountOptions): void {
  const { records, accounts, keychain, userData, exchange, log } = options;

  async function configure(): Promise<void> {
    const ensured = await ensurePaperAccount({ records, keychain, name: PRACTICE_NAME });
    if (!ensured.ok) {
      log.error(`paper exchange: no account, ${ensured.error.code}`);
      return exchange.stop();
    }
    const { accountId, credentials } = ensured.value;
    if (accounts.state.getState().activeId === '') accounts.activate(accountId);
    exchange.configure(
      () => ({
        port: 0,
        seed: SEED,
        keyId: credentials.keyId,
        secret: credentials.secret.export().toString('utf8'),
        stateFile: join(userData, 'paper-exchange.json'),
      }),
      ({ rest, stream }) => accounts.setAddresses(accountId, rest, stream),
    );
  }

  configure().catch((error: unknown) => {
    log.error('paper exchange: could not be started', error);
    void exchange.stop();
  });
}
