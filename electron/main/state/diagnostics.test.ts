import { expect, it } from 'vitest';
import type { Diagnostics } from '@shared/domain/diagnostics';
import { createIncidents } from '../exchange/streams/incidents';
import type { StreamsStatus } from '../exchange/streams/streams-status';
import { FakeTime } from '../exchange/testing';
import { createDemand } from './demand';
import { publishDiagnostics } from './diagnostics';
import { createTopicStore } from './stores';

const connection = (id: number, name: string) => ({
  id,
  streams: [name],
  state: 'live' as const,
  openedAt: 1,
  lastMessageAt: 2,
  failures: 0,
  nextAttemptAt: null,
});

function setUp() {
  const time = new FakeTime();
  const incidents = createIncidents(time);
  const demand = createDemand();
  const streams = createTopicStore({
    connections: [connection(1, 'btcusdt@spotDepth')],
    messages: 7,
    bytes: 700,
  } as unknown as StreamsStatus);
  const account = createTopicStore([connection(2, 'account')]);
  const published: Diagnostics[] = [];
  const stop = publishDiagnostics({
    incidents,
    demand,
    streams,
    account,
    publish: (value) => published.push(value),
    time,
  });
  return { time, incidents, demand, streams, published, stop };
}

it('costs nothing while nobody looks, and shows all that happened before once somebody does', async () => {
  const { time, incidents, demand, published } = setUp();
  incidents.report('gap', 'BTCUSDT: 7 came after 5.');
  await time.pass(5_000);
  expect(published).toEqual([]);
  demand.add('diagnostics');
  await time.pass(1_000);
  expect(published).toHaveLength(1);
  expect(published[0]).toMatchObject({
    messages: 7,
    counts: { gap: 1, malformed: 0 },
    incidents: [{ kind: 'gap', text: 'BTCUSDT: 7 came after 5.' }],
  });
  expect(published[0]?.connections.map(({ streams }) => streams)).toEqual([
    ['btcusdt@spotDepth'],
    ['account'],
  ]);
});

it('a storm of incidents is published once a second and keeps 50 of them', async () => {
  const { time, incidents, demand, published, stop } = setUp();
  demand.add('diagnostics');
  await time.pass(1_000);
  for (let second = 0; second < 10; second += 1) {
    for (let frame = 0; frame < 1_000; frame += 1) incidents.report('malformed', `frame ${frame}`);
    await time.pass(1_000);
  }
  expect(published.length).toBeLessThanOrEqual(1 + 10);
  expect(published.at(-1)).toMatchObject({ counts: { malformed: 10_000 } });
  expect(published.at(-1)?.incidents).toHaveLength(50);
  stop();
  const { length } = published;
  incidents.report('gap', 'after the end');
  await time.pass(1_000);
  expect(published).toHaveLength(length);
});
