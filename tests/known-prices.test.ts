import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

/*
 * Where a market that moves stands is as the day has it (docs/paper-exchange.md): a price that is written down rests today, is refused
 * next week and trades next month. Only a market that stands still has known prices, see electron/paper/market/still-market.test.ts.
 */

/** Files whose orders all go to exchanges that stand still. Of a market that moves `Terminal.priceAt` answers a price. */
const STILL = [
  'accounts.e2e.ts',
  'book.e2e.ts',
  'canary.e2e.ts',
  'confirm-orders.e2e.ts',
  'desk.e2e.ts',
  'edit-order.e2e.ts',
  'fill-notices.e2e.ts',
  'live-markets.e2e.ts',
  'order-life.e2e.ts',
  'quit.e2e.ts',
  'refusals.e2e.ts',
  'taken-over.e2e.ts',
  'tray.e2e.ts',
];

const FOLDERS = ['.', 'clean-root', 'demo'];
const files = FOLDERS.flatMap((folder) =>
  readdirSync(join(import.meta.dirname, folder))
    .filter((name) => /(?<!\.test)\.ts$/.test(name))
    .map((name) => join(folder, name)),
);
const codeOf = (file: string): string => readFileSync(join(import.meta.dirname, file), 'utf8');

const PRICE =
  /(?:rest|fill|place)\(\s*'(?:BUY|SELL)',\s*'\d|field\('price'\)\.fill\('\d|name: 'Price' \}\)\.fill\('\d|\bprice: '\d/;
const STARTED = /\b(?:startPaper|paperOfTest)\(/;
const MOVING = /\bstartPaper\((?!\{ (?:\.\.\.still|marketMaker: false))/;

it('a price is written down only where the market stands still', () => {
  expect(files.filter((file) => PRICE.test(codeOf(file))).sort()).toEqual(STILL);
});

it.each(STILL)('%s starts exchanges of its own, and none that moves', (file) => {
  expect(codeOf(file)).toMatch(STARTED);
  expect(codeOf(file)).not.toMatch(MOVING);
});
