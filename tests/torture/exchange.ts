import { AsyncLocalStorage } from 'node:async_hooks';
import { randomBytes } from 'node:crypto';
import diagnostics from 'node:diagnostics_channel';
import type { IncomingMessage } from 'node:http';
import type { OrderIntent } from '@shared/domain/order';
import type { AccountOrder } from '../../electron/paper/accounts/order';
import { PaperExchange } from '../../electron/paper/exchange';
import { Faults } from '../../electron/paper/faults/faults';
import type { RequestFault } from '../../electron/paper/faults/request-rule';
import type { FaultRuleInput } from '../../electron/paper/faults/rule';
import { fixed } from '../../electron/paper/money/fixed';
import { PaperServer } from '../../electron/paper/server';
import { cancelOrder, placeOrder } from '../../electron/paper/trading/trading';
import type { ClickFault } from './faults';
import { CLICK_HEADER } from './protocol';

/** By whom an order was placed: the click's intent, or another client of the account. */
export const OUTSIDE = 'outside';

/** Of the request that is being served: the click that it is for. */
const caller = new AsyncLocalStorage<string>();
const arrivals = new Map<string, () => void>();

// Of every request of this process: which click it is for, known to all that is done for it.
diagnostics.subscribe('http.server.request.start', (message) => {
  const { request } = message as { readonly request: IncomingMessage };
  const of = request.headers[CLICK_HEADER];
  const intentId = typeof of === 'string' ? of : '';
  caller.enterWith(intentId);
  if (intentId === '') return;
  arrivals.get(intentId)?.();
});

/** Below the ports that systems give to outgoing connections: those could take a port while the exchange is down. */
const PORTS = { from: 20_000, count: 12_000 } as const;
let nextPort = Math.floor(Math.random() * PORTS.count);

/** @param port 0 takes the next free one */
async function listen(server: PaperServer, port: number): Promise<number> {
  if (port !== 0) return server.listen(port);
  for (let tries = 0; ; tries += 1) {
    nextPort = (nextPort + 1) % PORTS.count;
    try {
      return await server.listen(PORTS.from + nextPort);
    } catch (error) {
      if (tries > 100) throw error;
    }
  }
}

/** Faults of single clicks, whenever their requests come, before those of the schedule. */
class ClickFaults extends Faults {
  constructor(
    seed: number,
    private readonly ofClicks: Map<string, ClickFault>,
  ) {
    super(seed);
  }

  override ofRequest(method: string, path: string): RequestFault | undefined {
    const click = caller.getStore() ?? '';
    const fault = this.ofClicks.get(click);
    if (fault === undefined || method === 'GET') return super.ofRequest(method, path);
    if (fault.times <= 1) this.ofClicks.delete(click);
    else this.ofClicks.set(click, { ...fault, times: fault.times - 1 });
    return fault.action;
  }
}

/** A paper exchange whose cable can be cut, whose clock can be set, and that knows by whom each order was placed. */
export class TortureExchange {
  readonly exchange: PaperExchange;
  readonly key = 'torture-key';
  readonly secret = randomBytes(16).toString('hex');
  /** By order id. */
  readonly placedBy = new Map<bigint, string>();
  /** Called when an order was accepted, before anybody is answered. */
  onAccepted: ((by: string) => void) | undefined;
  /** Called when an order was cancelled, before anybody is answered. */
  onCancelled: (() => void) | undefined;
  #clockOffsetMs = 0;
  #port = 0;
  #server: PaperServer | undefined;
  #faults: Faults;
  #rules: readonly FaultRuleInput[] = [];
  readonly #ofClicks = new Map<string, ClickFault>();

  constructor(
    private readonly seed: number,
    symbols: number,
  ) {
    this.exchange = new PaperExchange({
      port: 0,
      seed: 7,
      keyId: this.key,
      secret: this.secret,
      symbols,
      marketMaker: false,
      clock: () => Date.now() + this.#clockOffsetMs,
    });
    this.#faults = new ClickFaults(seed, this.#ofClicks);
    const { account } = this.exchange;
    const accept = account.accept.bind(account);
    account.accept = (order: AccountOrder) => {
      const by = caller.getStore() ?? '';
      this.placedBy.set(order.id, by);
      accept(order);
      this.onAccepted?.(by);
    };
    const cancel = account.cancel.bind(account);
    account.cancel = (order: AccountOrder, time: number) => {
      cancel(order, time);
      if (caller.getStore() !== OUTSIDE) this.onCancelled?.();
    };
  }

  get rest(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  get stream(): string {
    return `ws://127.0.0.1:${this.#port}`;
  }

  get isUp(): boolean {
    return this.#server !== undefined;
  }

  async up(): Promise<void> {
    if (this.#server !== undefined) return;
    this.#faults = new ClickFaults(this.seed, this.#ofClicks);
    this.#faults.schedule(this.#rules);
    const server = new PaperServer(this.exchange, this.#faults, this.seed);
    this.#port = await listen(server, this.#port);
    this.#server = server;
  }

  /** Every connection breaks, and nothing listens any more. What the exchange has, it keeps. */
  async down(): Promise<void> {
    const server = this.#server;
    this.#server = undefined;
    this.#faults.schedule([]);
    await server?.close();
  }

  async stop(): Promise<void> {
    await this.down();
    this.exchange.stop();
  }

  faults(rules: readonly FaultRuleInput[]): void {
    this.#rules = rules;
    this.#faults.schedule(rules);
  }

  /** What happens to the request of a click or a cancel, when it comes. */
  faultOf(click: string, fault: ClickFault): void {
    this.#ofClicks.set(click, fault);
  }

  /** Requests are served as usual from now on. */
  forgive(): void {
    this.#ofClicks.clear();
    this.faults([]);
  }

  /** Sets the exchange's clock, ms ahead of the machine's. */
  setClock(offsetMs: number): void {
    this.#clockOffsetMs = offsetMs;
  }

  /** Resolves when the request of that click is there, before it takes effect. */
  arrival(intentId: string): Promise<void> {
    return new Promise((resolve) => {
      arrivals.set(intentId, () => {
        arrivals.delete(intentId);
        resolve();
      });
    });
  }

  /** Another client of the same account. */
  placeOutside({ symbol, side, price, quantity }: OrderIntent): void {
    const market = this.#market(symbol);
    const ticks = market.instrument.ticksOf(fixed(price));
    const lots = market.instrument.lotsOf(fixed(quantity));
    if (ticks === undefined || lots === undefined) throw new Error('not whole');
    try {
      caller.run(OUTSIDE, () =>
        placeOrder(this.exchange, { market, side, ticks, lots }, this.exchange.now()),
      );
    } catch {
      // Not enough money: then there is no order.
    }
  }

  cancelOutside(pick: number): void {
    const open = [...this.exchange.account.openOrders()];
    const order = open[pick % Math.max(1, open.length)];
    if (order) caller.run(OUTSIDE, () => cancelOrder(this.exchange, order, this.exchange.now()));
  }

  /** Somebody else trades against the best of the book. */
  moveMarket(symbol: string, side: 'BUY' | 'SELL', lots: number): void {
    const market = this.#market(symbol);
    const best = market.best(side === 'BUY' ? 'SELL' : 'BUY');
    if (best === undefined) return;
    market.submit({ side, ticks: best.ticks, lots, owner: undefined }, this.exchange.now(), 'expires');
  }

  #market(symbol: string) {
    const market = this.exchange.markets.get(symbol);
    if (market === undefined) throw new Error(`no market ${symbol}`);
    return market;
  }
}
