import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { AccountsState } from '@shared/contract/topics';
import type { LockReason } from '@shared/domain/account-lock';
import { ok } from '@shared/domain/result';
import type { Settings } from '@shared/domain/settings';
import { createAccountLocker } from './account-locker';
import { createTopicStore } from './state/stores';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function setUp(lockAfter: Settings['lockAfter'] = 'off') {
  const state = createTopicStore<AccountsState>({ accounts: [], activeId: '', lock: null });
  const world = { lockAfter, idle: 0, yes: true };
  const ask = vi.fn(async () => world.yes);
  const decline = vi.fn();
  const locker = createAccountLocker({
    accounts: {
      state: state as never,
      lock(because: LockReason) {
        state.set({ ...state.getState(), lock: { because, at: 1 } });
        return ok(null);
      },
      unlock() {
        state.set({ ...state.getState(), lock: null });
        return ok(null);
      },
    },
    settings: { getState: () => ({ lockAfter: world.lockAfter }) },
    ask,
    decline,
    idleSeconds: () => world.idle,
    log: { info: () => undefined },
  });
  return { locker, world, ask, decline, because: () => state.getState().lock?.because };
}

describe('without a person', () => {
  it('the accounts are locked when the chosen time is over, and not before', () => {
    const { world, because } = setUp('15');
    world.idle = 15 * 60 - 1;
    vi.advanceTimersByTime(60_000);
    expect(because()).toBeUndefined();
    world.idle = 15 * 60;
    vi.advanceTimersByTime(5_000);
    expect(because()).toBe('idle');
  });

  it('they stay as they are where nothing is chosen, and once it has ended', () => {
    const { locker, world, because } = setUp();
    world.idle = 100_000;
    vi.advanceTimersByTime(60_000);
    expect(because()).toBeUndefined();
    world.lockAfter = '5';
    locker.stop();
    vi.advanceTimersByTime(60_000);
    expect(because()).toBeUndefined();
  });
});

describe('locking', () => {
  it('declines what is being asked, and the first reason stays', () => {
    const { locker, decline, because } = setUp();
    locker.lock('screen');
    locker.lock('sleep');
    expect(because()).toBe('screen');
    // Also what was asked while they were locked, such as to unlock them: nobody is there.
    expect(decline).toHaveBeenCalledTimes(2);
  });

  it('is undone only by a yes to the question of main, which says why they were locked', async () => {
    const { locker, world, ask, because } = setUp();
    locker.lock('asked');
    world.yes = false;
    expect(await locker.unlock()).toMatchObject({ ok: false, error: { code: 'account.not-unlocked' } });
    expect(because()).toBe('asked');
    world.yes = true;
    expect(await locker.unlock()).toEqual(ok(null));
    expect(because()).toBeUndefined();
    expect(ask.mock.calls).toEqual([
      [{ kind: 'unlock', because: 'asked' }],
      [{ kind: 'unlock', because: 'asked' }],
    ]);
  });

  it('asks nothing where nothing is locked', async () => {
    const { locker, ask } = setUp();
    expect(await locker.unlock()).toEqual(ok(null));
    expect(ask).not.toHaveBeenCalled();
  });
});

describe('the time until they are locked', () => {
  it.each([
    ['15', '30'],
    ['60', 'off'],
  ] as const)('is asked about before it becomes longer: %s to %s', async (from, to) => {
    const { locker, world, ask } = setUp(from);
    world.yes = false;
    expect(await locker.admits({ lockAfter: to })).toMatchObject({ error: { code: 'limit.not-confirmed' } });
    world.yes = true;
    expect(await locker.admits({ lockAfter: to })).toEqual(ok(null));
    expect(ask).toHaveBeenCalledWith({ kind: 'looser-lock', from, to });
  });

  it('becomes shorter without a question, as do other settings', async () => {
    const { locker, ask } = setUp('30');
    for (const changes of [{ lockAfter: '15' }, { lockAfter: '30' }, { theme: 'light' }] as const) {
      expect(await locker.admits(changes)).toEqual(ok(null));
    }
    expect(ask).not.toHaveBeenCalled();
  });
});
