import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ServerClock, type ClockReading, type ClockSample } from './clock';
import { FakeTime } from './testing';

interface Way {
  /** Server clock minus this machine's. */
  offset: number;
  there: number;
  back: number;
  fails: boolean;
}

/** A clock whose server is reached over a way with these delays. */
function reach(way: Partial<Way> = {}) {
  const time = new FakeTime();
  const state: Way = { offset: 0, there: 10, back: 10, fails: false, ...way };
  const readings: (ClockReading | null)[] = [];
  let asked = 0;
  let wallMoved = 0;
  const trueServer = (): number => time.wall() - wallMoved + state.offset;
  const measure = async (): Promise<ClockSample | { failed: string }> => {
    asked += 1;
    if (state.fails) return { failed: 'no answer' };
    const sentAt = time.monotonic();
    await time.pass(state.there);
    const serverTime = Math.floor(trueServer());
    await time.pass(state.back);
    return { serverTime, sentAt, answeredAt: time.monotonic() };
  };
  const clock = new ServerClock<string>(time, measure, (reading) => readings.push(reading));
  const setWall = (by: number): void => {
    wallMoved += by;
    time.setWall(by);
  };
  return { clock, time, state, readings, trueServer, setWall, asked: () => asked };
}

/** PROTOCOL: `timestamp < serverTime + 1000 && serverTime - timestamp <= recvWindow`. */
const accepted = (timestamp: number, serverTime: number, recvWindow: number): boolean =>
  timestamp < serverTime + 1_000 && serverTime - timestamp <= recvWindow;

describe('the clock of the server', () => {
  it('is unknown before it is measured', () => {
    const { clock } = reach();
    expect(clock.now()).toBeNull();
    expect(clock.timestamp(5_000)).toBeNull();
  });

  it.each([0, 5_000, -5_000, 3_600_000, -3_600_000])(
    'is found when this machine is off by %i ms',
    async (offset) => {
      const { clock, trueServer, readings } = reach({ offset });
      expect(await clock.sync()).toBeNull();
      expect(Math.abs((clock.now() ?? 0) - trueServer())).toBeLessThanOrEqual(11);
      expect(Math.abs((readings.at(-1)?.offsetMs ?? 0) - offset)).toBeLessThanOrEqual(11);
      expect(readings.at(-1)?.uncertaintyMs).toBe(10);
    },
  );

  it('is measured several times at first, and the shortest round trip counts', async () => {
    const { clock, state, readings, asked, time, trueServer } = reach({ there: 10, back: 700 });
    const sync = clock.sync();
    state.back = 10;
    await sync;
    expect(asked()).toBe(3);
    expect(readings.at(-1)?.uncertaintyMs).toBe(10);
    state.there = 900;
    await time.pass(182_000);
    expect(asked()).toBe(4);
    expect(readings.at(-1)?.uncertaintyMs).toBe(10);
    expect(Math.abs((clock.now() ?? 0) - trueServer())).toBeLessThanOrEqual(20);
  });

  it('is refreshed every three minutes until stopped', async () => {
    const { clock, time, asked } = reach();
    await clock.sync();
    await time.pass(600_000);
    // Three at first, and at 180, 360 and 540 seconds.
    expect(asked()).toBe(6);
    clock.stop();
    await time.pass(600_000);
    expect(asked()).toBe(6);
  });

  it('makes timestamps that the server accepts, however long and uneven the way', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: 4_000 }),
        fc.integer({ min: 0, max: 4_000 }),
        fc.integer({ min: -10_000, max: 10_000 }),
        fc.constantFrom(1_000, 5_000, 60_000),
        async (there, back, offset, recvWindow) => {
          const { clock, time, trueServer } = reach({ there, back, offset });
          await clock.sync();
          const timestamp = clock.timestamp(recvWindow);
          if (timestamp === null) {
            expect(there + back).toBeGreaterThan(recvWindow / 2);
            return;
          }
          await time.pass(Math.min(there, (there + back) / 2));
          expect(accepted(timestamp, trueServer(), recvWindow)).toBe(true);
        },
      ),
    );
  });

  it('makes no timestamp that may fall outside of the window', async () => {
    const { clock } = reach({ there: 500, back: 500 });
    await clock.sync();
    expect(clock.timestamp(900)).toBeNull();
    expect(clock.timestamp(5_000)).not.toBeNull();
  });

  it('knows when an old timestamp is accepted no more', async () => {
    const { clock, time } = reach();
    await clock.sync();
    const timestamp = clock.timestamp(5_000) ?? 0;
    await time.pass(4_900);
    expect(clock.accepts(timestamp, 5_000)).toBe(true);
    await time.pass(200);
    expect(clock.accepts(timestamp, 5_000)).toBe(false);
  });

  it('is unknown again when somebody sets the wall clock or the machine slept, until it is measured', async () => {
    for (const jump of [7_200_000, -7_200_000, 2_000]) {
      const { clock, setWall, readings, trueServer } = reach();
      await clock.sync();
      setWall(jump);
      expect(clock.timestamp(5_000)).toBeNull();
      expect(readings.at(-1)).toBeNull();
      await clock.sync();
      expect(Math.abs((clock.now() ?? 0) - trueServer())).toBeLessThanOrEqual(11);
    }
  });

  it('follows the server when the server sets its clock', async () => {
    const { clock, state, time, trueServer } = reach();
    await clock.sync();
    state.offset = 4_000;
    state.there = 12;
    await time.pass(182_000);
    expect(Math.abs((clock.now() ?? 0) - trueServer())).toBeLessThanOrEqual(15);
  });

  it('does not use a sample that was on its way when the clock was distrusted', async () => {
    const { clock, state, asked } = reach();
    const sync = clock.sync();
    clock.distrust();
    state.offset = 9_000;
    await sync;
    expect(asked()).toBe(4);
  });

  it('tells the failure only when nothing is known after it', async () => {
    const { clock, state } = reach();
    await clock.sync();
    state.fails = true;
    expect(await clock.sync()).toBeNull();
    clock.distrust();
    expect(await clock.sync()).toBe('no answer');
  });
});
