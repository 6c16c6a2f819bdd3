import { describe, expect, it } from 'vitest';
import { BURST } from './connection-allowance';
import { createIncidents } from './incidents';
import { RENEW_AFTER_MS, RENEW_SPREAD_MS } from './line';
import { createMarketStreams, type ExchangeStreams } from './market-streams';
import type { FollowedStream } from './streams';
import { CountedTime, ModelFollower, seededRandom, SimulatedServer } from './testing-simulation';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

interface Followed {
  readonly model: ModelFollower;
  readonly handle: FollowedStream;
}

function simulation(seed = 7) {
  const time = new CountedTime();
  const random = seededRandom(seed);
  const server = new SimulatedServer(time, random);
  const incidents = createIncidents(time);
  const pool = createMarketStreams({
    streamUrl: 'wss://example.com',
    incidents,
    time,
    random,
    openSocket: server.open,
  });
  const follow = (symbol: string): Followed => {
    const model = new ModelFollower(server, `${symbol.toLowerCase()}@spotDepth`);
    return { model, handle: pool.follow({ kind: 'depth', symbol }, model) };
  };
  return { time, random, server, pool, follow, counts: () => incidents.state.getState().counts };
}

/** All that is left when everything is calm: one connection for each 10 streams, and few timers for each. */
async function expectNothingLeft(pool: ExchangeStreams, time: CountedTime, server: SimulatedServer) {
  const closing = pool.close();
  await time.pass(5_000);
  await closing;
  expect([server.sockets.length, time.timers]).toEqual([0, 0]);
}

describe('streams over 72 simulated hours', () => {
  it('miss nothing in cuts, dead and mute sockets, outages, sleeps and renewals, and pile nothing up', async () => {
    const { time, random, server, pool, follow, counts } = simulation();
    const followed = Array.from({ length: 14 }, (_, index) => follow(`S${index}`));
    const models = followed.map(({ model }) => model);
    let mostTimers = 0;
    let rightLooks = 0;
    await time.pass(1_000);
    for (let minute = 0; minute < 72 * 60; minute += 1) {
      const victim = server.sockets[Math.floor(random() * server.sockets.length)];
      const what = random();
      // Of a quiet market only a ping can tell that a socket is dead.
      const isQuiet = what < 0.01;
      if (what < 0.005 && victim) server.cut(victim);
      else if (what < 0.01 && victim) victim.health = 'dead';
      else if (what < 0.015 && victim) victim.health = 'mute';
      else if (what < 0.017) server.treatment = random() < 0.5 ? 'refuse' : 'hang';
      else if (what < 0.018) {
        // The machine sleeps: every socket is dead and nobody tells.
        for (const socket of server.sockets) socket.health = 'dead';
        time.fake.setWall(random() * HOUR);
        for (const { name } of models) server.change(name);
        pool.wake('The machine was asleep.');
      }
      for (let step = 0; step < 4; step += 1) {
        for (const { name } of models) if (!isQuiet && random() < 0.3) server.change(name);
        await time.pass(15_000);
        // As the feeds do: what REST knows and the stream does not say is proof that the stream is mute.
        for (const { model, handle } of followed) {
          if (model.isLive && model.known < server.version(model.name)) handle.reconnect('Nothing came.');
          else if (model.isLive) rightLooks += 1;
        }
        mostTimers = Math.max(mostTimers, time.timers);
      }
      if (minute % 10 === 9) server.treatment = 'take';
    }
    server.treatment = 'take';
    await time.pass(2 * MINUTE);
    for (const { name } of models) server.change(name);
    await time.pass(1_000);

    expect(models.map(({ gaps, wrong }) => gaps + wrong)).toEqual(models.map(() => 0));
    expect(models.map(({ known }) => known)).toEqual(models.map(({ name }) => server.version(name)));
    // The faults did happen, and the streams were live most of the time.
    expect(Math.min(...models.map(({ interruptions }) => interruptions))).toBeGreaterThan(20);
    expect(rightLooks).toBeGreaterThan(0.9 * 14 * 72 * 60 * 4);
    expect(
      Math.min(counts().disconnected, counts()['pong-timeout'], counts()['connect-failed']),
    ).toBeGreaterThan(3);
    expect([server.sockets.length, pool.status.getState()]).toMatchObject([
      2,
      { state: 'live', live: 2, wanted: 2 },
    ]);
    expect(server.peak).toBeLessThanOrEqual(4);
    expect(mostTimers).toBeLessThanOrEqual(8);
    await expectNothingLeft(pool, time, server);
  }, 120_000);

  it('without a fault are never interrupted and never cut: each connection is followed by the next in time', async () => {
    const { time, server, pool, follow, counts } = simulation();
    const followed = Array.from({ length: 14 }, (_, index) => follow(`S${index}`));
    await time.pass(1_000);
    for (let minute = 0; minute < 72 * 60; minute += 1) {
      // Often in the times of renewal, so that what is on its way over the old connection matters.
      const isNear = server.sockets.some(({ openedAt }) => {
        const left = RENEW_AFTER_MS - (time.monotonic() - openedAt);
        return left > -MINUTE && left < RENEW_SPREAD_MS + MINUTE;
      });
      for (let step = 0; step < (isNear ? 120 : 1); step += 1) {
        for (const { model } of followed) server.change(model.name);
        await time.pass(isNear ? MINUTE / 120 : MINUTE);
      }
    }
    await time.pass(5_000);
    for (const { model } of followed) {
      expect([model.gaps, model.doubles, model.wrong, model.interruptions]).toEqual([0, 0, 0, 0]);
      expect(model.known).toBe(server.version(model.name));
    }
    expect([counts().renewed, counts().disconnected, server.outlived]).toEqual([6, 0, 0]);
    expect([server.attempts, server.peak, server.sockets.length]).toEqual([8, 3, 2]);
    await expectNothingLeft(pool, time, server);
  }, 120_000);
});

