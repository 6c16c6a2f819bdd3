import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Book, Tape } from '@shared/domain/market';
import { startPaper } from '../../../paper/testing';
import { followTape } from '../tape/tape-feed';
import { connectTo } from '../testing-live';
import { followBook } from './book-feed';

const SYMBOL = 'BTCUSDT';
const ends: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

const until = (holds: () => boolean): Promise<unknown> =>
  vi.waitUntil(holds, { timeout: 17_000, interval: 10 });
/** The best 20 levels of both sides. */
const pairs = ({ bids, asks }: Pick<Book, 'bids' | 'asks'>): string =>
  JSON.stringify([bids, asks].map((side) => side.slice(0, 20).map(([price, quantity]) => [price, quantity])));

async function followed(options: Parameters<typeof startPaper>[0] = { rate: 2_000 }) {
  const paper = await startPaper(options);
  const live = await connectTo(paper);
  const seen: { book?: Book; tape?: Tape } = {};
  const shown = new Set<string>();
  const common = { symbol: SYMBOL, ...live };
  const book = followBook({
    ...common,
    onBook(value) {
      seen.book = value;
      if (value.state === 'live') shown.add(pairs(value));
      const [bid, ask] = [value.bids[0]?.[0], value.asks[0]?.[0]];
      if (bid !== undefined && ask !== undefined) expect(Number(bid)).toBeLessThan(Number(ask));
    },
  });
  const tape = followTape({ ...common, hasKey: false, onTape: (value) => (seen.tape = value) });
  ends.push(
    () => paper.stop(),
    () => live.stop(),
    () => tape.stop(),
    () => book.stop(),
  );

  /** Waits until the book is live and was what REST tells: by the time that is here, it may be something newer. */
  async function equalsExchange(): Promise<void> {
    const outcome = await live.connection.call('depth', { symbol: SYMBOL, limit: 20 });
    if (outcome.kind !== 'answer') throw new Error(outcome.kind);
    await until(() => shown.has(pairs(outcome.value)) && seen.book?.state === 'live');
  }
  return { ...live, paper, seen, equalsExchange };
}

describe('book and tape of the paper exchange', () => {
  it('are live, and the book is level for level what REST tells', async () => {
    const { seen, counts, equalsExchange } = await followed();
    await until(() => seen.book?.state === 'live' && seen.tape?.state === 'live');
    const { confirmedAt = 0 } = seen.book ?? {};
    await until(() => (seen.book?.confirmedAt ?? 0) > confirmedAt + 3_000);
    await equalsExchange();
    expect(counts()).toMatchObject({ gap: 0, 'bad-book': 0, silent: 0, malformed: 0 });
  });

  it('show each trade once, in order, as REST tells them', async () => {
    const { seen, connection } = await followed();
    await until(() => seen.tape?.state === 'live');
    await until(() => (seen.tape?.trades.filter(({ id }) => id !== '').length ?? 0) > 3);
    const outcome = await connection.call('trades', { symbol: SYMBOL, limit: 60 });
    if (outcome.kind !== 'answer') throw new Error(outcome.kind);
    const rows = outcome.value.toReversed().map(({ price, qty, time }) => [price, qty, time].join(' '));
    const shown = () =>
      (seen.tape?.trades ?? []).map(({ price, quantity, time }) => [price, quantity, time].join(' '));
    await until(() => shown().includes(rows[0] ?? ''));
    const from = shown().indexOf(rows[0] ?? '');
    expect(rows).toHaveLength(60);
    expect(shown().slice(from, from + 60)).toEqual(rows.slice(0, shown().length - from));
  });

  it('are whole again after differences were dropped, doubled, reordered and falsified, and the stream was cut', async () => {
    const { seen, paper, counts, equalsExchange } = await followed();
    await until(() => seen.book?.state === 'live');
    const { confirmedAt = 0 } = seen.book ?? {};
    // The first difference can be one that the snapshot knows already.
    await until(() => (seen.book?.confirmedAt ?? 0) > confirmedAt);
    paper.faults([
      { stream: '*@spotDepth', count: 1, action: { kind: 'drop' } },
      { stream: '*@spotDepth', count: 1, action: { kind: 'duplicate' } },
      { stream: '*@spotDepth', count: 1, action: { kind: 'reorder' } },
    ]);
    await until(() => counts().gap > 0 && counts().duplicate > 0 && counts().rebuilt > 0);
    const negative = { kind: 'corrupt', how: 'value', field: 'b.0.1', value: '-1' } as const;
    // Two, because the snapshot knows the first.
    paper.faults([{ stream: '*@spotDepth', count: 2, action: negative }]);
    let { rebuilt } = counts();
    await until(() => counts().malformed > 0 && counts().rebuilt > rebuilt);
    ({ rebuilt } = counts());
    paper.faults([{ stream: '*', action: { kind: 'cut' } }]);
    await until(() => counts().disconnected > 0);
    paper.faults([]);
    await until(() => counts().rebuilt > rebuilt && seen.tape?.state === 'live');
    await equalsExchange();
  });

  it('notices a stream that is silent, and REST stands in until it speaks', async () => {
    const { seen, paper, counts, equalsExchange } = await followed();
    await until(() => seen.book?.state === 'live');
    paper.faults([
      { stream: '*', action: { kind: 'silence' } },
      { stream: '*', action: { kind: 'silence', on: 'opening' } },
    ]);
    await until(() => counts().silent > 0);
    await until(() => Date.now() - (seen.book?.confirmedAt ?? 0) < 1_500);
    paper.faults([]);
    await until(() => seen.book?.state === 'live' && Date.now() - seen.book.confirmedAt < 1_500);
    await equalsExchange();
  });
});
