import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FakeTime } from '../testing';
import { OVERLAP_MS, Succession } from './succession';

interface Sent {
  readonly version: number;
}

function succession() {
  const time = new FakeTime();
  const heard: number[] = [];
  const one = new Succession<Sent>(time, ({ version }) => heard.push(version));
  return { time, heard, one };
}

describe('a stream that several connections carry', () => {
  it('is heard in order and once, whichever connection is faster and whenever the old ones end', async () => {
    const latency = fc.integer({ min: 0, max: 900 });
    const life = fc.record({ joinsAfter: fc.integer({ min: 0, max: 3_000 }), latency });
    await fc.assert(
      fc.asyncProperty(
        fc.array(life, { minLength: 1, maxLength: 5 }),
        fc.integer({ min: 20, max: 400 }),
        async (lives, each) => {
          const { time, heard, one } = succession();
          const open = new Set<{ latency: number }>();
          let version = 0;
          const pass = async (ms: number): Promise<void> => {
            for (let left = ms; left > 0; left -= each) {
              version += 1;
              const event = { version };
              for (const carrier of open) time.after(carrier.latency, () => one.take(carrier, event, 0));
              await time.pass(Math.min(each, left));
            }
          };
          for (const { joinsAfter, latency: ms } of lives) {
            await pass(open.size === 0 ? 0 : joinsAfter);
            const carrier = { latency: ms };
            const before = [...open];
            one.join(carrier);
            open.add(carrier);
            // As lines do: what is replaced goes on for a while.
            for (const old of before) {
              time.after(OVERLAP_MS, () => {
                open.delete(old);
                one.leave(old);
              });
            }
          }
          await pass(3 * OVERLAP_MS);
          await time.pass(1_000);
          expect(heard).toEqual(Array.from({ length: version }, (_, index) => index + 1));
        },
      ),
      { numRuns: 60 },
    );
  });

  it('is heard from the new connection when the old one says nothing any more', async () => {
    const { time, heard, one } = succession();
    one.join('old');
    one.take('old', { version: 1 }, 0);
    one.join('new');
    for (let version = 2; version < 40; version += 1) {
      one.take('new', { version }, 0);
      await time.pass(100);
    }
    expect(heard).toEqual(Array.from({ length: 39 }, (_, index) => index + 1));
    // What the old one says after that is late.
    one.take('old', { version: 2 }, 0);
    expect([heard.length, one.hasOther('new'), one.isEmpty]).toEqual([39, false, false]);
  });

  it('is heard at once from the new connection when the old one breaks', () => {
    const { heard, one } = succession();
    one.join('old');
    one.join('new');
    one.take('old', { version: 1 }, 0);
    one.take('new', { version: 1 }, 0);
    one.take('new', { version: 2 }, 0);
    expect(heard).toEqual([1]);
    one.leave('old');
    expect(heard).toEqual([1, 2]);
  });

  it('can say the same thing again', async () => {
    const { time, heard, one } = succession();
    one.join('old');
    one.join('new');
    for (let second = 0; second < 2; second += 1) {
      one.take('old', { version: 5 }, 0);
      one.take('new', { version: 5 }, 0);
      await time.pass(900);
    }
    one.leave('old');
    for (let second = 0; second < 3; second += 1) one.take('new', { version: 5 }, 0);
    expect(heard).toEqual([5, 5, 5, 5, 5]);
  });
});