describe('a connection in time', () => {
  it('that does not open is given up after 10 s, that answers no ping 10 s after the ping', async () => {
    const { time, server, pool, follow, counts } = simulation();
    server.treatment = 'hang';
    const { model } = follow('A');
    await time.pass(9_900);
    expect([model.interruptions, server.sockets.length]).toEqual([0, 1]);
    server.treatment = 'take';
    await time.pass(1_500);
    expect([model.interruptions, model.isLive, counts()['connect-failed']]).toEqual([1, true, 1]);
    server.sockets[0]!.health = 'dead';
    await time.pass(31_000);
    expect([model.interruptions, model.isLive, counts()['pong-timeout']]).toEqual([2, true, 1]);
    await expectNothingLeft(pool, time, server);
  });

  it('is left alone while it is silent and answers pings, but for a stream that promises data each second', async () => {
    const { time, server, pool, follow, counts } = simulation();
    const { model } = follow('QUIET');
    await time.pass(HOUR);
    expect([model.interruptions, server.attempts, counts().silent]).toEqual([0, 1, 0]);
    let interruptions = 0;
    const nothing = (): void => undefined;
    const top = pool.follow(
      { kind: 'partialDepth', symbol: 'QUIET', levels: 5 },
      { onLive: nothing, onEvent: nothing, onInterrupted: () => (interruptions += 1) },
    );
    await time.pass(MINUTE);
    expect(interruptions).toBeGreaterThan(0);
    expect(counts().silent).toBe(interruptions);
    top.stop();
    await expectNothingLeft(pool, time, server);
  });

  it('is tried again quickly, then in growing waits of at most 30 s, and quickly again after it worked for a while', async () => {
    const { time, server, pool, follow } = simulation();
    server.treatment = 'refuse';
    follow('A');
    const attempts = async (ms: number): Promise<number> => {
      const before = server.attempts;
      await time.pass(ms);
      return server.attempts - before;
    };
    expect(await attempts(1_000)).toBeGreaterThanOrEqual(2);
    await time.pass(5 * MINUTE);
    const perMinute = (await attempts(30 * MINUTE)) / 30;
    expect(perMinute).toBeGreaterThan(1.9);
    expect(perMinute).toBeLessThan(4.1);
    server.treatment = 'take';
    await time.pass(MINUTE);
    expect(pool.status.getState().state).toBe('live');
    server.cut(server.sockets[0]!);
    expect(await attempts(400)).toBe(1);
    await expectNothingLeft(pool, time, server);
  });

  it('that is cut as soon as it is live is made in growing waits too', async () => {
    const { time, server, pool, follow } = simulation();
    follow('A');
    for (let second = 0; second < 600; second += 1) {
      await time.pass(1_000);
      for (const socket of server.sockets) if (socket.state === 'open') server.cut(socket);
    }
    expect(server.attempts).toBeLessThan(45);
    await expectNothingLeft(pool, time, server);
  });

  it('is given up at once when the machine wakes, and made anew no more often than allowed', async () => {
    const { time, server, pool, follow } = simulation();
    const all = Array.from({ length: 150 }, (_, index) => follow(`S${index}`));
    await time.pass(MINUTE);
    expect(server.sockets).toHaveLength(15);
    const before = [...server.sockets];
    const attempts = server.attempts;
    pool.wake('The network changed.');
    expect(before.map(({ state }) => state)).toEqual(before.map(() => 'closed'));
    // A network that comes and goes.
    for (let count = 0; count < 300; count += 1) {
      await time.pass(100);
      pool.wake('The network changed.');
    }
    expect(server.attempts - attempts).toBeLessThanOrEqual(BURST + 31);
    await time.pass(MINUTE);
    expect(all.every(({ model }) => model.isLive)).toBe(true);
    expect(server.sockets).toHaveLength(15);
    await expectNothingLeft(pool, time, server);
  });

  it('that cannot be renewed goes on until it is cut', async () => {
    const { time, server, pool, follow, counts } = simulation();
    const { model } = follow('A');
    await time.pass(RENEW_AFTER_MS - 2 * HOUR);
    server.treatment = 'refuse';
    await time.pass(2 * HOUR + 10 * MINUTE);
    expect([model.interruptions, model.isLive]).toEqual([0, true]);
    expect(counts()['connect-failed']).toBeGreaterThan(10);
    server.treatment = 'take';
    await time.pass(MINUTE);
    expect([model.interruptions, counts().renewed, server.sockets.length]).toEqual([0, 1, 1]);
    await expectNothingLeft(pool, time, server);
  });
});

