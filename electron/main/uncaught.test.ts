import { EventEmitter } from 'node:events';
import { expect, it } from 'vitest';
import { logUncaught } from './uncaught';

it('what nobody caught is logged by its kind and place, without its words, and nothing is thrown again', () => {
  const lines: string[] = [];
  const source = new EventEmitter();
  logUncaught({ error: (line) => lines.push(line) }, source);
  const error = Object.assign(new TypeError('a word that may be a secret'), { code: 'ERR_ODD' });
  source.emit('uncaughtException', error);
  source.emit('unhandledRejection', error);
  source.emit('unhandledRejection', 'a secret');
  expect(lines).toHaveLength(3);
  expect(lines[0]).toMatch(/^uncaught: TypeError ERR_ODD\n\s+at .*uncaught\.test\.ts/);
  expect(lines[1]).toMatch(/^unhandled: TypeError ERR_ODD\n\s+at /);
  expect(lines[2]).toBe('unhandled: a string');
  expect(lines.join()).not.toContain('secret');
});
