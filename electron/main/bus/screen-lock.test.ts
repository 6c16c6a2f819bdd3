import { expect, it } from 'vitest';
import { followScreenLock } from './screen-lock';
import type { SessionBus } from './session-bus';

/** A bus on which a test sends signals to whoever follows them. */
function busOfTest() {
  const followed: { of: Parameters<SessionBus['follow']>[0]; hear: (active: unknown) => void }[] = [];
  const bus: Pick<SessionBus, 'follow'> = {
    follow(of, onSignal) {
      const entry = {
        of,
        hear: (active: unknown) =>
          onSignal({
            sender: ':1',
            path: '/',
            interface: of.interface,
            member: 'ActiveChanged',
            body: [active],
          }),
      };
      followed.push(entry);
      return () => void followed.splice(followed.indexOf(entry), 1);
    },
  };
  return { bus: bus as SessionBus, followed };
}

it('hears every desktop that locks, nothing of one that unlocks, and nothing once it is left', () => {
  const { bus, followed } = busOfTest();
  let locked = 0;
  const stop = followScreenLock(bus, () => (locked += 1));
  expect(followed.map(({ of }) => of.member)).toEqual(Array(5).fill('ActiveChanged'));
  for (const { hear } of followed) {
    hear(false);
    hear('true');
    hear(undefined);
  }
  expect(locked).toBe(0);
  for (const { hear } of followed) hear(true);
  expect(locked).toBe(5);
  stop();
  expect(followed).toEqual([]);
});