describe('symbols that are switched', () => {
  it('quickly, make few connections, never interrupt what goes on, and end with what is shown', async () => {
    const { time, server, pool, follow } = simulation();
    const lasting = follow('LASTING');
    await time.pass(1_000);
    for (let count = 0; count < 300; count += 1) {
      const shown = [follow(`A${count}`), follow(`B${count}`), follow(`C${count}`)];
      await time.pass(100);
      server.change(lasting.model.name);
      for (const { handle } of shown) handle.stop();
    }
    // 30 s: the burst and one a second.
    expect(server.attempts).toBeLessThanOrEqual(BURST + 32);
    expect(server.peak).toBeLessThanOrEqual(8);
    const last = follow('LAST');
    await time.pass(MINUTE);
    expect([lasting.model.gaps, lasting.model.interruptions, last.model.isLive]).toEqual([0, 0, true]);
    expect(server.sockets.map(({ names }) => names)).toEqual([['lasting@spotDepth', 'last@spotDepth']]);
    await expectNothingLeft(pool, time, server);
  });

  it('leave a connection that carries what is shown and nothing else', async () => {
    const { time, server, pool, follow } = simulation();
    const [kept, ...left] = [follow('A'), follow('B'), follow('C')];
    await time.pass(1_000);
    for (const { handle } of left) handle.stop();
    await time.pass(5_000);
    expect(server.sockets.map(({ path }) => path)).toEqual([
      '/stream?streams=a@spotDepth/b@spotDepth/c@spotDepth',
    ]);
    await time.pass(15_000);
    expect(server.sockets.map(({ path }) => path)).toEqual(['/ws/a@spotDepth']);
    expect([kept.model.interruptions, server.attempts]).toEqual([0, 2]);
    await expectNothingLeft(pool, time, server);
  });

  it('leave no connection with what nobody needs, and as few connections as carry the rest', async () => {
    const { time, server, pool, follow } = simulation();
    const all = Array.from({ length: 35 }, (_, index) => follow(`S${index}`));
    await time.pass(1_000);
    expect(server.sockets).toHaveLength(4);
    const kept = all.filter((_, index) => index % 8 === 0);
    for (const one of all) if (!kept.includes(one)) one.handle.stop();
    for (let second = 0; second < 60; second += 1) {
      for (const { model } of kept) server.change(model.name);
      await time.pass(1_000);
    }
    expect(server.sockets).toHaveLength(1);
    expect(server.sockets[0]?.names.toSorted()).toEqual(kept.map(({ model }) => model.name).toSorted());
    for (const { model } of kept) expect([model.gaps, model.interruptions]).toEqual([0, 0]);
    await expectNothingLeft(pool, time, server);
  });

  it('beyond what connections may carry are told so, and served when there is room again', async () => {
    const { time, server, pool, follow } = simulation();
    const all = Array.from({ length: 405 }, (_, index) => follow(`S${index}`));
    await time.pass(MINUTE);
    expect(server.sockets).toHaveLength(40);
    expect(all.filter(({ model }) => model.isLive)).toHaveLength(400);
    expect(all.at(-1)?.model.interruptions).toBe(1);
    for (const { handle } of all.slice(0, 5)) handle.stop();
    await time.pass(MINUTE);
    expect(all.slice(5).every(({ model }) => model.isLive)).toBe(true);
    await expectNothingLeft(pool, time, server);
  });
});
