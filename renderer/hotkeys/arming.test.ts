import { describe, expect, it } from 'vitest';
import {
  afterEvent,
  AWAY_AFTER_MS,
  IDLE_AFTER_MS,
  OFF,
  strikeOf,
  type Arming,
  type ArmingEvent,
} from './arming';

const armed = afterEvent(OFF, { kind: 'arm', at: 0 });

function after(...events: ArmingEvent[]): Arming {
  return events.reduce(afterEvent, armed);
}

describe('trading hotkeys', () => {
  it('are off at the start, and nothing but arming arms them', () => {
    const events: ArmingEvent[] = [
      { kind: 'struck', at: 1 },
      { kind: 'settled', at: 1 },
      { kind: 'came', at: 1 },
      { kind: 'left', at: 1 },
      { kind: 'passed', at: 1 },
      { kind: 'disarm', because: 'user' },
    ];
    expect(events.reduce(afterEvent, OFF)).toEqual(OFF);
    expect(strikeOf(OFF, 0)).toBe('off');
    expect(strikeOf(armed, 0)).toBe('go');
  });

  it('go off after five minutes without use, and use starts them anew', () => {
    expect(after({ kind: 'passed', at: IDLE_AFTER_MS - 1 }).armed).toBe(true);
    expect(after({ kind: 'passed', at: IDLE_AFTER_MS })).toEqual({ armed: false, because: 'idle' });
    const used = after(
      { kind: 'struck', at: IDLE_AFTER_MS - 1 },
      { kind: 'settled', at: IDLE_AFTER_MS },
      { kind: 'passed', at: IDLE_AFTER_MS + 1 },
    );
    expect(used.armed).toBe(true);
  });

  it('go off when the window is left for long, and not when it is left for a moment', () => {
    const left = { kind: 'left', at: 0 } as const;
    expect(after(left, { kind: 'passed', at: AWAY_AFTER_MS })).toEqual({ armed: false, because: 'away' });
    expect(after(left, { kind: 'came', at: AWAY_AFTER_MS })).toEqual({ armed: false, because: 'away' });
    const back = after(left, { kind: 'came', at: 10 }, { kind: 'passed', at: AWAY_AFTER_MS + 1 });
    expect(back.armed).toBe(true);
  });

  it('do nothing by a press that comes after their time, however late the timer is', () => {
    expect(strikeOf(armed, IDLE_AFTER_MS)).toBe('off');
  });

  it('take no second press while one is being sent, however long a question stays open', () => {
    const sending = after({ kind: 'struck', at: 5 }, { kind: 'left', at: 6 });
    expect(strikeOf(sending, 7)).toBe('sending');
    const waited = afterEvent(sending, { kind: 'passed', at: AWAY_AFTER_MS * 3 });
    expect(waited.armed).toBe(true);
    const settled = afterEvent(waited, { kind: 'settled', at: AWAY_AFTER_MS * 3 });
    expect(strikeOf(settled, AWAY_AFTER_MS * 3)).toBe('go');
  });

  it.each(['user', 'locked', 'account'] as const)('go off at once: %s', (because) => {
    const off = after({ kind: 'struck', at: 1 }, { kind: 'disarm', because });
    expect(off).toEqual({ armed: false, because });
    expect(afterEvent(off, { kind: 'settled', at: 2 })).toEqual(off);
  });

  it('that are armed already keep their time when they are armed again', () => {
    expect(after({ kind: 'arm', at: 99 })).toEqual(armed);
  });
});
