import { createMarket, type Market, type Shape, type Top } from './messages';

/** A side of the comparison: a book that takes the exchange's texts. */
export interface MeasuredBook {
  /** Takes one message of `<s>@spotDepth`, decodes and applies it, and reads both best prices. Throws when one was lost. */
  apply(text: string): void;
  top(): Top;
}

export type Order = { readonly seed: number; readonly shape: Shape } | { readonly messages: number };

export interface Answer {
  /** Of the loop over all messages. */
  readonly wallMs: number;
  /** User and system time of the whole process, collection of garbage in other threads included. */
  readonly cpuMs: number;
  /** Of single messages, µs. */
  readonly p50Us: number;
  readonly p99Us: number;
}

/** Runs rounds as the parent process asks, and checks after each that the book is the market's. */
export function serveRounds(createBook: (snapshot: string) => MeasuredBook): void {
  let market: Market | undefined;
  let book: MeasuredBook | undefined;

  function run(count: number): Answer {
    if (market === undefined || book === undefined) throw new Error('There is no market yet.');
    const texts = market.next(count);
    const ends = new Float64Array(count + 1);
    // Garbage of making the messages is not the book's.
    globalThis.gc?.();
    const cpu = process.cpuUsage();
    ends[0] = performance.now();
    let n = 0;
    for (const text of texts) {
      book.apply(text);
      n += 1;
      ends[n] = performance.now();
    }
    const { user, system } = process.cpuUsage(cpu);
    expectSame(book.top(), market.top());
    const each = Float64Array.from(texts, (_, index) => (ends[index + 1] ?? 0) - (ends[index] ?? 0)).sort();
    return {
      wallMs: (ends[count] ?? 0) - ends[0],
      cpuMs: (user + system) / 1_000,
      p50Us: (each[Math.floor(count * 0.5)] ?? Number.NaN) * 1_000,
      p99Us: (each[Math.floor(count * 0.99)] ?? Number.NaN) * 1_000,
    };
  }

  process.on('message', (order: Order) => {
    if ('messages' in order) process.send?.(run(order.messages));
    else {
      market = createMarket(order.seed, order.shape);
      book = createBook(market.snapshot);
      process.send?.({ ready: true });
    }
  });
}

function expectSame(seen: Top, expected: Top): void {
  const [ours, theirs] = [JSON.stringify(seen), JSON.stringify(expected)];
  if (ours !== theirs) throw new Error(`The book is wrong: ${ours} and not ${theirs}`);
}
