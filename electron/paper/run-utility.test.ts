import { EventEmitter } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ParentPort } from './parent-port';
import { type PaperStarted, runUtility } from './run-utility';
import { send } from './testing-requests';

/** The parent's end of a utility process, without the process. */
function utility() {
  const events = new EventEmitter();
  const answers = new EventEmitter();
  const port: ParentPort = {
    on: (event: string, listener: (...args: never[]) => void) => {
      events.on(event, listener as (...args: unknown[]) => void);
    },
    postMessage: (message) => answers.emit('answer', message),
  };
  const exited = new Promise<number>((resolve) => runUtility(port, resolve));
  const ask = (message: unknown): Promise<PaperStarted> =>
    new Promise((resolve) => {
      answers.once('answer', resolve);
      events.emit('message', { data: message });
    });
  return { events, exited, ask };
}

const configuration = { port: 0, seed: 7, keyId: 'K', secret: 'only-in-the-message' };

describe('in a utility process', () => {
  it.each([
    ['is told to stop', (events: EventEmitter) => events.emit('message', { data: { stop: true } })],
    ['loses its parent', (events: EventEmitter) => events.emit('close')],
  ])('it serves what the first message says, and ends with its state saved when it %s', async (_how, end) => {
    const folder = mkdtempSync(join(tmpdir(), 'paper-utility-'));
    const stateFile = join(folder, 'state.json');
    const { events, exited, ask } = utility();
    const started = await ask({ ...configuration, stateFile });
    if (!('ready' in started)) throw new Error(started.failed);
    expect(started.ready.key).toBe('K');
    expect((await send(started.ready.rest, 'GET', '/api/v1/ping')).status).toBe(200);
    end(events);
    expect(await exited).toBe(0);
    await expect(send(started.ready.rest, 'GET', '/api/v1/ping')).rejects.toThrow();
    expect(readFileSync(stateFile, 'utf8')).toContain('"version":1');
    rmSync(folder, { recursive: true });
  });

  it('it names what is wrong with its configuration, without the values', async () => {
    const { events, exited, ask } = utility();
    const answer = await ask({ ...configuration, port: 70_000, secret: 'bad secret' });
    expect(answer).toEqual({ failed: expect.stringMatching(/port.*secret/) });
    expect(JSON.stringify(answer)).not.toContain('bad secret');
    events.emit('close');
    expect(await exited).toBe(0);
  });

  it('it says when it cannot start, and can be asked again', async () => {
    const { events, exited, ask } = utility();
    const first = await ask(configuration);
    if (!('ready' in first)) throw new Error(first.failed);
    const second = utility();
    expect(await second.ask({ ...configuration, port: Number(new URL(first.ready.rest).port) })).toEqual({
      failed: expect.stringContaining('EADDRINUSE'),
    });
    expect(await second.ask(configuration)).toHaveProperty('ready');
    for (const each of [events, second.events]) each.emit('close');
    expect(await Promise.all([exited, second.exited])).toEqual([0, 0]);
  });
});
