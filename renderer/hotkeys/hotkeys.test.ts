import { beforeEach, describe, expect, it, vi } from 'vitest';
import { IDLE_AFTER_MS } from './arming';
import { hotkeySaid, isArmed, strike, tellHotkeys } from './hotkeys';

const ignored = (): string => 'ignored';

beforeEach(() => {
  vi.useFakeTimers();
  tellHotkeys({ kind: 'disarm', because: 'user' });
  return () => vi.useRealTimers();
});

function arm(): void {
  tellHotkeys({ kind: 'arm', at: Date.now() });
}

describe('a press of a trading hotkey', () => {
  it('sends nothing while disarmed', async () => {
    const send = vi.fn(async () => undefined);
    await strike(send, ignored);
    expect(send).not.toHaveBeenCalled();
  });

  it('sends at once, and a second one meanwhile is ignored and said', async () => {
    arm();
    let answer = (): void => undefined;
    const send = vi.fn(() => new Promise<void>((resolve) => (answer = resolve)));
    const first = strike(send, ignored);
    await strike(send, ignored);
    expect(send).toHaveBeenCalledTimes(1);
    expect(hotkeySaid.current?.()).toBe('ignored');
    answer();
    await first;
    const third = strike(send, ignored);
    expect(send).toHaveBeenCalledTimes(2);
    answer();
    await third;
  });

  it('that fails leaves the next one possible', async () => {
    arm();
    await expect(strike(() => Promise.reject(new Error('a defect')), ignored)).rejects.toThrow('a defect');
    const send = vi.fn(async () => undefined);
    await strike(send, ignored);
    expect(send).toHaveBeenCalledTimes(1);
  });

  it('after the time without use disarms and sends nothing', async () => {
    arm();
    vi.advanceTimersByTime(IDLE_AFTER_MS);
    const send = vi.fn(async () => undefined);
    await strike(send, ignored);
    expect(send).not.toHaveBeenCalled();
    expect(isArmed()).toBe(false);
  });
});
