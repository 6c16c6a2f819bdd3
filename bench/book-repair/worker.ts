import { createExchangeConnection } from '../../electron/main/exchange/connection';
import { createIncidents } from '../../electron/main/exchange/streams/incidents';
import { createMarketStreams } from '../../electron/main/exchange/streams/market-streams';
import { followBook } from '../../electron/main/market/book/book-feed';
import { normalize } from '../../shared/domain/decimal';
import type { Book, Level } from '../../shared/domain/market';

/** One hole in the differences and what became of it. */
export interface Repair {
  /** From the incident `gap` until the book is live again. */
  readonly repairMs: number;
  /** Requests for a snapshot in that time. */
  readonly requests: number;
}

export type Order =
  { readonly rest: string; readonly stream: string; readonly symbol: string } | { readonly repairs: number };

const PATIENCE_MS = 20_000;
const COMPARED_LEVELS = 20;

type Connection = ReturnType<typeof createExchangeConnection>;

/** What happened, in order, with the moments on one clock (ms). */
const log: { readonly what: 'gap' | 'request' | 'live' | 'other'; readonly at: number }[] = [];
const note = (what: (typeof log)[number]['what']): void => void log.push({ what, at: performance.now() });
let book: Book | undefined;
let connection: Connection | undefined;
let symbol = '';

async function start(order: Extract<Order, { rest: string }>): Promise<void> {
  symbol = order.symbol;
  const own = createExchangeConnection({ restUrl: order.rest });
  connection = own;
  await own.warm();
  const incidents = createIncidents();
  let gaps = 0;
  incidents.state.subscribe(({ counts }) => {
    if (counts.gap > gaps) note('gap');
    gaps = counts.gap;
  });
  const call: Connection['call'] = (endpoint, ...rest) => {
    if (endpoint === 'depth') note('request');
    return own.call(endpoint, ...rest);
  };
  followBook({
    symbol,
    streams: createMarketStreams({ streamUrl: order.stream, incidents }),
    connection: { call, serverNow: () => own.serverNow() },
    incidents,
    onBook(next) {
      if (next.state !== book?.state) note(next.state === 'live' ? 'live' : 'other');
      book = next;
    },
  });
  await until(() => book?.state === 'live');
}

/** Waits for that many holes, which the parent makes, and for their ends; then compares the book with the exchange's. */
async function watch(count: number): Promise<Repair[]> {
  log.length = 0;
  const repairs = (): Repair[] =>
    log.flatMap(({ what, at }, index) => {
      if (what !== 'gap') return [];
      const after = log.slice(index + 1);
      const live = after.findIndex((entry) => entry.what === 'live');
      if (live < 0) return [];
      const requests = after.slice(0, live).filter((entry) => entry.what === 'request').length;
      return [{ repairMs: (after[live]?.at ?? Number.NaN) - at, requests }];
    });
  await until(() => repairs().length >= count);
  await until(isAsAtExchange);
  return repairs();
}

/** The exchange goes on meanwhile, so that one of several looks finds both the same. */
async function isAsAtExchange(): Promise<boolean> {
  const outcome = await connection?.call('depth', { symbol, limit: COMPARED_LEVELS });
  if (outcome?.kind !== 'answer' || book?.state !== 'live') return false;
  const { bids, asks } = outcome.value;
  return same(book.bids, bids) && same(book.asks, asks);
}

function same(ours: readonly Level[], theirs: readonly Level[]): boolean {
  const text = (levels: readonly Level[]): string =>
    levels
      .slice(0, COMPARED_LEVELS)
      .map(([price, quantity]) => `${normalize(price)}:${normalize(quantity)}`)
      .join();
  return text(ours) === text(theirs);
}

async function until(done: () => boolean | Promise<boolean>): Promise<void> {
  for (const limit = Date.now() + PATIENCE_MS; Date.now() < limit;) {
    if (await done()) return;
    await new Promise((resolve) => setTimeout(resolve, 60));
  }
  throw new Error(`Not within ${PATIENCE_MS / 1_000} s: ${JSON.stringify(log)}`);
}

process.on('message', (order: Order) => {
  const work = 'rest' in order ? start(order).then(() => ({ ready: true })) : watch(order.repairs);
  work.then(
    (answer) => process.send?.(answer),
    (error: unknown) => {
      console.error(error);
      process.exit(1);
    },
  );
});
