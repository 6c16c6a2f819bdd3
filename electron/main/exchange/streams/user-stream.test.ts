import { describe, expect, it } from 'vitest';
import type { Refusal } from '../outcome';
import { createIncidents } from './incidents';
import { RENEW_AFTER_MS } from './line';
import { KEY_REFUSED, RATE_LIMIT, SimulatedAccount } from './testing-account';
import { CountedTime, seededRandom, SimulatedServer } from './testing-simulation';
import type { UserEvent } from './user-events';
import { CLOSE_MS, openUserStream, USER_LOSS_PAUSE_MS } from './user-stream';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

function open(
  options: {
    onRefused?: (refusal: Refusal) => boolean;
    random?: () => number;
    prepare?: (account: SimulatedAccount) => void;
  } = {},
) {
  const time = new CountedTime();
  const random = options.random ?? seededRandom(3);
  const server = new SimulatedServer(time, random);
  const account = new SimulatedAccount(time, server);
  options.prepare?.(account);
  const incidents = createIncidents(time);
  const calls: ('live' | 'interrupted' | UserEvent)[] = [];
  const reasons: string[] = [];
  const stream = openUserStream({
    connection: account.connection,
    streamUrl: 'wss://example.com',
    follower: {
      onLive: () => void calls.push('live'),
      onEvent: (event) => void calls.push(event),
      onInterrupted: (reason) => {
        calls.push('interrupted');
        reasons.push(reason);
      },
    },
    incidents,
    onRefused: options.onRefused ?? (() => false),
    time,
    random,
    openSocket: server.open,
  });
  return {
    time,
    server,
    account,
    stream,
    calls,
    reasons,
    random,
    counts: () => incidents.state.getState().counts,
    told: () => JSON.stringify([incidents.state.getState(), stream.status.getState(), reasons]),
    close: async () => {
      const closing = stream.close();
      await time.pass(0);
      await time.pass(CLOSE_MS);
      await closing;
    },
  };
}

const order = (id: string): string =>
  `{"e":"execSpotReport","E":1,"s":"BTCUSDT","S":"BUY","q":"2","p":"5","X":"NEW","i":${id},"z":"0","O":1,"Z":"0"}`;

