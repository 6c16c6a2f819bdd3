import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { Limiter, limiterFor, type Cost, type Priority } from './limiter';
import type { Outcome } from './outcome';
import { FakeTime } from './testing';

const read: Cost = { weight: 1, isOrder: false, account: 'a' };
const order: Cost = { weight: 1, isOrder: true, account: 'a' };
const owner = {};
let time: FakeTime;
let limiter: Limiter;

beforeEach(() => {
  time = new FakeTime();
  limiter = new Limiter(time);
});

/** Takes as many as go at once; each of them is answered at once. */
function takeAll(cost: Cost, priority: Priority): number {
  let taken = 0;
  for (; taken < 200_000 && limiter.take(cost, priority); taken += 1) limiter.end(cost, true);
  return taken;
}

function waitFor(
  cost: Cost,
  priority: Priority,
  patienceMs: number,
): { ended: () => Outcome<never> | null | undefined } {
  let ended: Outcome<never> | null | undefined;
  void limiter.wait(cost, priority, patienceMs, owner).then((outcome) => (ended = outcome));
  return { ended: () => ended };
}

describe('the limits', () => {
  it("are PROTOCOL's until exchangeInfo tells others: 10 orders a second, 1,200 weight a minute", () => {
    expect(takeAll(order, 'order')).toBe(10);
    expect(takeAll(read, 'order')).toBe(1_190);
  });

  it('include 5,000 raw requests in 5 minutes', async () => {
    limiter.configure([
      { rateLimitType: 'requestsWeight', interval: 'minute', intervalNum: 1, limit: 100_000 },
    ]);
    expect(takeAll(read, 'order')).toBe(5_000);
    await time.pass(61_000);
    expect(limiter.take(read, 'order')).toBe(false);
    await time.pass(300_000);
    expect(takeAll(read, 'order')).toBe(5_000);
  });

  it('include 100,000 orders a day', async () => {
    limiter.configure([
      { rateLimitType: 'orders', interval: 'day', intervalNum: 1, limit: 25 },
      { rateLimitType: 'nonsense', interval: 'minute', intervalNum: 1, limit: 1 },
      { rateLimitType: 'requestsWeight', interval: 'fortnight', intervalNum: 1, limit: 1 },
    ]);
    expect(takeAll(order, 'order')).toBe(25);
    await time.pass(3_600_000);
    expect(limiter.take(order, 'order')).toBe(false);
    expect(limiter.take({ ...order, account: 'b' }, 'order')).toBe(true);
    await time.pass(86_400_000);
    expect(limiter.take(order, 'order')).toBe(true);
  });

  it('keep a part of the weight for orders, of that for user data, for the market that is looked at, and for prices', () => {
    expect(takeAll(read, 'past')).toBe(600);
    expect(takeAll(read, 'polling')).toBe(240);
    expect(takeAll(read, 'shown')).toBe(180);
    expect(takeAll(read, 'user')).toBe(120);
    expect(takeAll(read, 'order')).toBe(60);
  });

  it('keep what is counted when exchangeInfo changes a limit', () => {
    takeAll(read, 'polling');
    limiter.configure([
      { rateLimitType: 'requestsWeight', interval: 'minute', intervalNum: 1, limit: 1_000 },
    ]);
    expect(takeAll(read, 'order')).toBe(160);
  });

  it('are never broken in any interval, wherever in its flight the server counts a request', async () => {
    const step = fc.record({
      pause: fc.integer({ min: 0, max: 700 }),
      wanted: fc.integer({ min: 1, max: 15 }),
      flight: fc.integer({ min: 0, max: 1_500 }),
      countedAt: fc.float({ min: 0, max: 1, noNaN: true }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 30 }), async (steps) => {
        time = new FakeTime();
        limiter = new Limiter(time);
        const counted: number[] = [];
        for (const { pause, wanted, flight, countedAt } of steps) {
          await time.pass(pause);
          for (let i = 0; i < wanted && limiter.take(order, 'order'); i += 1) {
            counted.push(time.monotonic() + flight * countedAt);
            time.after(flight, () => limiter.end(order, true));
          }
        }
        for (const start of counted) {
          expect(counted.filter((at) => at >= start && at < start + 1_000).length).toBeLessThanOrEqual(10);
        }
      }),
      { numRuns: 100 },
    );
  });
});

describe("the server's own count", () => {
  it('raises ours', () => {
    limiter.observe({ 'x-mbx-used-weight-1m': '1195', 'x-mbx-order-count-1s': '9' }, 'a');
    expect(takeAll(order, 'order')).toBe(1);
    expect(takeAll(read, 'order')).toBe(4);
    expect(limiter.state.getState()).toMatchObject({ usedWeight: 1195, weightLimit: 1200 });
  });

  it('is read from the older header too', () => {
    limiter.observe({ 'x-mbx-used-weight': '1199' }, 'a');
    expect(takeAll(read, 'order')).toBe(1);
  });

  it('never lowers ours within the window, and nonsense changes nothing', () => {
    takeAll(read, 'polling');
    for (const told of ['3', '-5', 'NaN', '1e9', '']) limiter.observe({ 'x-mbx-used-weight-1m': told }, 'a');
    expect(takeAll(read, 'order')).toBe(360);
  });

  it('is forgotten after the interval', async () => {
    limiter.observe({ 'x-mbx-used-weight-1m': '1200' }, 'a');
    await time.pass(61_001);
    expect(takeAll(read, 'order')).toBe(1_200);
  });
});

