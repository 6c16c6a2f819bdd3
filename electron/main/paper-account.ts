import { join } from 'node:path';
import { PRACTICE_NAME } from '@shared/i18n/account-name';
import type { Log } from './log';
import { startPaperProcess } from './paper-process';
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
  /** Built entry of the paper exchange. */
  readonly script: string;
  readonly log: Log;
}

/** The practice account: its key, its exchange process, and its address once the process listens. It is the first account to be active. */
export function startPaperAccount(options: PaperAccountOptions): { stop(): Promise<void> } {
  const { records, accounts, keychain, userData, script, log } = options;
  // The port of the last run may be somebody else's now.
  for (const { id, kind } of records.list()) if (kind === 'paper') accounts.setAddresses(id, '', '');

  let paperId: string | undefined;
  const exchange = startPaperProcess({
    script,
    log,
    onReady: ({ rest, stream }) => paperId !== undefined && accounts.setAddresses(paperId, rest, stream),
  });

  async function configure(): Promise<void> {
    const ensured = await ensurePaperAccount({ records, keychain, name: PRACTICE_NAME });
    if (!ensured.ok) {
      log.error(`paper exchange: no account, ${ensured.error.code}`);
      return exchange.stop();
    }
    const { accountId, credentials } = ensured.value;
    paperId = accountId;
    if (accounts.state.getState().activeId === '') accounts.activate(accountId);
    exchange.configure(() => ({
      port: 0,
      seed: SEED,
      keyId: credentials.keyId,
      secret: credentials.secret.export().toString('utf8'),
      stateFile: join(userData, 'paper-exchange.json'),
    }));
  }

  configure().catch((error: unknown) => {
    log.error('paper exchange: could not be started', error);
    void exchange.stop();
  });

  return { stop: () => exchange.stop() };
}
