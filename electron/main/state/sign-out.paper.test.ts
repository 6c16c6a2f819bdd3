import { createSecretKey } from 'node:crypto';
import { afterEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { startPaper } from '../../paper/testing';
import { createDesk } from './desk';
import { createDeskStores } from './stores';
import { testHost } from './testing-host';

const ends: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

const until = (holds: () => boolean) => vi.waitUntil(holds, { timeout: 15_000, interval: 20 });

/** A paper exchange, with an account at it and a look at that account's listen keys. */
async function exchange(id: string) {
  const paper = await startPaper({ marketMaker: false, keyId: `key-${id}` });
  ends.push(() => paper.stop());
  const { listenKeys } = paper.exchange;
  const open = listenKeys.open.bind(listenKeys);
  let onAsked: () => void = () => undefined;
  const asked = new Promise<void>((resolve) => (onAsked = resolve));
  const opened = vi.spyOn(listenKeys, 'open').mockImplementation((now) => {
    onAsked();
    return open(now);
  });
  return {
    account: {
      id,
      restUrl: paper.rest,
      streamUrl: paper.stream,
      credentials: { keyId: paper.key, secret: createSecretKey(paper.secret, 'utf8') },
    },
    /** Its first listen key is being asked for. */
    asked,
    /** Whether any key that was given out may still receive the account's events. */
    isListenedTo: () =>
      opened.mock.results.some(({ value }) => listenKeys.isValid(String(value), paper.exchange.now())),
  };
}

function openDesk() {
  const stores = createDeskStores();
  const desk = createDesk({
    stores,
    shown: { symbol: 'BTCUSDT', interval: '15m' },
    host: testHost(onTestFinished),
  });
  ends.push(() => desk.close());
  const isLive = (id: string) => () => {
    const { accountId, state } = stores.openOrders.getState();
    return accountId === id && state === 'live';
  };
  return { desk, isLive };
}

describe('signing out', () => {
  it('switching accounts closes the stream of the one before and deletes its listen key', async () => {
    const [a, b] = [await exchange('a'), await exchange('b')];
    const { desk, isLive } = openDesk();
    desk.activate(a.account);
    await until(isLive('a'));
    expect(a.isListenedTo()).toBe(true);
    desk.activate(b.account);
    await until(() => !a.isListenedTo());
    await until(isLive('b'));
    expect(b.isListenedTo()).toBe(true);
  });

  it('closing the desk is over when the listen key is deleted', async () => {
    const a = await exchange('a');
    const { desk, isLive } = openDesk();
    desk.activate(a.account);
    await until(isLive('a'));
    await desk.close();
    expect(a.isListenedTo()).toBe(false);
  });

  it('an account that is left while its stream is still being opened leaves no listen key behind', async () => {
    const a = await exchange('a');
    const { desk } = openDesk();
    desk.activate(a.account);
    await a.asked;
    await desk.close();
    expect(a.isListenedTo()).toBe(false);
  });
});