describe("the account's stream", () => {
  it('is connected with a new listen key, brings events, and gives the key back', async () => {
    const { time, server, account, stream, calls, told, close } = open();
    await time.pass(SECOND);
    expect(stream.status.getState()).toMatchObject({ state: 'live', streams: ['account'], failure: '' });
    expect(server.sockets[0]?.path).toBe(`/ws/${account.keys[0]}`);
    server.send(server.sockets[0]!, order('4613019726031880201'));
    await time.pass(SECOND);
    expect(calls).toMatchObject(['live', { kind: 'order', orderId: '4613019726031880201' }]);
    expect(stream.status.getState()).toMatchObject({
      messages: 1,
      bytes: order('4613019726031880201').length,
    });
    const [key = ''] = account.keys;
    await close();
    expect([account.keys, account.deleted, server.sockets, time.timers]).toEqual([[], 1, [], 0]);
    expect(told()).not.toContain(key);
    expect(calls).toHaveLength(2);
  });

  it('keeps its key alive every 30 minutes', async () => {
    const { time, account, calls, close } = open();
    await time.pass(5 * HOUR);
    expect(account.calls).toEqual(['openUserStream', ...Array.from({ length: 9 }, () => 'keepUserStream')]);
    expect(calls).toEqual(['live']);
    await close();
  });

  it('after a cut goes on with the same key', async () => {
    const { time, server, account, calls, counts, close } = open();
    await time.pass(MINUTE);
    server.cut(server.sockets[0]!);
    await time.pass(SECOND);
    expect(calls).toEqual(['live', 'interrupted', 'live']);
    expect([account.created, account.keys.length, counts().disconnected, counts()['listen-key']]).toEqual([
      1, 1, 1, 0,
    ]);
    await close();
  });

  it.each(['close', 'silently'] as const)(
    'takes a new key when the old one was deleted (%s), at the latest with the next extension',
    async (how) => {
      const { time, account, calls, counts, close } = open();
      await time.pass(MINUTE);
      account.deleteKeys(how);
      await time.pass(how === 'close' ? SECOND : 30 * MINUTE);
      expect(calls).toEqual(['live', 'interrupted', 'live']);
      expect([account.created, account.keys.length, counts()['listen-key']]).toEqual([2, 1, 1]);
      await close();
    },
  );

  it('takes a new key after a sleep in which the old one expired', async () => {
    const { time, server, account, stream, calls, close } = open();
    await time.pass(MINUTE);
    for (const socket of server.sockets) socket.health = 'dead';
    account.deleteKeys('silently');
    time.fake.setWall(3 * HOUR);
    stream.wake('The machine was asleep.');
    await time.pass(SECOND);
    expect(calls).toEqual(['live', 'interrupted', 'live']);
    expect(account.keys).toHaveLength(1);
    await close();
  });

  it('replaces a key that the exchange keeps and its stream server does not take', async () => {
    const { time, server, account, calls, counts, close } = open();
    server.isPathGood = (path) => !path.includes('key-1-');
    await time.pass(20 * SECOND);
    expect(calls).toEqual(['interrupted', 'live']);
    expect([account.created, account.deleted, account.keys.length, account.mostKeys]).toEqual([2, 1, 1, 1]);
    expect(counts()['listen-key']).toBe(1);
    await close();
  });

  it('connects with a key that was confirmed lately while the exchange cannot be asked, not with an old one', async () => {
    const { time, server, account, calls, close } = open();
    await time.pass(MINUTE);
    account.treatment = 'not-sent';
    server.cut(server.sockets[0]!);
    await time.pass(SECOND);
    expect(calls).toEqual(['live', 'interrupted', 'live']);
    await time.pass(55 * MINUTE);
    server.cut(server.sockets[0]!);
    await time.pass(MINUTE);
    expect(calls.slice(3)).toEqual(['interrupted']);
    account.treatment = 'answer';
    await time.pass(MINUTE);
    expect(calls.slice(3)).toEqual(['interrupted', 'live']);
    await close();
  });

  it('is followed by a new connection before 24 hours, without a word to the follower', async () => {
    const { time, server, account, calls, counts, close } = open();
    await time.pass(3 * RENEW_AFTER_MS);
    expect(calls).toEqual(['live']);
    expect([counts().renewed, server.outlived, server.peak, account.created]).toEqual([3, 0, 2, 1]);
    await close();
  });

  it('that is renewed with another key is not seamless: what was said in between is to be asked for', async () => {
    const { time, server, account, calls, counts, close } = open({ random: () => 0 });
    await time.pass(RENEW_AFTER_MS - 10 * MINUTE);
    account.deleteKeys('silently');
    await time.pass(10 * MINUTE + SECOND);
    expect(calls).toEqual(['live', 'live']);
    expect([counts().renewed, counts()['listen-key'], account.keys.length]).toEqual([1, 1, 1]);
    await time.pass(MINUTE);
    expect(server.sockets.map(({ path }) => path)).toEqual([`/ws/${account.keys[0]}`]);
    await close();
  });

  it('ends for good when the key of the account is refused and that is final', async () => {
    const refusals: Refusal[] = [];
    const { time, server, account, stream, calls, told, close } = open({
      onRefused: (refusal) => refusals.push(refusal) > 0,
    });
    await time.pass(MINUTE);
    const [key = ''] = account.keys;
    account.treatment = KEY_REFUSED;
    await time.pass(HOUR);
    expect(refusals).toMatchObject([{ meaning: 'key-refused' }]);
    expect(JSON.stringify(refusals)).toContain('[redacted]');
    expect(JSON.stringify(refusals) + told()).not.toContain(key);
    expect(calls).toEqual(['live', 'interrupted']);
    const made = account.calls.length;
    stream.wake('Nothing.');
    await time.pass(HOUR);
    expect([account.calls.length, server.sockets, time.timers]).toEqual([made, [], 0]);
    await close();
  });

  it('goes on asking when a refusal is not final, and as late as a limit says', async () => {
    const { time, account, calls, close } = open({ prepare: (it) => (it.treatment = RATE_LIMIT) });
    await time.pass(110 * SECOND);
    expect(account.calls).toEqual(['openUserStream']);
    account.treatment = 'answer';
    await time.pass(20 * SECOND);
    expect(calls).toEqual(['interrupted', 'live']);
    await close();
  });

  it('after lost answers has one key, where the exchange gives the same one again', async () => {
    const { time, account, calls, close } = open({
      prepare: (it) => {
        it.treatment = 'lose';
        it.sameKey = true;
      },
    });
    await time.pass(10 * SECOND);
    account.treatment = 'answer';
    await time.pass(MINUTE);
    expect([calls.at(-1), account.created, account.mostKeys]).toEqual(['live', 1, 1]);
    await close();
    expect(account.keys).toEqual([]);
  });

  it('asks for one key although it is woken again and again while the first is on its way', async () => {
    const { time, account, stream, calls, close } = open();
    for (let count = 0; count < 10; count += 1) {
      stream.wake('The network changed.');
      await time.pass(20);
    }
    await time.pass(MINUTE);
    expect([account.created, account.mostKeys, calls.at(-1)]).toEqual([1, 1, 'live']);
    await close();
    expect(account.keys).toEqual([]);
  });

  it('gives a key back that comes after it was closed, and does not wait for ever', async () => {
    const early = open();
    await early.time.pass(10);
    await early.close();
    expect([early.account.created, early.account.keys, early.server.sockets]).toEqual([1, [], []]);
    const stuck = open();
    await stuck.time.pass(SECOND);
    stuck.account.connection.call = () => new Promise(() => undefined);
    await stuck.close();
    expect(stuck.server.sockets).toEqual([]);
  });

  it('counts what it cannot read, and has the account asked for, not each time', async () => {
    const { time, server, calls, counts, told, close } = open();
    await time.pass(SECOND);
    const socket = server.sockets[0]!;
    server.send(socket, '{"e":"listenKeyExpired"}');
    await time.pass(SECOND);
    expect([counts().unknown, calls]).toEqual([1, ['live']]);
    for (let count = 0; count < 5; count += 1) server.send(socket, order('"x"'));
    await time.pass(SECOND);
    expect([counts().malformed, calls]).toEqual([5, ['live', 'live']]);
    expect(told()).toContain('Field i is not digits.');
    await time.pass(USER_LOSS_PAUSE_MS);
    expect(calls).toEqual(['live', 'live', 'live']);
    await close();
  });

  it('over 72 hours of faults has one key at a time and is live in the end, with nothing piled up', async () => {
    const { time, server, account, stream, random, calls, close } = open();
    let mostTimers = 0;
    for (let minute = 0; minute < 72 * 60; minute += 1) {
      const what = random();
      if (what < 0.01) server.sockets.forEach((socket) => server.cut(socket));
      else if (what < 0.015) server.sockets.forEach((socket) => (socket.health = 'dead'));
      else if (what < 0.02) account.deleteKeys(random() < 0.5 ? 'close' : 'silently');
      else if (what < 0.024) account.treatment = random() < 0.5 ? 'not-sent' : RATE_LIMIT;
      else if (what < 0.028) server.treatment = random() < 0.5 ? 'refuse' : 'hang';
      else if (what < 0.03) stream.wake('The machine was asleep.');
      await time.pass(MINUTE);
      mostTimers = Math.max(mostTimers, time.timers);
      if (minute % 20 === 19) {
        account.treatment = 'answer';
        server.treatment = 'take';
      }
    }
    account.treatment = 'answer';
    server.treatment = 'take';
    await time.pass(31 * MINUTE);
    expect(calls.filter((call) => call === 'interrupted').length).toBeGreaterThan(30);
    expect([calls.at(-1), account.keys.length, account.mostKeys, server.sockets.length]).toEqual([
      'live',
      1,
      1,
      1,
    ]);
    expect(server.isPathGood(server.sockets[0]?.path ?? '')).toBe(true);
    expect(server.peak).toBeLessThanOrEqual(2);
    expect(mostTimers).toBeLessThanOrEqual(5);
    await close();
    expect([account.keys, server.sockets, time.timers]).toEqual([[], [], 0]);
  }, 60_000);
});
