import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { thirdParty } from './lib/third-party.mjs';

const all = thirdParty();
const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as { dependencies: Record<string, string> };

it('every package that is shipped is named with its version and license', () => {
  const names = all.map(({ name }) => name);
  const wanted = Object.entries(manifest.dependencies).map(
    // An alias is shipped under its real name.
    ([name, version]) => /^npm:(.+)@/.exec(version)?.[1] ?? name,
  );
  expect(names).toEqual(expect.arrayContaining([...wanted, 'electron']));
  expect(all.filter(({ version, license }) => version === '' || license === '')).toEqual([]);
});

it('almost every package has its terms, and those of the chart have the notice they ask for', () => {
  expect(all.filter(({ text }) => text === '').length).toBeLessThan(all.length / 5);
  expect(all.find(({ name }) => name === 'lightweight-charts')?.text).toContain('TradingView');
});

it('what only builds or tests Perch is not among them', () => {
  expect(all.map(({ name }) => name)).not.toContain('vitest');
});
