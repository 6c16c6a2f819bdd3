import { describe, expect, it } from 'vitest';
import { FakeTime } from './testing';
import { Warmth } from './warmth';

/** A connection that is closed when nothing has gone over it for 25 s, as the transport does. */
function connection({ fails = false } = {}) {
  const time = new FakeTime();
  let asked = 0;
  const warmth = new Warmth(time, () => {
    asked += 1;
    if (!fails) warmth.used(time.monotonic());
    return Promise.resolve();
  });
  return { time, warmth, asked: () => asked };
}

describe('the connection of the orders', () => {
  it('is used before it is idle for 25 s, for as long as somebody may click', async () => {
    const { time, warmth, asked } = connection();
    warmth.used(time.monotonic());
    warmth.want(true);
    let last = 0;
    for (let second = 1; second <= 120; second += 1) {
      const before = asked();
      await time.pass(1_000);
      if (asked() > before) last = second;
      expect(second - last).toBeLessThan(25);
    }
    expect(asked()).toBe(6);
  });

  it('is opened at once when somebody may click after a long silence', async () => {
    const { warmth, time, asked } = connection();
    await time.pass(300_000);
    warmth.want(true);
    expect(asked()).toBe(1);
  });

  it('is left alone while orders go over it', async () => {
    const { time, warmth, asked } = connection();
    warmth.used(time.monotonic());
    warmth.want(true);
    for (let order = 0; order < 60; order += 1) {
      await time.pass(2_000);
      warmth.used(time.monotonic());
    }
    expect(asked()).toBe(0);
  });

  it('is left alone when nobody can click', async () => {
    const { time, warmth, asked } = connection();
    warmth.want(true);
    warmth.want(false);
    const before = asked();
    await time.pass(600_000);
    expect(asked()).toBe(before);
  });

  it('is asked for no more often when there is no way to the exchange', async () => {
    const { time, warmth, asked } = connection({ fails: true });
    warmth.want(true);
    await time.pass(0);
    await time.pass(100_000);
    expect(asked()).toBe(6);
  });
});
