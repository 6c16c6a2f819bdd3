import { expect, it } from 'vitest';
import { createDemand } from './demand';

it('a topic is wanted from its first follower to its last, and only these two changes are told', () => {
  const demand = createDemand();
  const told: [string, boolean][] = [];
  demand.subscribe((topic) => told.push([topic, demand.has(topic)]));
  const first = demand.add('book');
  const second = demand.add('book');
  first();
  expect(demand.has('book')).toBe(true);
  second();
  expect(demand.has('book')).toBe(false);
  expect(told).toEqual([
    ['book', true],
    ['book', false],
  ]);
});

it('a follower that leaves twice is one follower', () => {
  const demand = createDemand();
  const leave = demand.add('tape');
  demand.add('tape');
  leave();
  leave();
  expect(demand.has('tape')).toBe(true);
});
