import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Book, Level } from '@shared/domain/market';
import { createIncidents, type Incidents } from '../../exchange/streams/incidents';
import { FakeTime } from '../../exchange/testing';
import { testStreams, type TestStreams } from '../testing-streams';
import { followBook, type BookFeed } from './book-feed';
import { FakeConnection, side } from './testing';

const SYMBOL = 'BTCUSDT';

let time: FakeTime;
let streams: TestStreams<{ kind: 'depth'; symbol: string }>;
let connection: FakeConnection;
let incidents: Incidents;
let feed: BookFeed;
let shown: Book[];

/** What the exchange has, which REST tells as of the moment it looks. */
let version: number;
let bids: Level[];
let asks: Level[];

const book = (): Book => shown.at(-1)!;
const counts = () => incidents.state.getState().counts;
const snapshots = () => connection.calls.filter(({ params }) => (params as { limit: number }).limit === 60);
const probes = () => connection.calls.filter(({ params }) => (params as { limit: number }).limit === 20);

/** The exchange's book changes. Answers the event that tells it. */
function change(changedBids: readonly Level[], changedAsks: readonly Level[] = []) {
  version += 1;
  const apply = (levels: Level[], changes: readonly Level[], sign: number): Level[] =>
    [...levels.filter(([price]) => !changes.some(([other]) => other === price)), ...changes]
      .filter(([, quantity]) => quantity !== '0')
      .sort(([a], [b]) => sign * (Number(a) - Number(b)));
  bids = apply(bids, changedBids, -1);
  asks = apply(asks, changedAsks, 1);
  return { symbol: SYMBOL, version, bids: changedBids, asks: changedAsks };
}

const tell = (event: ReturnType<typeof change>): void => streams.tell(event, time.wall());

function follow(): void {
  feed = followBook({
    symbol: SYMBOL,
    streams: streams.streams,
    connection,
    incidents,
    onBook: (value) => shown.push(value),
    time,
  });
}

async function followLive(): Promise<void> {
  follow();
  streams.live();
  await time.pass(50);
  expect(book().state).toBe('live');
}

beforeEach(() => {
  time = new FakeTime();
  streams = testStreams();
  connection = new FakeConnection(time);
  incidents = createIncidents(time);
  shown = [];
  version = 100;
  bids = side('bids', 99, 10);
  asks = side('asks', 101, 10);
  connection.answers.depth = ({ limit }) => ({
    lastUpdateId: String(version),
    bids: bids.slice(0, limit as number) as [string, string][],
    asks: asks.slice(0, limit as number) as [string, string][],
  });
});

afterEach(() => feed.stop());

