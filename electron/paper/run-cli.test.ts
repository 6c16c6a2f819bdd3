import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { FlagError, readCommandLine } from './cli';
import { send, sign } from './testing-requests';

const script = resolve(import.meta.dirname, '../../scripts/exchange.mjs');
const running = new Map<ChildProcess, Promise<Ended>>();
afterEach(async () => {
  for (const child of running.keys()) child.kill('SIGKILL');
  await Promise.all(running.values());
});

interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the command; `ready` is its first line, `ended` what it left. */
function run(...args: string[]) {
  const child = spawn(process.execPath, [script, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  let stdout = '';
  let stderr = '';
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  const ready = new Promise<Record<string, string>>((done, fail) => {
    child.stdout.on('data', (chunk: Buffer) => {
      stdout += chunk.toString();
      const end = stdout.indexOf('\n');
      if (end >= 0) done(JSON.parse(stdout.slice(0, end)) as Record<string, string>);
    });
    child.once('close', () => fail(new Error(`ended before it was ready: ${stderr}`)));
  });
  const ended = new Promise<Ended>((done) => {
    child.once('close', (code) => {
      running.delete(child);
      done({ code, stdout, stderr });
    });
  });
  running.set(child, ended);
  ready.catch(() => undefined);
  return { child, ready, ended };
}

describe('npm run exchange', () => {
  beforeAll(async () => {
    // The first run may build; the others find it built.
    await run('--port', 'x').ended;
  }, 60_000);

  it('prints one line when ready and nothing else, serves, and ends on SIGTERM', async () => {
    const { child, ready, ended } = run('--port', '0', '--seed', '7', '--key', 'K', '--secret', 'S');
    const line = await ready;
    expect(line).toEqual({
      rest: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/),
      stream: line['rest']?.replace('http', 'ws'),
      key: 'K',
    });
    expect((await send(line['rest']!, 'GET', '/api/v1/ping')).text).toBe('{}');
    child.kill('SIGTERM');
    expect(await ended).toEqual({ code: 0, stdout: `${JSON.stringify(line)}\n`, stderr: '' });
  });

  it('makes a key and a secret when none are given, and says them', async () => {
    const { ready } = run();
    const { key, secret } = await ready;
    expect(key).toMatch(/^[0-9a-f]{64}$/);
    expect(secret).toMatch(/^[0-9a-f]{64}$/);
  });

  it('keeps the account over restarts, and keeps to its clock offset', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'paper-cli-'));
    try {
      const args = [
        '--key',
        'K',
        '--secret',
        'S',
        '--state',
        join(folder, 'state.json'),
        '--clock-offset-ms',
        '-3600000',
      ];
      const signed = (rest: string, method: string, path: string, more: string) => {
        const query = `${more}timestamp=${Date.now() - 3_600_000}`;
        return send(rest, method, `${path}?${query}&signature=${sign('S', query)}`, {
          headers: { 'X-JEX-APIKEY': 'K' },
        });
      };
      const first = run(...args);
      const { rest } = await first.ready;
      const order = 'symbol=JEXBTC&side=BUY&type=LIMIT&quantity=7&price=0.000001&';
      expect((await signed(rest!, 'POST', '/api/v1/spot/order', order)).status).toBe(200);
      first.child.kill('SIGINT');
      expect((await first.ended).code).toBe(0);
      const second = run(...args);
      const again = (await second.ready)['rest']!;
      expect((await signed(again, 'GET', '/api/v1/spot/openOrders', 'symbol=JEXBTC&')).text).toContain(
        '"origQty":"7.00000000"',
      );
      second.child.kill('SIGTERM');
      await second.ended;
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('ends with code 2 and names the flag that is wrong', async () => {
    const { code, stdout, stderr } = await run('--symbols', 'many').ended;
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain("--symbols must be a whole number from 1 to 5000, not 'many'");
  });

  it('ends with code 1 when the port is taken', async () => {
    const { rest } = await run('--key', 'K', '--secret', 'S').ready;
    const { code, stdout, stderr } = await run('--port', new URL(rest!).port).ended;
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toContain('EADDRINUSE');
  });
});

describe('the command line', () => {
  it.each([
    [['--port', '65536'], '--port'],
    [['--port', ''], '--port'],
    [['--seed', '1.5'], '--seed'],
    [['--seed', '-1'], '--seed'],
    [['--key', ''], '--key'],
    [['--key', 'a b'], '--key'],
    [['--secret', 'ü'], '--secret'],
    [['--state', ''], '--state'],
    [['--symbols', '0'], '--symbols'],
    [['--symbols', '5001'], '--symbols'],
    [['--rate', '-1'], '--rate'],
    [['--rate', '20001'], '--rate'],
    [['--clock-offset-ms', '1e3'], '--clock-offset-ms'],
    [['--faults', ''], '--faults'],
    [['--colour', 'red'], '--colour'],
    [['--port'], '--port'],
    [['stray'], 'stray'],
  ])('%j is refused by name', (args, named) => {
    expect(() => readCommandLine(args)).toThrow(FlagError);
    expect(() => readCommandLine(args)).toThrow(named);
  });

  it('never repeats a secret in a message', () => {
    expect(() => readCommandLine(['--secret', 'se cret'])).toThrow(/^(?!.*se cret)/);
  });
});
