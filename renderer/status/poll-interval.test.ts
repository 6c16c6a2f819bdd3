import { describe, expect, it } from 'vitest';
import type { Feed } from '@shared/domain/market';
import { pollInterval, withConfirmation, type PollTimes } from './poll-interval';

const polled = (confirmedAt: number): Feed => ({ state: 'polling', confirmedAt });

function after(...feeds: Feed[]): PollTimes {
  return feeds.reduce<PollTimes>(withConfirmation, []);
}

describe('how often prices are asked for', () => {
  it('is what is really seen, and one slow answer does not change it', () => {
    const times = after(polled(1_000), polled(2_000), polled(3_010), polled(9_000), polled(10_000));
    expect(pollInterval(times)).toBe(1_000);
  });

  it('is unknown before three confirmations', () => {
    expect(pollInterval(after(polled(1_000), polled(2_000)))).toBeUndefined();
    expect(pollInterval(after(polled(1_000), polled(1_000), polled(1_000)))).toBeUndefined();
  });

  it('starts anew after streams worked, and after the clock jumped back', () => {
    expect(after(polled(1_000), polled(2_000), { state: 'live', confirmedAt: 3_000 })).toEqual([]);
    expect(after(polled(5_000), polled(1_000))).toEqual([1_000]);
  });

  it('looks at the last few only', () => {
    const many = Array.from({ length: 40 }, (_, index) => polled(1_000 * (index + 1)));
    expect(after(...many)).toHaveLength(6);
  });
});
