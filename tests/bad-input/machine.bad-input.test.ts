import { describe } from 'vitest';
import { tellWhere } from './claims';

/* What may be wrong with the machine, its files and its clock, and where each is tried. */

const DATABASE = 'electron/main/storage/database.test.ts';
const ACCOUNT = 'electron/main/active-account.test.ts';
const SERVER = 'tests/bad-input/server.bad-input.test.ts';

describe('from the machine', () => {
  tellWhere([
    ['a corrupt database', `${DATABASE}: a file that cannot be used is set aside whole, and a new one begins`],
    ['a readable database with a damaged row', 'electron/main/storage/limits.test.ts: and lock trading: it may have been a guard', 'electron/main/storage/alerts.test.ts: of a damaged file the readable alerts are kept'],
    ['a read-only database or folder', `${DATABASE}: a read-only file`, `${DATABASE}: a read-only folder`],
    ['a full disk', 'electron/main/storage/connection.test.ts: of which the disk has no room left is undone'],
    ['a symbolic link for a database', `${DATABASE}: is refused, its target untouched`, `${DATABASE}: a dangling symbolic link makes no file where it points`],
    ['a hostile address in the settings', `${ACCOUNT}: is told what is wrong, gets no connection, and is no defect`, 'electron/main/vault/addresses.test.ts: whatever is typed', 'tests/refusals.e2e.ts: names the address field and the rule for each hostile form'],
    ['certificates: self-signed, expired, of another host', `${SERVER}: is refused by requests, streams and the check of a key alike`, `${SERVER}: 'selfSigned'`, `${SERVER}: 'expired'`, `${SERVER}: 'otherHost'`],
    ['NODE_TLS_REJECT_UNAUTHORIZED=0', `${ACCOUNT}: with certificate checks turned off by the environment nothing is connected`, 'electron/main/exchange/connection.faults.test.ts: tls-verification-off'],
    ['a clock that jumps', 'electron/main/state/clock-watch.test.ts: tells of a clock that was set forward or back', 'electron/main/exchange/clock.test.ts: is unknown again when somebody sets the wall clock', 'tests/refusals.e2e.ts: is measured again when it changes while the account trades'],
    ['sleep and wake', 'tests/live-markets.e2e.ts: asks for everything again when the system says that it woke', 'tests/live-markets.e2e.ts: asks for everything again after the machine stood still'],
    ['a keychain that is missing, locked or busy', 'electron/main/vault/keychain.real.test.ts: a locked keyring', 'electron/main/vault/keychain.test.ts: what keytar answers (SECURITY: keytar facts) is told apart', 'tests/keychain.e2e.ts: says so, overwrites nothing, and works again'],
  ]); // prettier-ignore
});
