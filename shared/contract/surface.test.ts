import { expect, it } from 'vitest';
import { COMMAND_WINDOWS, TOPIC_WINDOWS, type WindowKind } from './surface';

const open = (table: Readonly<Record<string, readonly WindowKind[]>>, kind: WindowKind): string[] =>
  Object.keys(table)
    .filter((name) => table[name]?.includes(kind))
    .sort();

/** The table says who may do what; these lists say it again, so that a window gets more only on purpose. */
it('small windows of the tray can look, set and pause alerts and open the desk, and nothing that trades', () => {
  expect(open(COMMAND_WINDOWS, 'popover')).toEqual([
    'alert.create',
    'alert.pause',
    'desk.show',
    'sparklines.show',
    'strip.show',
    'window.close',
    'window.painted',
  ]);
  expect(open(COMMAND_WINDOWS, 'strip')).toEqual(['desk.show', 'window.close', 'window.painted']);
});

it('a pane can look, fill the ticket of the desk and change its own view, and nothing that trades', () => {
  expect(
    open(COMMAND_WINDOWS, 'pane').filter((name) => /^(order|account|key|limits?|confirm)\./.test(name)),
  ).toEqual([]);
});

it('a key is typed in the key window alone, and a question is answered in the confirm window alone', () => {
  for (const [name, kinds] of Object.entries(COMMAND_WINDOWS)) {
    if (name.startsWith('key.')) expect([name, kinds]).toEqual([name, ['key']]);
    if (name.startsWith('confirm.')) expect([name, kinds]).toEqual([name, ['confirm']]);
  }
});

it('the windows that ask for a key or an answer hear of nothing that trades', () => {
  for (const kind of ['key', 'confirm'] as const) {
    const topics = open(TOPIC_WINDOWS, kind);
    for (const topic of ['balances', 'openOrders', 'journal', 'alerts']) expect(topics).not.toContain(topic);
  }
});
