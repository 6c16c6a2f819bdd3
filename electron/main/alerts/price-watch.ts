import { symbolOfRule } from '@shared/domain/alert';
import { compare, type Decimal } from '@shared/domain/decimal';
import type { Candle, Feed, Ticker } from '@shared/domain/market';
import type { TimeSource } from '../exchange/time-source';
import type { StoredAlert } from '../storage/stored-alert';
import type { AlertBook } from './alert-book';
import { gapPieces, type GapPiece } from './gap';
import { SymbolWatch, type Looked } from './symbol-watch';

/** What can be asked of the exchange that is watched. */
export interface WatchedMarket {
  /** Ascending; undefined when they cannot be had now. */
  candles(symbol: string, piece: GapPiece, signal: AbortSignal): Promise<readonly Candle[] | undefined>;
  /** Unix ms of the server's clock, as well as it is known. */
  now(): number;
}

interface PriceWatchOptions {
  readonly book: AlertBook;
  readonly time: TimeSource;
  /** Keeps what was found, and tells of it. */
  readonly onLooked: (looked: Looked, seen: readonly SymbolWatch[]) => void;
}

export interface PriceWatch {
  /** Alerts are others than before. */
  rulesChanged(): void;
  enter(server: string, market: WatchedMarket): void;
  /** The connection ends; what was seen is kept. */
  leave(): void;
  prices(tickers: Readonly<Record<string, Ticker>>): void;
  feed(feed: Feed): void;
}

interface Followed {
  readonly watch: SymbolWatch;
  ticker: Ticker | undefined;
  /** Prices between the last one seen and now are not known: those that come wait until they are. */
  hasGap: boolean;
  /** Prices that came since candles were asked for. */
  since: Decimal[];
  tries: number;
}

/** How often what was seen is kept on disk: after a crash candles tell the rest. */
const KEPT_EVERY_MS = 10_000;
/** Symbols whose candles are asked for at a time. */
const AT_A_TIME = 2;
const RETRIES_MS = [2_000, 4_000, 8_000, 15_000, 15_000];
/** The 24 hours' extremes say that nothing was crossed only when the gap lies within them; an hour is for clocks that differ. */
const DAY_MS = 23 * 3_600_000;
const MOST_WAITING = 1_000;

