import type { Balances } from '@shared/domain/account';
import type { AlertRule } from '@shared/domain/alert';
import { add, type Decimal } from '@shared/domain/decimal';
import type { Candle, CandleInterval, Feed } from '@shared/domain/market';
import type { TimeSource } from '../exchange/time-source';
import type { StoredAlert } from '../storage/stored-alert';
import type { AlertBook, AlertPlace } from './alert-book';
import {
  fire,
  spreadMeasure,
  VOLUME_CANDLES,
  whenBalance,
  whenBegins,
  whenVolume,
  type Judged,
} from './condition';
import { isWatched } from './policy';
import type { Looked } from './symbol-watch';

/** What is asked of the exchange for alerts that no stream tells of. Undefined when it cannot be had now. */
export interface OccasionMarket {
  /** Best bid and ask by symbol. */
  spreads(
    signal: AbortSignal,
  ): Promise<ReadonlyMap<string, readonly [bid: Decimal, ask: Decimal]> | undefined>;
  /** The newest, ascending, the last one running. */
  newestCandles(
    symbol: string,
    interval: CandleInterval,
    limit: number,
    signal: AbortSignal,
  ): Promise<readonly Candle[] | undefined>;
  now(): number;
}

interface OccasionWatchOptions {
  readonly book: AlertBook;
  readonly time: TimeSource;
  readonly onLooked: (looked: Looked) => void;
}

/** Alerts on anything but prices: spread and volume are asked for in rounds, the rest is told. */
export interface OccasionWatch {
  enter(place: AlertPlace, market: OccasionMarket): void;
  leave(): void;
  feed(feed: Feed): void;
  balances(balances: Balances): void;
  /** An order was filled as a whole. */
  filled(order: { readonly accountId: string; readonly symbol: string; readonly price: Decimal }): void;
}

/** Rounds cost 2 of the exchange's 1,200 weight a minute for all spreads, and 1 for each volume. */
const TICK_MS = 1_000;
const SPREAD_EVERY = 2;
const VOLUME_EVERY = 10;

type RuleOf<K extends AlertRule['kind']> = Extract<AlertRule, { kind: K }>;

export function createOccasionWatch({ book, time, onLooked }: OccasionWatchOptions): OccasionWatch {
  let place: AlertPlace | undefined;
  let market: OccasionMarket | undefined;
  let ended = new AbortController();
  let cancelTick: (() => void) | undefined;
  let ticks = 0;
  let isAsking = false;
  let confirmedAt = 0;
  let heardAt = 0;

  /** Alerts of a kind that are watched now, each with its rule. */
  function of<K extends AlertRule['kind']>(kind: K): [StoredAlert, RuleOf<K>][] {
    const now = market?.now() ?? time.wall();
    return [...book.all.values()].flatMap((alert) =>
      alert.rule.kind === kind && alert.server === place?.server && isWatched(alert, now)
        ? [[alert, alert.rule as RuleOf<K>] satisfies [StoredAlert, RuleOf<K>]]
        : [],
    );
  }

  function report(all: readonly (readonly [before: StoredAlert, judged: Judged])[]): void {
    const changed = all.filter(([before, { alert }]) => alert !== before);
    if (changed.length === 0) return;
    onLooked({
      alerts: changed.map(([, { alert }]) => alert),
      firings: changed.flatMap(([, { firing }]) => firing ?? []),
    });
  }

  function tick(): void {
    cancelTick = time.after(TICK_MS, tick);
    ticks += 1;
    const now = market?.now() ?? time.wall();
    const silentMs = time.monotonic() - heardAt;
    report(
      of('connection').map(([alert, { seconds }]) => [
        alert,
        whenBegins(alert, silentMs >= seconds * 1_000 ? String(seconds) : undefined, now, ''),
      ]),
    );
    void ask();
  }

  async function ask(): Promise<void> {
    if (isAsking || !market) return;
    isAsking = true;
    const { signal } = ended;
    if (ticks % SPREAD_EVERY === 0) await askSpreads(market, signal);
    if (ticks % VOLUME_EVERY === 0) await askVolumes(market, signal);
    isAsking = false;
  }

  async function askSpreads(asked: OccasionMarket, signal: AbortSignal): Promise<void> {
    if (of('spread').length === 0) return;
    const spreads = await asked.spreads(signal);
    if (!spreads || signal.aborted) return;
    report(
      of('spread').flatMap(([alert, rule]) => {
        const best = spreads.get(rule.symbol);
        if (!best) return [];
        return [[alert, whenBegins(alert, spreadMeasure(rule, ...best), asked.now(), '')]];
      }),
    );
  }

  async function askVolumes(asked: OccasionMarket, signal: AbortSignal): Promise<void> {
    const wanted = new Map(of('volume').map(([, rule]) => [`${rule.interval} ${rule.symbol}`, rule]));
    for (const { symbol, interval } of wanted.values()) {
      const candles = await asked.newestCandles(symbol, interval, VOLUME_CANDLES + 1, signal);
      if (signal.aborted) return;
      if (!candles) continue;
      report(
        of('volume')
          .filter(([, rule]) => rule.symbol === symbol && rule.interval === interval)
          .map(([alert, rule]) => [alert, whenVolume(alert, rule, candles, asked.now())]),
      );
    }
  }

  return {
    enter(nextPlace, nextMarket) {
      [place, market] = [nextPlace, nextMarket];
      ended = new AbortController();
      heardAt = time.monotonic();
      confirmedAt = 0;
      cancelTick = time.after(TICK_MS, tick);
    },
    leave() {
      ended.abort();
      cancelTick?.();
      place = market = undefined;
      isAsking = false;
    },
    feed(feed) {
      const isHeard = (feed.state === 'live' || feed.state === 'polling') && feed.confirmedAt !== confirmedAt;
      if (isHeard) heardAt = time.monotonic();
      confirmedAt = feed.confirmedAt;
    },
    balances({ accountId, spot, confirmedAt: toldAt }) {
      if (!market || toldAt === 0) return;
      const now = market.now();
      report(
        of('balance').flatMap(([alert, rule]) => {
          if (alert.accountId !== accountId) return [];
          const held = spot.find(({ asset }) => asset === rule.asset);
          const total = held ? add(held.free, held.locked) : '0';
          return [[alert, whenBalance(alert, rule, total, now)]];
        }),
      );
    },
    filled({ accountId, symbol, price }) {
      if (!market) return;
      const now = market.now();
      report(
        of('fill')
          .filter(([alert, rule]) => alert.accountId === accountId && ['', symbol].includes(rule.symbol))
          .map(([alert]) => [alert, fire(alert, { ...alert.watch }, { at: now, price, measure: '' })]),
      );
    },
  };
}