describe('a followed book', () => {
  it('is loading at first, asks for a snapshot when the stream is live, and is live as of the question', async () => {
    follow();
    expect(shown).toEqual([{ symbol: SYMBOL, state: 'loading', bids: [], asks: [], confirmedAt: 0 }]);
    expect(streams.followed()).toEqual({ kind: 'depth', symbol: SYMBOL });
    await time.pass(500);
    expect(snapshots()).toEqual([]);
    const askedAt = time.wall();
    streams.live();
    await time.pass(50);
    expect(book()).toEqual({ symbol: SYMBOL, state: 'live', bids, asks, confirmedAt: askedAt });
    expect(snapshots()).toHaveLength(1);
    expect(counts().rebuilt).toBe(0);
  });

  it('shows what REST tells before the stream is live, as still loading, and nothing older after it', async () => {
    const askedAt = time.wall();
    follow();
    await time.pass(30);
    expect(book()).toEqual({ symbol: SYMBOL, state: 'loading', bids, asks, confirmedAt: askedAt });
    version -= 1;
    streams.live();
    await time.pass(50);
    expect(book()).toMatchObject({ state: 'loading', confirmedAt: askedAt });
    version += 1;
    await time.pass(1_000);
    expect(book()).toMatchObject({ state: 'live', bids, asks });
  });

  it('does not take a late first look for the book', async () => {
    connection.latency = 200;
    follow();
    connection.latency = 20;
    streams.live();
    tell(change([['99', '2']]));
    await time.pass(50);
    const live = book();
    expect(live.state).toBe('live');
    await time.pass(300);
    expect(book()).toEqual(live);
  });

  it('drops what came before the snapshot and applies what came after', async () => {
    connection.latency = 400;
    follow();
    streams.live();
    tell(change([['99', '2']]));
    const second = change([['99', '3']]);
    await time.pass(300);
    // The snapshot has both by now; this is after it.
    tell(second);
    const third = change([['99', '0']], [['101', '7']]);
    tell(third);
    await time.pass(200);
    expect(book()).toMatchObject({ state: 'live', bids, asks });
    expect(book().bids[0]).toEqual(['98', '1']);
    expect(counts()).toMatchObject({ gap: 0, duplicate: 0, 'out-of-order': 0 });
  });

  it('asks again, not sooner than a second later, when the snapshot is older than the first difference', async () => {
    follow();
    const old = { lastUpdateId: String(version), bids: [...bids], asks: [...asks] } as never;
    const answer = connection.answers.depth!;
    connection.answers.depth = () => old;
    change([['99', '2']]);
    streams.live();
    tell(change([['98', '2']]));
    await time.pass(500);
    expect(book().state).toBe('loading');
    connection.answers.depth = answer;
    await time.pass(400);
    expect(snapshots()).toHaveLength(1);
    await time.pass(200);
    expect(snapshots()).toHaveLength(2);
    expect(book()).toMatchObject({ state: 'live', bids, asks });
  });

  it('keeps the old book with its old age at a gap and is whole again after one snapshot', async () => {
    await followLive();
    await time.pass(2_000);
    tell(change([['99', '2']]));
    const before = book();
    change([['98', '5']]);
    tell(change([['97', '6']]));
    expect(book()).toBe(before);
    await time.pass(290);
    expect(book()).toBe(before);
    const asked = snapshots().length;
    await time.pass(11);
    expect(book()).toEqual({ ...before, state: 'interrupted' });
    await time.pass(1_000);
    expect(book()).toMatchObject({ state: 'live', bids, asks });
    expect(snapshots().length - asked).toBe(1);
    expect(counts()).toMatchObject({ gap: 1, rebuilt: 1 });
  });

  it('waits a moment for a difference that was overtaken', async () => {
    await followLive();
    const first = change([['99', '2']]);
    const second = change([['98', '2']]);
    tell(second);
    expect(book().bids[0]).toEqual(['99', '1']);
    await time.pass(250);
    tell(first);
    expect(book()).toMatchObject({ state: 'live', bids, asks });
    await time.pass(1_000);
    expect(counts()).toMatchObject({ gap: 0, 'out-of-order': 1, rebuilt: 0 });
    expect(snapshots()).toHaveLength(1);
  });

  it('counts a difference that comes twice, and one that comes too late, and applies neither', async () => {
    await followLive();
    const first = change([['99', '2']]);
    tell(first);
    tell(change([['99', '3']]));
    tell(first);
    expect(counts()).toMatchObject({ duplicate: 1, 'out-of-order': 0 });
    tell({ ...first, version: 100 });
    expect(counts()).toMatchObject({ duplicate: 1, 'out-of-order': 1 });
    expect(book().bids[0]).toEqual(['99', '3']);
  });

  it.each([
    ['crossed', [['105', '1']]],
    ['negative', [['98', '-1']]],
  ] as [string, Level[]][])('refuses a %s book and builds it again', async (_, bad) => {
    await followLive();
    await time.pass(2_000);
    const before = book();
    const event = change([['90', '1']]);
    tell({ ...event, bids: bad });
    expect(book()).toEqual({ ...before, state: 'interrupted' });
    expect(counts()['bad-book']).toBe(1);
    await time.pass(1_000);
    expect(book()).toMatchObject({ state: 'live', bids, asks });
    expect(counts()).toMatchObject({ 'bad-book': 1, rebuilt: 1 });
  });

  it('refuses a crossed snapshot, asks each second, and shows nothing of it', async () => {
    const good = bids;
    bids = [['200', '1']];
    follow();
    streams.live();
    await time.pass(3_500);
    expect(shown).toHaveLength(1);
    expect(snapshots().length).toBeLessThanOrEqual(4);
    expect(counts()['bad-book']).toBe(snapshots().length);
    bids = good;
    await time.pass(1_100);
    expect(book()).toMatchObject({ state: 'live', bids });
  });

  it('is interrupted while the stream is, and live again only after REST told what may have been lost', async () => {
    await followLive();
    tell(change([['99', '2']]));
    const before = book();
    await time.pass(1_500);
    streams.interrupt();
    expect(book()).toEqual({ ...before, state: 'interrupted' });
    change([['99', '9']]);
    await time.pass(100);
    streams.live();
    expect(book().state).toBe('interrupted');
    await time.pass(100);
    expect(book()).toMatchObject({ state: 'live', bids, asks });
  });

  it('polls each second when streams cannot be had for 2 s, and tells each as of its question', async () => {
    follow();
    streams.interrupt();
    await time.pass(1_990);
    expect(book().state).toBe('loading');
    await time.pass(50);
    expect(book()).toMatchObject({ state: 'polling', bids, asks });
    const first = book().confirmedAt;
    change([['99', '4']]);
    await time.pass(1_000);
    expect(book()).toMatchObject({ state: 'polling', bids });
    expect(book().confirmedAt - first).toBe(1_000);
    await time.pass(58_000);
    expect(snapshots().length).toBeLessThanOrEqual(60);
    streams.live();
    await time.pass(1_100);
    expect(book().state).toBe('live');
  });

  it('goes on polling when no attempt to connect lasts and REST is slow', async () => {
    connection.latency = 1_500;
    follow();
    for (let n = 0; n < 10; n += 1) {
      streams.interrupt();
      await time.pass(500);
    }
    expect(book().state).toBe('polling');
  });

  it('asks less and less often when neither streams nor REST can be had, and says that it is interrupted', async () => {
    await followLive();
    streams.interrupt();
    await time.pass(3_000);
    expect(book().state).toBe('polling');
    const before = book();
    delete connection.answers.depth;
    const asked = connection.calls.length;
    await time.pass(60_000);
    expect(book()).toEqual({ ...before, state: 'interrupted' });
    expect(connection.calls.length - asked).toBeLessThan(15);
  });

  it('asks a quiet stream after 3 s and is as fresh as the question when REST has the same', async () => {
    await followLive();
    const joinedAt = book().confirmedAt + connection.latency;
    await time.pass(2_900);
    expect(probes()).toHaveLength(0);
    await time.pass(200);
    expect(probes()).toHaveLength(1);
    expect(book()).toMatchObject({ state: 'live', confirmedAt: joinedAt + 3_000 });
    await time.pass(60_000);
    expect(time.wall() - book().confirmedAt).toBeLessThan(3_100);
    expect(probes().length).toBeLessThanOrEqual(21);
    expect(snapshots()).toHaveLength(1);
  });

  it('finds a silent stream within 6 s, has it made again, and polls until the stream brings what REST knows', async () => {
    await followLive();
    const { confirmedAt } = book();
    change([['99', '5']]);
    await time.pass(5_300);
    expect(counts().silent).toBe(1);
    expect(streams.reconnects).toHaveLength(1);
    expect(shown.at(-2)).toMatchObject({ state: 'interrupted', confirmedAt });
    expect(book()).toMatchObject({ state: 'polling', bids });
    streams.live();
    await time.pass(20_000);
    expect(book().state).toBe('polling');
    const old = change([['99', '6']]);
    change([['98', '6']]);
    await time.pass(1_100);
    tell(old);
    await time.pass(20_000);
    expect(book()).toMatchObject({ state: 'polling', bids });
    expect(time.wall() - book().confirmedAt).toBeLessThan(1_100);
    tell(change([['99', '7']]));
    await time.pass(1_100);
    expect(book()).toMatchObject({ state: 'live', bids });
  });

  it('has a stream that stays silent made again each half minute', async () => {
    await followLive();
    change([['99', '5']]);
    await time.pass(120_000);
    expect(streams.reconnects.length).toBeGreaterThanOrEqual(3);
    expect(streams.reconnects.length).toBeLessThanOrEqual(5);
    expect(counts().silent).toBe(1);
  });

  it('does not doubt a quiet stream whose difference comes after REST told of it', async () => {
    await followLive();
    await time.pass(2_990);
    const event = change([['99', '5']]);
    await time.pass(1_000);
    tell(event);
    await time.pass(10_000);
    expect(counts().silent).toBe(0);
    expect(book()).toMatchObject({ state: 'live', bids });
  });

  it.each(['quiet', 'busy'])(
    'finds a %s book whose levels are wrong although its version is right',
    async (pace) => {
      await followLive();
      tell({ ...change([['97', '5']]), bids: [['97', '6']] });
      for (let second = 0; second < 9; second += 1) {
        if (pace === 'busy') tell(change([['99', String(second + 1)]]));
        await time.pass(1_000);
      }
      expect(counts()).toMatchObject({ 'bad-book': 1, silent: 0 });
      await time.pass(1_000);
      expect(book()).toMatchObject({ state: 'live', bids });
    },
  );

  it('is compared with REST as it was at the version that REST told, not as it is', async () => {
    await followLive();
    for (let second = 0; second < 30; second += 1) {
      const [first, next] = [change([['99', String(second + 1)]]), change([['99', String(second + 100)]])];
      await time.pass(1_000);
      tell(first);
      tell(next);
    }
    expect(probes().length).toBeGreaterThan(4);
    expect(counts()['bad-book']).toBe(0);
  });

  it('asks at once, and throws nothing away, when the stream says that something could not be read', async () => {
    await followLive();
    streams.live();
    expect(book().state).toBe('live');
    await time.pass(1_000);
    expect(probes()).toHaveLength(1);
    expect(book().state).toBe('live');
    expect(counts().rebuilt).toBe(0);
  });

  it('subtracts how late a busy stream is, and says so no longer when it has caught up', async () => {
    await followLive();
    let lateBy = 0;
    const waiting: { event: ReturnType<typeof change>; at: number }[] = [];
    const seconds = async (count: number, later: number): Promise<void> => {
      for (let n = 0; n < count; n += 1) {
        lateBy += later;
        waiting.push({ event: change([['99', String(version)]]), at: time.wall() });
        while (waiting[0] && waiting[0].at <= time.wall() - lateBy) tell(waiting.shift()!.event);
        await time.pass(1_000);
      }
    };
    await seconds(3, 0);
    expect(time.wall() - book().confirmedAt).toBeLessThanOrEqual(1_000);
    await seconds(10, 400);
    await seconds(10, 0);
    expect(book().state).toBe('live');
    expect(time.wall() - book().confirmedAt).toBeGreaterThanOrEqual(4_000);
    expect(time.wall() - book().confirmedAt).toBeLessThanOrEqual(6_500);
    lateBy = 0;
    await seconds(10, 0);
    expect(time.wall() - book().confirmedAt).toBeLessThanOrEqual(1_000);
    expect(book()).toMatchObject({ state: 'live', bids });
    expect(counts().silent).toBe(0);
  });

  it('has a stream made again that tells old news only, but not again and again', async () => {
    let waiting: ReturnType<typeof change>[] = [];
    streams = testStreams(() => {
      waiting = [];
      streams.interrupt();
      streams.live();
    });
    await followLive();
    for (let n = 0; n < 120; n += 1) {
      // It tells one difference while two happen.
      waiting.push(change([['99', String(n + 1)]]), change([['98', String(n + 1)]]));
      tell(waiting.shift()!);
      await time.pass(500);
    }
    expect(streams.reconnects.length).toBeGreaterThanOrEqual(1);
    expect(streams.reconnects.length).toBeLessThanOrEqual(3);
    expect(counts().silent).toBeGreaterThanOrEqual(streams.reconnects.length);
  });

  it('is built again from nothing old on a wake-up', async () => {
    await followLive();
    await time.pass(1_500);
    const before = book();
    time.setWall(3_600_000);
    feed.wake();
    expect(book()).toEqual({ ...before, state: 'interrupted' });
    const wokenAt = time.wall();
    await time.pass(100);
    expect(book()).toMatchObject({ state: 'live', confirmedAt: wokenAt });
    expect(counts().rebuilt).toBe(1);
  });

  it('is not confirmed in the future when the clock was set back', async () => {
    await followLive();
    time.setWall(-3_600_000);
    streams.interrupt();
    expect(book().confirmedAt).toBeLessThanOrEqual(time.wall());
  });

  it('lets no storm of gaps become a storm of requests', async () => {
    await followLive();
    const asked = connection.calls.length;
    for (let n = 0; n < 600; n += 1) {
      change([['99', String(n + 1)]]);
      tell(change([['98', String(n + 1)]]));
      await time.pass(100);
      expect(['live', 'interrupted', 'polling']).toContain(book().state);
    }
    expect(connection.calls.length - asked).toBeLessThanOrEqual(65);
    expect(counts().gap).toBeGreaterThan(20);
    await time.pass(3_000);
    expect(book()).toMatchObject({ state: 'live', bids, asks });
  });

  it('has the stream made again when the exchange counts from lower versions', async () => {
    await followLive();
    tell(change([['99', '7']]));
    version = 5;
    streams.interrupt();
    streams.live();
    await time.pass(20_000);
    expect(streams.reconnects.length).toBeGreaterThan(0);
    streams.live();
    await time.pass(2_000);
    tell(change([['99', '8']]));
    await time.pass(2_000);
    expect(book()).toMatchObject({ state: 'live', bids });
  });

  it('notices on a quiet connection that the exchange counts from lower versions', async () => {
    await followLive();
    tell(change([['99', '7']]));
    version = 5;
    await time.pass(12_000);
    expect(counts().gap).toBe(1);
    expect(streams.reconnects).toHaveLength(1);
    expect(book()).toMatchObject({ state: 'polling', bids });
    streams.live();
    tell(change([['99', '8']]));
    await time.pass(1_100);
    expect(book()).toMatchObject({ state: 'live', bids });
  });

  it('builds on no snapshot that was asked for before the stream was live', async () => {
    connection.latency = 1_000;
    follow();
    await time.pass(2_600);
    // Told to nobody: after REST looked, before the stream was live.
    change([['99', '5']]);
    streams.live();
    await time.pass(500);
    expect(book().state).toBe('loading');
    await time.pass(2_000);
    expect(book()).toMatchObject({ state: 'live', bids });
  });

  it('polls when the version of the snapshot is beyond all numbers of the stream', async () => {
    connection.answers.depth = () => ({
      lastUpdateId: '4613019726031880200',
      bids: bids as [string, string][],
      asks: asks as [string, string][],
    });
    follow();
    streams.live();
    await time.pass(3_500);
    expect(book()).toMatchObject({ state: 'polling', bids, asks });
  });

  it('says nothing after it was stopped and leaves nothing behind', async () => {
    await followLive();
    feed.stop();
    const { length } = shown;
    expect(streams.followed()).toBeUndefined();
    feed.wake();
    const asked = connection.calls.length;
    await time.pass(60_000);
    expect(shown).toHaveLength(length);
    expect(connection.calls).toHaveLength(asked);
  });
});

