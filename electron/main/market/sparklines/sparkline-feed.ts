import type { Sparkline } from '@shared/domain/sparkline';
import type { ExchangeConnection } from '../../exchange/connection';
import type { Incidents } from '../../exchange/streams/incidents';
import { systemTime, type TimeSource } from '../../exchange/time-source';
import { requestCandles } from '../candles/requests';
import { createPace } from './pace';
import { DAY_MS, pointsOf, STEP_MS } from './points';

/** The live ticker extends a line, so what stands before its end may be a little older. */
const REFRESH_MS = 5 * 60_000;
/** A symbol that could not be read is tried again after this, and nothing is asked for a while: the others will fail as well. */
const RETRY_MS = 60_000;
const PAUSE_MS = 10_000;
/** Lines that are kept after they left the screen, so that scrolling back shows them at once. */
const MOST_KEPT = 300;

export interface SparklineFeed {
  /** The symbols on the screen now, most important first. */
  want(symbols: readonly string[]): void;
  /** Everything may have been missed. */
  wake(): void;
  stop(): void;
}

interface SparklineFeedOptions {
  readonly connection: Pick<ExchangeConnection, 'call' | 'serverNow'>;
  readonly incidents: Incidents;
  /** All lines that are known, by symbol. */
  readonly onChange: (lines: Readonly<Record<string, Sparkline>>) => void;
  readonly time?: TimeSource;
}

interface Kept {
  /** Monotonic ms before which it is not asked for again. */
  readonly freshUntil: number;
  readonly line: Sparkline | undefined;
}

/**
 * Reads the last 24 hours of each symbol on the screen: one request (weight 1) a symbol, one at a time, at most 60 in any minute, again
 * after five minutes. Nothing is asked for a symbol that nobody looks at.
 */
export function startSparklineFeed(options: SparklineFeedOptions): SparklineFeed {
  const { connection, incidents, time = systemTime } = options;
  const pace = createPace(time.monotonic);
  const stopping = new AbortController();
  /** In the order in which they were last read. */
  const kept = new Map<string, Kept>();
  let wanted: readonly string[] = [];
  let isReading = false;
  let pausedUntil = 0;
  let cancelTimer: (() => void) | undefined;

  function dueAt(symbol: string): number {
    return Math.max(kept.get(symbol)?.freshUntil ?? 0, pausedUntil);
  }

  /** Asks for the symbol that is due, or comes back when one is. */
  function proceed(): void {
    cancelTimer?.();
    cancelTimer = undefined;
    if (isReading || stopping.signal.aborted || wanted.length === 0) return;
    const now = time.monotonic();
    // New ones first: an old line is better than none.
    const unknown = wanted.find((symbol) => !kept.has(symbol));
    const next = unknown ?? wanted.reduce((a, b) => (dueAt(b) < dueAt(a) ? b : a));
    const wait = Math.max(dueAt(next) - now, pace.waitMs());
    if (wait > 0) {
      cancelTimer = time.after(wait, proceed, true);
      return;
    }
    pace.take();
    isReading = true;
    void read(next).finally(() => {
      isReading = false;
      proceed();
    });
  }

  async function read(symbol: string): Promise<void> {
    const serverNow = connection.serverNow() ?? time.wall();
    const begin = serverNow - (serverNow % STEP_MS) - DAY_MS + STEP_MS;
    const page = await requestCandles(
      { connection, symbol, incidents, now: time.wall, priority: 'polling' },
      '30m',
      { startTime: begin, limit: DAY_MS / STEP_MS + 1 },
      stopping.signal,
    );
    if (stopping.signal.aborted) return;
    const now = time.monotonic();
    if (page.ok) {
      const prices = pointsOf(page.candles, serverNow).join(' ');
      keep(symbol, { freshUntil: now + REFRESH_MS, line: { symbol, prices, confirmedAt: page.askedAt } });
      publish();
    } else {
      keep(symbol, { freshUntil: now + RETRY_MS, line: kept.get(symbol)?.line });
      pausedUntil = now + PAUSE_MS;
    }
  }

  function keep(symbol: string, value: Kept): void {
    kept.delete(symbol);
    kept.set(symbol, value);
    for (const old of kept.keys()) {
      if (kept.size <= MOST_KEPT) break;
      if (!wanted.includes(old)) kept.delete(old);
    }
  }

  function publish(): void {
    // fromEntries and not assignment: a symbol such as `__proto__` is a symbol like any other.
    options.onChange(
      Object.fromEntries([...kept].flatMap(([symbol, { line }]) => (line ? [[symbol, line]] : []))),
    );
  }

  return {
    want(symbols) {
      wanted = symbols;
      proceed();
    },
    wake() {
      for (const [symbol, { line }] of kept) kept.set(symbol, { freshUntil: 0, line });
      pausedUntil = 0;
      proceed();
    },
    stop() {
      stopping.abort();
      cancelTimer?.();
    },
  };
}
