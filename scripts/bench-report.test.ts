import { describe, expect, it } from 'vitest';
import { barChart, describe as inWords } from '../bench/report/chart.mjs';
import { joined, stillUsed } from '../bench/report/join.mjs';

type Results = Parameters<typeof joined>[0][number];

const run = (date: string, commit: string, parts: object): Results =>
  ({
    date,
    seconds: 9,
    machine: { commit },
    partSeconds: { load: 5, growth: 7 },
    ...parts,
  }) as unknown as Results;

const older = run('2026-11-01T00:00:00.000Z', 'aaa', { load: ['old'], growth: 'kept' });
const newer = run('2026-11-02T00:00:00.000Z', 'bbb', { load: ['new'] });

describe('results of several runs', () => {
  it.each([
    ['given by age', [older, newer]],
    ['given in another order', [newer, older]],
  ])('have of each part the newest, %s', (_how, all) => {
    const results = joined(all);
    expect(results).toMatchObject({ load: ['new'], growth: 'kept', date: newer.date, seconds: 12 });
  });

  it('tell where each part is from', () => {
    const { runs } = joined([older, newer]);
    expect(runs?.['load']).toMatchObject({ date: newer.date, machine: { commit: 'bbb' }, seconds: 5 });
    expect(runs?.['growth']).toMatchObject({ date: older.date, machine: { commit: 'aaa' }, seconds: 7 });
  });

  it('tell which parts are of a shortened try', () => {
    const { runs } = joined([older, { ...newer, shortened: true }]);
    expect([runs?.['load']?.shortened, runs?.['growth']?.shortened]).toEqual([true, undefined]);
  });

  it('are forgotten when every part of them is in a newer one', () => {
    expect(stillUsed([older, newer])).toEqual([older, newer]);
    const newest = run('2026-11-03T00:00:00.000Z', 'ccc', { load: ['newest'], growth: 'too' });
    expect(stillUsed([older, newer, newest])).toEqual([newest]);
  });
});

const chart = {
  title: 'Orders & more',
  unit: 'µs',
  digits: 0,
  groups: [
    {
      bars: [
        { label: 'Perch <client>', values: [90, 100, 110, 120, 400], ours: true },
        { label: 'peer', values: [220] },
      ],
      target: { value: 55, text: 'target: 55 µs' },
    },
  ],
};

const numbers = (svg: string, pattern: RegExp): number[] =>
  [...svg.matchAll(pattern)].map((match) => Number(match[1]));

describe('a chart of bars', () => {
  const svg = barChart(chart);

  it('draws medians on one scale that begins at zero', () => {
    const [ours, theirs] = numbers(svg, /class="(?:ours|theirs)" x="238" y="\d+" width="([\d.]+)"/g);
    expect(theirs).toBe(400);
    expect(ours).toBe(200);
  });

  it('draws the quartiles of what has several values, and the target', () => {
    expect(svg.match(/class="spread" d="M([\d.]+) [\d.]+H([\d.]+)M/)?.slice(1)).toEqual(['419.8', '456.2']);
    expect(svg.match(/class="spread" d/g)).toHaveLength(1);
    expect(svg).toMatch(/class="target" d="M338 /);
  });

  it('says the same in words, and lets no label be markup', () => {
    expect(inWords(chart)).toBe('Orders & more: Perch <client> 110 µs; peer 220 µs; target: 55 µs');
    expect(svg).not.toContain('<client>');
    expect(svg).toContain('Perch &lt;client&gt;');
  });

  it('can be read on a light page and on a dark one', () => {
    expect(svg).toContain('prefers-color-scheme:dark');
  });
});
