import { expect, it } from 'vitest';
import { FakeTime } from '../exchange/testing';
import { watchClock } from './clock-watch';

function watched() {
  const time = new FakeTime();
  const jumps: string[] = [];
  const stop = watchClock((reason) => jumps.push(reason), time);
  return { time, jumps, stop };
}

it('says nothing while both clocks go on together', async () => {
  const { time, jumps } = watched();
  await time.pass(3_600_000);
  expect(jumps).toEqual([]);
});

it('tells of a clock that was set forward or back, once each, within a second or so', async () => {
  const { time, jumps } = watched();
  await time.pass(5_000);
  time.setWall(60_000);
  await time.pass(1_500);
  time.setWall(-3_600_000);
  await time.pass(5_000);
  expect(jumps).toEqual([
    'The clock of this machine jumped by 60000 ms.',
    'The clock of this machine jumped by -3600000 ms.',
  ]);
});

it('tells of a sleep during which both clocks went on and no timer fired', () => {
  let now = 0;
  let fire: () => void = () => undefined;
  const jumps: string[] = [];
  watchClock((reason) => jumps.push(reason), {
    wall: () => 1_000_000 + now,
    monotonic: () => now,
    after: (_ms, action) => {
      fire = action;
      return () => undefined;
    },
  });
  now = 1_000;
  fire();
  now = 301_000;
  fire();
  expect(jumps).toEqual(['This machine stood still for 300 s.']);
});

it('ends', async () => {
  const { time, jumps, stop } = watched();
  stop();
  time.setWall(60_000);
  await time.pass(10_000);
  expect(jumps).toEqual([]);
});
