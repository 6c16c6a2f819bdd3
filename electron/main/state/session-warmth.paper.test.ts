import { createSecretKey } from 'node:crypto';
import { afterEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { startPaper } from '../../paper/testing';
import * as exchange from '../exchange/connection';
import { createDemand } from './demand';
import { openSession } from './session';
import { createDeskStores } from './stores';
import { testHost } from './testing-host';

vi.mock('../exchange/connection', { spy: true });

const ends: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

/** A session; `warm` is whether it wants its connection kept open now, undefined while it has said nothing. */
async function sessionWith({ key = true, terminal = false } = {}) {
  const paper = await startPaper({ marketMaker: false });
  ends.push(() => paper.stop());
  let warm: boolean | undefined;
  const { createExchangeConnection } = await vi.importActual<typeof exchange>('../exchange/connection');
  vi.mocked(exchange.createExchangeConnection).mockImplementationOnce((options) => {
    const connection = createExchangeConnection(options);
    const keepWarm = (wanted: boolean): void => {
      warm = wanted;
      connection.keepWarm(wanted);
    };
    return { ...connection, keepWarm };
  });
  const demand = createDemand();
  if (terminal) demand.add('journal');
  const session = openSession(
    {
      id: 'a',
      restUrl: paper.rest,
      streamUrl: paper.stream,
      ...(key && { credentials: { keyId: paper.key, secret: createSecretKey(paper.secret, 'utf8') } }),
    },
    createDeskStores(),
    testHost(onTestFinished, { demand }),
    { symbol: 'BTCUSDT', interval: '15m' },
  );
  ends.push(() => session.close());
  return { demand, warm: () => warm };
}

describe('the connection of the orders is kept warm', () => {
  it('while a terminal is open, which alone can send one', async () => {
    const { demand, warm } = await sessionWith();
    expect(warm()).toBe(false);
    const closeTerminal = demand.add('journal');
    expect(warm()).toBe(true);
    closeTerminal();
    expect(warm()).toBe(false);
  });

  it('from the start of a session that begins under an open terminal', async () => {
    const { warm } = await sessionWith({ terminal: true });
    expect(warm()).toBe(true);
  });

  it('for no other window', async () => {
    const { demand, warm } = await sessionWith();
    for (const topic of ['tickers', 'prices', 'book', 'openOrders'] as const) demand.add(topic);
    expect(warm()).toBe(false);
  });

  it('for nobody without a key, who can send none', async () => {
    const { demand, warm } = await sessionWith({ key: false });
    demand.add('journal');
    expect(warm()).toBe(false);
  });
});
