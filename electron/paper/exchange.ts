import { setImmediate as afterOthers } from 'node:timers/promises';
import { createSecretKey, type KeyObject } from 'node:crypto';
import { Account } from './accounts/account';
import { ListenKeys } from './accounts/listen-keys';
import { Ledger } from './accounts/ledger';
import { practiceBalances } from './accounts/practice-balances';
import { OrderLimits, WEIGHT_LIMIT } from './http/rate-limits';
import { generatedListings } from './listing/generated';
import { spotListings } from './listing/spot';
import { buildMarkets } from './market/build-markets';
import type { Market } from './market/market';
import { MarketClock } from './market/market-clock';
import { randomStream } from './market/random';
import { DayStatistics } from './market/statistics';
import type { PaperOptions } from './options';
import { OrderIds } from './trading/order-ids';
import type { TradingFloor } from './trading/trading';
import { report } from './report';
import { StateFile } from './state/state-file';

/** Longest piece of work done without looking whether a request has come, ms. */
const SLICE = 8;
/**
 * So many are made in one go, which takes a few slices: a desk shows nothing before its first prices, and what it asks for meanwhile,
 * such as a thousand candles, would take its turn between the slices.
 */
const FEW = 50;

/** The exchange itself, without its network side: markets, the one account, and their clock. */
export class PaperExchange implements TradingFloor {
  readonly keyId: string;
  /** Neither prints nor serialises; the text it came from is not kept. */
  readonly secret: KeyObject;
  readonly account: Account;
  readonly orderIds: OrderIds;
  readonly markets: ReadonlyMap<string, Market>;
  /** Request weight a minute for each address. */
  readonly weightLimit: number;
  readonly orderLimits = new OrderLimits();
  readonly listenKeys = new ListenKeys();
  readonly statistics = new DayStatistics();
  readonly #clock: () => number;
  readonly #offset: number;
  readonly #state: StateFile | undefined;
  readonly #marketClock: MarketClock;
  /** Clients that wait for {@link prepareDay}. */
  #preparing = 0;

  /** Throws when the state file cannot be read for another reason than being damaged. */
  constructor(options: PaperOptions) {
    this.keyId = options.keyId;
    this.secret = createSecretKey(options.secret, 'utf8');
    this.weightLimit = options.weightLimit ?? WEIGHT_LIMIT;
    this.#clock = options.clock ?? Date.now;
    this.#offset = options.clockOffsetMs ?? 0;

    const extra = Math.max(0, (options.symbols ?? spotListings.length) - spotListings.length);
    const usual = [...spotListings, ...generatedListings(extra, options.seed)].slice(0, options.symbols);
    const listings = [...usual, ...(options.extraListings ?? [])];
    const { markets, makers } = buildMarkets({
      listings,
      seed: options.seed,
      startTime: this.now(),
      live: options.marketMaker ?? true,
      accountsChanged: () => this.accountsChanged(),
    });
    this.markets = markets;

    this.#state = options.stateFile === undefined ? undefined : new StateFile(options.stateFile, report);
    const saved = this.#state?.read(markets);
    this.account = saved?.account ?? new Account(new Ledger(practiceBalances(listings)));
    this.orderIds = saved?.orderIds ?? new OrderIds();
    this.account.updateTime ||= this.now();
    this.#putBack(markets);
    this.#marketClock = new MarketClock({
      makers,
      now: () => this.now(),
      random: randomStream(options.seed, 'market clock'),
      rate: options.rate,
      isBusy: () => this.#preparing > 0,
      prepare: this.#preparation(),
    });
    if (options.marketMaker ?? true) this.#marketClock.start();
  }

  /**
   * Puts the open orders of the last run into their books first, then lets the practice market in: where the price has moved
   * through an order meanwhile, the market trades against it at the order's own limit price, as it would have on the way.
   */
  #putBack(markets: ReadonlyMap<string, Market>): void {
    const open = [...this.account.openOrders()];
    for (const order of open) markets.get(order.instrument.symbol)?.restore(order);
    for (const order of open) markets.get(order.instrument.symbol)?.fill();
  }

  /** Makes the 24-hour statistics and best prices of every symbol, of many a few at a time: of thousands at once they take a while. */
  async prepareDay(): Promise<void> {
    this.#preparing++;
    try {
      const isSliced = this.markets.size > FEW;
      let begun = performance.now();
      for (const market of this.markets.values()) {
        if (isSliced && performance.now() - begun > SLICE) {
          await afterOthers();
          begun = performance.now();
        }
        this.#prepare(market);
      }
    } finally {
      this.#preparing--;
    }
  }

  #prepare(market: Market): void {
    this.statistics.ofDay(market, this.now());
    market.best('BUY');
  }

  /** The same one symbol at a time, for the market's clock; false when all are done. */
  #preparation(): () => boolean {
    const waiting = this.markets.values();
    return () => {
      const { value: market } = waiting.next();
      if (market) this.#prepare(market);
      return market !== undefined;
    };
  }

  /** Server time, ms. */
  now(): number {
    return this.#clock() + this.#offset;
  }

  accountsChanged(): void {
    this.#state?.saveSoon(this);
  }

  /** Stops without writing: an exchange that never served must not overwrite the state of one that does. */
  abandon(): void {
    this.#marketClock.stop();
    this.#state?.abandon();
  }

  /** Stops the market and writes the state. */
  stop(): void {
    this.#marketClock.stop();
    this.#state?.saveNow(this);
  }
}
