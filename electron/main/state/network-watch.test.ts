import { expect, it } from 'vitest';
import { FakeTime } from '../exchange/testing';
import { watchNetwork } from './network-watch';

const loopback = { lo: [{ address: '127.0.0.1', internal: true }] };
const home = { ...loopback, wlan0: [{ address: '192.168.1.5', internal: false }] };
const office = { ...loopback, wlan0: [{ address: '10.0.0.9', internal: false }] };

it('tells of each change of address within seconds, and of nothing else', async () => {
  const time = new FakeTime();
  let now: Parameters<typeof watchNetwork>[2] extends (() => infer I) | undefined ? I : never = home;
  const changes: string[] = [];
  const stop = watchNetwork(
    (reason) => changes.push(reason),
    time,
    () => now,
  );
  await time.pass(60_000);
  expect(changes).toHaveLength(0);
  now = loopback;
  await time.pass(2_000);
  expect(changes).toHaveLength(1);
  now = office;
  await time.pass(2_000);
  expect(changes).toHaveLength(2);
  now = { ...office, wlan1: [{ address: 'fe80::1', internal: false }] };
  await time.pass(10_000);
  expect(changes).toHaveLength(2);
  stop();
  now = home;
  await time.pass(10_000);
  expect(changes).toHaveLength(2);
});