describe('the part of a book that is known', () => {
  it('is what the snapshot told when that had 60 levels, and grows with what comes inside', async () => {
    bids = side('bids', 1_000, 200);
    asks = side('asks', 1_001, 30);
    await followLive();
    expect(book().bids).toHaveLength(60);
    expect(book().asks).toHaveLength(30);
    tell(
      change(
        [
          ['900', '5'],
          ['1000.5', '1'],
          ['990.5', '1'],
        ],
        [['2000', '1']],
      ),
    );
    expect(book().bids).toEqual(bids.slice(0, 62));
    expect(book().asks).toEqual(asks);
  });

  it('is read again, without interruption, while there are still levels to show', async () => {
    bids = side('bids', 1_000, 200);
    asks = side('asks', 1_001, 200);
    await followLive();
    await time.pass(1_000);
    for (let n = 0; n < 35; n += 1) tell(change([[String(1_000 - n), '0']]));
    for (let n = 0; n < 20; n += 1) tell(change([], [[String(1_000 - n), '2']]));
    expect(book().bids).toHaveLength(25);
    await time.pass(100);
    expect(snapshots()).toHaveLength(1);
    tell(change([['965', '0']]));
    expect(book().bids).toHaveLength(24);
    await time.pass(100);
    expect(snapshots()).toHaveLength(2);
    expect(book()).toMatchObject({ state: 'live', bids: bids.slice(0, 60) });
    // What was known beyond the new snapshot stays known.
    expect(book().asks).toEqual(asks.slice(0, 80));
    expect(shown.every(({ state }) => state === 'loading' || state === 'live')).toBe(true);
    expect(counts().rebuilt).toBe(0);
  });

  it('waits with the new levels until the differences are as far as the snapshot', async () => {
    bids = side('bids', 1_000, 200);
    asks = side('asks', 1_001, 30);
    await followLive();
    await time.pass(1_000);
    for (let n = 0; n < 35; n += 1) tell(change([[String(1_000 - n), '0']]));
    const last = change([['965', '0']]);
    const ahead = change([['964', '0']]);
    tell(last);
    await time.pass(100);
    expect(snapshots()).toHaveLength(2);
    expect(book().bids).toHaveLength(24);
    tell(ahead);
    expect(book().bids).toEqual(bids.slice(0, 60));
  });

  it('goes on as it is when the snapshot for it is bad', async () => {
    bids = side('bids', 1_000, 200);
    asks = side('asks', 1_001, 30);
    await followLive();
    await time.pass(1_000);
    const good = connection.answers.depth!;
    connection.answers.depth = (params) => ({ ...good(params)!, asks: [['1', '1']] });
    for (let n = 0; n < 36; n += 1) tell(change([[String(1_000 - n), '0']]));
    await time.pass(100);
    expect(counts()['bad-book']).toBe(1);
    expect(book()).toMatchObject({ state: 'live', bids: bids.slice(0, 24) });
    connection.answers.depth = good;
    await time.pass(1_100);
    expect(book()).toMatchObject({ state: 'live', bids: bids.slice(0, 60) });
    expect(counts().rebuilt).toBe(0);
  });

  it('ends the book when nothing of it is left, instead of showing an empty side', async () => {
    bids = side('bids', 1_000, 200);
    asks = side('asks', 1_001, 30);
    await followLive();
    await time.pass(1_000);
    const before = book();
    tell(change(Array.from({ length: 60 }, (_, n): Level => [String(1_000 - n), '0'])));
    expect(book()).toEqual({ ...before, state: 'interrupted' });
    await time.pass(100);
    expect(book()).toMatchObject({ state: 'live', bids: bids.slice(0, 60) });
  });

  it('is at most 500 levels of a side', async () => {
    await followLive();
    tell(change(Array.from({ length: 700 }, (_, n): Level => [(50 - n / 100).toFixed(2), '1'])));
    expect(book().bids).toEqual(bids.slice(0, 500));
  });
});