/** Holds each price of the exchange against the alerts of its symbol, and after a gap the candles of the gap before any newer price. */
export function createPriceWatch({ book, time, onLooked }: PriceWatchOptions): PriceWatch {
  const followed = new Map<string, Followed>();
  const queue: Followed[] = [];
  let market: WatchedMarket | undefined;
  let server = '';
  /** Also of symbols without an alert: in a quiet market the next price of a new one may be the one that crosses. */
  let latest: Readonly<Record<string, Ticker>> = {};
  let isUsable = false;
  let isLive = false;
  let asking = 0;
  let ended = new AbortController();
  let cancelKeep: (() => void) | undefined;

  const now = (): number => market?.now() ?? time.wall();

  function rulesChanged(): void {
    if (!market) return;
    const bySymbol = new Map<string, StoredAlert[]>();
    for (const alert of book.all.values()) {
      const symbol = symbolOfRule(alert.rule);
      if (alert.server !== server || !alert.enabled || !isOfPrices(alert)) continue;
      const list = bySymbol.get(symbol);
      if (list) list.push(alert);
      else bySymbol.set(symbol, [alert]);
    }
    let stored: ReturnType<AlertBook['seen']> | undefined;
    for (const symbol of followed.keys()) if (!bySymbol.has(symbol)) forget(symbol);
    for (const [symbol, alerts] of bySymbol) {
      let entry = followed.get(symbol);
      if (!entry) {
        stored ??= book.seen(server);
        const watch = new SymbolWatch(symbol, stored.get(symbol));
        entry = { watch, ticker: latest[symbol], hasGap: true, since: [], tries: 0 };
        followed.set(symbol, entry);
        if (!watch.seen) begin(entry, now());
      }
      entry.watch.set(alerts);
      if (entry.watch.missingMs > 0) entry.hasGap = true;
      if (entry.hasGap) fill(entry);
      else report(entry.watch.acquaint(), [entry.watch]);
    }
  }

  /** Without waiting for an answer: the next price may be the one that crosses. */
  function begin(entry: Followed, at: number): void {
    const { watch, ticker } = entry;
    // Without prices nobody knows what the last one has become: the candles will tell.
    if (!ticker || !isUsable) return;
    watch.begin(ticker.lastPrice, at);
    entry.hasGap = false;
    void learnMinute(watch, at, ended.signal);
  }

  async function learnMinute(watch: SymbolWatch, at: number, signal: AbortSignal): Promise<void> {
    const [piece] = gapPieces(at, at);
    const candles = piece && (await market?.candles(watch.symbol, piece, signal));
    for (const candle of candles ?? []) watch.learn(candle);
  }

  function forget(symbol: string): void {
    followed.delete(symbol);
    book.forgetSeen(server, symbol);
  }

  function report(looked: Looked, watches: readonly SymbolWatch[]): void {
    if (looked.alerts.length > 0 || looked.firings.length > 0) onLooked(looked, watches);
  }

  /** Asks for the candles of a gap as soon as prices come again. */
  function fill(entry: Followed): void {
    if (!isUsable || queue.includes(entry)) return;
    queue.push(entry);
    next();
  }

  function next(): void {
    while (asking < AT_A_TIME) {
      const entry = queue.shift();
      if (!entry) return;
      asking += 1;
      const { signal } = ended;
      void catchUp(entry, signal).finally(() => {
        asking -= 1;
        next();
      });
    }
  }

  async function catchUp(entry: Followed, signal: AbortSignal): Promise<void> {
    if (!market || signal.aborted || !entry.hasGap) return;
    const { watch } = entry;
    if (isUncrossable(entry)) return close(entry, []);
    const to = now();
    const from = Math.min(watch.seen?.at ?? watch.since, to, to - watch.missingMs);
    entry.since = [];
    const candles: Candle[] = [];
    for (const piece of gapPieces(from, to)) {
      const page = await market.candles(watch.symbol, piece, signal);
      if (signal.aborted || followed.get(watch.symbol) !== entry) return;
      if (!page) return tryLater(entry, signal);
      candles.push(...page);
    }
    close(entry, candles);
  }

  /** Only a price between the lowest and the highest of 24 hours can have been crossed in them. */
  function isUncrossable({ watch, ticker }: Followed): boolean {
    if (!isLive || !ticker || !watch.seen || watch.missingMs > 0) return false;
    if (now() - watch.seen.at > DAY_MS) return false;
    return watch.levels.every(
      ({ price }) => compare(price, ticker.lowPrice) < 0 || compare(price, ticker.highPrice) > 0,
    );
  }

  function tryLater(entry: Followed, signal: AbortSignal): void {
    const wait = RETRIES_MS[entry.tries];
    entry.tries += 1;
    // The price of now still tells what was crossed for good.
    if (wait === undefined) return close(entry, []);
    time.after(wait, () => !signal.aborted && fill(entry));
  }

  function close(entry: Followed, candles: readonly Candle[]): void {
    const { watch, ticker } = entry;
    const last = candles.at(-1);
    const waiting = entry.since.filter(
      (price, index, all) =>
        index === all.length - 1 || !last || compare(price, last.high) > 0 || compare(price, last.low) < 0,
    );
    if (!last && waiting.length === 0 && ticker) waiting.push(ticker.lastPrice);
    entry.hasGap = false;
    entry.since = [];
    entry.tries = 0;
    report(watch.catchUp(candles, now()), [watch]);
    report(watch.acquaint(), [watch]);
    for (const price of waiting) report(watch.look(price, now()), [watch]);
  }

  function keep(): void {
    const seen = [...followed.values()].filter(({ hasGap }) => !hasGap).map(({ watch }) => watch);
    if (seen.length > 0) onLooked({ alerts: [], firings: [] }, seen);
  }

  function keepAgain(): void {
    cancelKeep = time.after(KEPT_EVERY_MS, () => {
      keep();
      keepAgain();
    });
  }

  return {
    rulesChanged,
    enter(nextServer, nextMarket) {
      [server, market] = [nextServer, nextMarket];
      ended = new AbortController();
      rulesChanged();
      keepAgain();
    },
    leave() {
      if (!market) return;
      cancelKeep?.();
      keep();
      ended.abort();
      followed.clear();
      queue.length = 0;
      market = undefined;
      latest = {};
      isUsable = isLive = false;
    },
    prices(tickers) {
      latest = tickers;
      const at = now();
      const looked: Looked = { alerts: [], firings: [] };
      const changed: SymbolWatch[] = [];
      for (const entry of followed.values()) {
        const ticker = tickers[entry.watch.symbol];
        if (!ticker || ticker === entry.ticker) continue;
        entry.ticker = ticker;
        if (!isUsable || entry.hasGap) {
          if (isUsable && entry.since.length < MOST_WAITING) entry.since.push(ticker.lastPrice);
          continue;
        }
        const { alerts, firings } = entry.watch.look(ticker.lastPrice, at);
        if (alerts.length === 0 && firings.length === 0) continue;
        looked.alerts.push(...alerts);
        looked.firings.push(...firings);
        changed.push(entry.watch);
      }
      report(looked, changed);
    },
    feed({ state, confirmedAt }) {
      isLive = state === 'live';
      const usable = isLive || state === 'polling';
      if (usable === isUsable) {
        if (!usable) return;
        const at = confirmedAt + now() - time.wall();
        for (const { hasGap, watch } of followed.values()) if (!hasGap) watch.confirm(at);
        return;
      }
      isUsable = usable;
      for (const entry of followed.values()) {
        entry.hasGap = true;
        if (usable) fill(entry);
      }
    },
  };
}

function isOfPrices({ rule }: StoredAlert): boolean {
  return rule.kind === 'rises' || rule.kind === 'falls' || rule.kind === 'reaches' || rule.kind === 'change';
}
