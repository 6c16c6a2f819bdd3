import { describe, expect, it } from 'vitest';
import { DEBUGGING_SWITCHES, debuggingSwitches } from './debugging-switches';

describe('switches that a packaged Perch refuses', () => {
  it('are found among others, and only they', () => {
    const given = new Set(['hidden', 'user-data-dir', 'inspect-brk', 'no-sandbox', 'remote-debugging-port']);
    expect(debuggingSwitches((name) => given.has(name))).toEqual(['remote-debugging-port', 'inspect-brk']);
    expect(debuggingSwitches((name) => ['hidden', 'proxy-server', 'disable-gpu'].includes(name))).toEqual([]);
  });

  it('are each named once, as Chromium names them: small letters and no dashes before', () => {
    expect(new Set(DEBUGGING_SWITCHES).size).toBe(DEBUGGING_SWITCHES.length);
    for (const name of DEBUGGING_SWITCHES) expect(name).toMatch(/^[a-z]+(-[a-z]+)*$/);
  });
});
