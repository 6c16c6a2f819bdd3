import { describe } from 'vitest';
import { tellWhere } from './claims';

/* What people do without meaning it, and where each is tried. */

const AMOUNT = 'renderer/ticket/parse-amount.test.ts';

describe('from a person', () => {
  tellWhere([
    ['a double click', "tests/desk.e2e.ts: 'a double click'"],
    ['a held key', "tests/desk.e2e.ts: 'a held Enter key'", 'tests/ticket.e2e.ts: one order a press'],
    ['a decimal comma', `${AMOUNT}: ['0,5', 'comma']`],
    ['separators of thousands', `${AMOUNT}: a number written with separators of thousands keeps its size`],
    ['0x10', `${AMOUNT}: ['0x10', 'prefix']`],
    ['1e5', `${AMOUNT}: ['1e5', 'exponent']`],
    ['nothing', `${AMOUNT}: may be empty`],
    ['full-width digits', `${AMOUNT}: ['１２．５', '12.5']`],
    ['values that change under a question', 'tests/confirm-orders.e2e.ts: is shown as it will be sent, and nothing is sent before the yes', 'electron/main/state/approval.test.ts: is asked about again when it has become unusual while somebody read'],
    ['another symbol under a question', 'tests/confirm-orders.e2e.ts: is not sent once another symbol is on the screen'],
    ['a yes before the question was read', 'tests/confirm.e2e.ts: nor by a key that was held down before', 'renderer/confirm/held-keys.test.ts: presses nothing before'],
    ['a screen that is locked', 'tests/confirm.e2e.ts: are so after %s'],
  ]); // prettier-ignore
});
