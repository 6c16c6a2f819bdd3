import { describe, expect, it } from 'vitest';
import { ratesOf, withSample, type Sample } from './rates';

const at = (time: number, messages: number, bytes = messages * 100): Sample => ({
  at: time,
  messages,
  bytes,
});

describe('rates', () => {
  it('are per second over what was sampled', () => {
    const samples = [at(0, 0), at(1_000, 50), at(2_000, 60)].reduce(withSample, [] as readonly Sample[]);
    expect(ratesOf(samples)).toEqual({ messages: 30, bytes: 3_000 });
  });

  it('are unknown before a second has passed', () => {
    expect(ratesOf([])).toBeUndefined();
    expect(ratesOf([at(0, 0), at(900, 5)])).toBeUndefined();
  });

  it('forget what is older than five seconds', () => {
    const samples = [at(0, 0), at(4_000, 1_000), at(9_000, 1_000)].reduce(
      withSample,
      [] as readonly Sample[],
    );
    expect(ratesOf(samples)).toEqual({ messages: 0, bytes: 0 });
  });

  it('start anew with a new connection, whose counters start at zero', () => {
    const samples = withSample([at(0, 900), at(1_000, 1_000)], at(2_000, 5));
    expect(samples).toEqual([at(2_000, 5)]);
  });

  it('start anew when the clock jumped back', () => {
    expect(withSample([at(5_000, 1)], at(1_000, 2))).toEqual([at(1_000, 2)]);
  });
});