describe('waiting', () => {
  it('ends when a request underway turns out not to have been sent', async () => {
    for (let i = 0; i < 10; i += 1) limiter.take(order, 'order');
    const waiter = waitFor(order, 'order', 5_000);
    await time.pass(2_000);
    expect(waiter.ended()).toBeUndefined();
    limiter.end(order, false);
    await time.pass(0);
    expect(waiter.ended()).toBeNull();
  });

  it('ends when there is room again', async () => {
    takeAll(order, 'order');
    const waiter = waitFor(order, 'order', 5_000);
    await time.pass(500);
    expect(waiter.ended()).toBeUndefined();
    expect(limiter.state.getState().waiting).toBe(1);
    await time.pass(600);
    expect(waiter.ended()).toBeNull();
    expect(limiter.state.getState().waiting).toBe(0);
  });

  it('that would take too long is turned away at once, with the time until it could go', async () => {
    takeAll(order, 'order');
    const waiter = waitFor(order, 'order', 200);
    await time.pass(0);
    expect(waiter.ended()).toMatchObject({ kind: 'not-sent', reason: { cause: 'rate-limit' } });
    const outcome = waiter.ended();
    expect(outcome?.kind === 'not-sent' && outcome.reason.retryAfterMs).toBeGreaterThan(900);
  });

  it('that can never end is turned away without a time', async () => {
    const waiter = waitFor({ ...read, weight: 2_000 }, 'order', 1e9);
    await time.pass(0);
    expect(waiter.ended()).toMatchObject({ kind: 'not-sent', reason: { cause: 'rate-limit' } });
    expect(JSON.stringify(waiter.ended())).not.toContain('retryAfterMs');
  });

  it('lets orders go before user data and user data before polling, whoever came first', async () => {
    limiter.block(1_000);
    const went: string[] = [];
    for (const priority of ['polling', 'user', 'order', 'polling', 'order'] as const) {
      void limiter.wait(read, priority, 10_000, owner).then(() => went.push(priority));
    }
    await time.pass(1_001);
    expect(went).toEqual(['order', 'order', 'user', 'polling', 'polling']);
  });

  it('of an order for its own limit holds no cancel back', async () => {
    takeAll(order, 'order');
    const held = waitFor(order, 'order', 5_000);
    const cancel = waitFor(read, 'order', 5_000);
    await time.pass(0);
    expect(held.ended()).toBeUndefined();
    expect(cancel.ended()).toBeNull();
  });

  it('ends as cancelled by the signal and as closed by the owner', async () => {
    limiter.block(60_000);
    const controller = new AbortController();
    const first = limiter.wait(read, 'polling', 100_000, owner, controller.signal);
    const second = limiter.wait(read, 'polling', 100_000, owner);
    const third = limiter.wait(read, 'polling', 100_000, {});
    controller.abort();
    limiter.abandon(owner);
    expect(await first).toMatchObject({ reason: { cause: 'cancelled' } });
    expect(await second).toMatchObject({ reason: { cause: 'closed' } });
    await time.pass(61_000);
    expect(await third).toBeNull();
  });

  it('costs nothing when nothing was sent', () => {
    for (let i = 0; i < 10; i += 1) limiter.take(order, 'order');
    expect(limiter.take(order, 'order')).toBe(false);
    limiter.end(order, false);
    expect(takeAll(order, 'order')).toBe(1);
  });
});

describe('after 429 or 418', () => {
  it('nothing goes before the time is over, not even an order, and the end is told', async () => {
    limiter.block(30_000);
    expect(limiter.take(order, 'order')).toBe(false);
    expect(limiter.state.getState().blockedUntil).toBe(time.wall() + 30_000);
    const patient = waitFor(order, 'order', 60_000);
    const hasty = waitFor(order, 'order', 5_000);
    await time.pass(29_999);
    expect(patient.ended()).toBeUndefined();
    expect(hasty.ended()).toMatchObject({ reason: { cause: 'rate-limit', retryAfterMs: 30_000 } });
    await time.pass(2);
    expect(patient.ended()).toBeNull();
    expect(limiter.state.getState().blockedUntil).toBeNull();
  });

  it('a shorter time that comes later does not shorten a ban', async () => {
    limiter.block(120_000);
    limiter.block(1_000);
    await time.pass(60_000);
    expect(limiter.take(read, 'order')).toBe(false);
  });
});

it('there is one limiter for an origin', () => {
  expect(limiterFor('https://a.example')).toBe(limiterFor('https://a.example'));
  expect(limiterFor('https://a.example')).not.toBe(limiterFor('https://b.example'));
});
