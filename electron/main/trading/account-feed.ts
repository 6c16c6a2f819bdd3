import type { OpenOrdersState } from '@shared/contract/topics';
import type { Balances } from '@shared/domain/account';
import type { ExchangeConnection } from '../exchange/connection';
import type { Outcome } from '../exchange/outcome';
import type { OpenOrders } from './open-orders';
import { balancesOf, orderOf } from './wire-orders';

/**
 * The account by REST. Per minute: 20 × 1 for balances and 20 × 2 × 5 for open orders (the symbol on the screen and one other
 * in turn, because PROTOCOL has no "all symbols" call): 220 of the 1,200 weight, whatever the number of symbols.
 */
const ROUND_EVERY_MS = 3_000;
/**
 * Rounds that orders ask for come at most this often, and read balances and the symbols concerned only: at most 86 × 6 = 514 of the
 * weight a minute, which with prices (400) and the rounds above stays below the limit however fast orders follow each other.
 */
const REFRESH_EVERY_MS = 700;
const PATIENCE_MS = 4_000;

interface AccountFeedOptions {
  readonly accountId: string;
  readonly connection: Pick<ExchangeConnection, 'call'>;
  readonly openOrders: OpenOrders;
  /** Symbols that may hold orders of this account; the first is the one on the screen. */
  readonly symbols: () => readonly string[];
  readonly onBalances: (balances: Balances) => void;
  readonly onOpenOrders: (state: OpenOrdersState) => void;
  /** Called with each refusal; true stops the polling (PROTOCOL: key refused, "stop signed polling"). */
  readonly onRefused: (refusal: Extract<Outcome<unknown>, { kind: 'refused' }>['refusal']) => boolean;
  /** How each question for the balances ended: it tells whether the key works and the exchange can be reached. */
  readonly onOutcome: (outcome: Outcome<unknown>) => void;
  readonly now?: () => number;
}

export interface AccountFeed {
  /** Something changed at the exchange: ask at once for balances and this symbol. */
  refresh(symbol?: string): void;
  stop(): void;
}

export function startAccountFeed(options: AccountFeedOptions): AccountFeed {
  const now = options.now ?? Date.now;
  const { connection, openOrders } = options;
  const stopping = new AbortController();
  const request = { patienceMs: PATIENCE_MS, signal: stopping.signal };
  const urgent = new Set<string>();
  const asked = new Set<string>();
  let turn = 0;
  let running = false;
  let again = false;
  let startedAt = Number.NEGATIVE_INFINITY;
  let wholeAt = Number.NEGATIVE_INFINITY;
  let timer: ReturnType<typeof setTimeout> | undefined;

  /** False when the exchange refused in a way that ends the polling. */
  function goesOn(outcome: Outcome<unknown>): boolean {
    if (stopping.signal.aborted) return false;
    if (outcome.kind !== 'refused' || !options.onRefused(outcome.refusal)) return true;
    stopping.abort();
    return false;
  }

  async function readBalances(): Promise<void> {
    const askedAt = now();
    const outcome = await connection.call('account', {}, request);
    if (!stopping.signal.aborted) options.onOutcome(outcome);
    if (!goesOn(outcome) || outcome.kind !== 'answer') return;
    options.onBalances(balancesOf(options.accountId, outcome.value, askedAt));
  }

  async function readOrders(symbol: string): Promise<void> {
    const mark = openOrders.mark(symbol);
    const askedAt = now();
    const outcome = await connection.call('openOrders', { symbol }, request);
    if (!goesOn(outcome) || outcome.kind !== 'answer') return;
    asked.add(symbol);
    const taken = openOrders.replace(symbol, outcome.value.map(orderOf), mark, askedAt);
    if (taken) options.onOpenOrders(openOrders.state());
    else askSoon(symbol);
  }

  function askSoon(symbol: string): void {
    urgent.add(symbol);
    again = true;
  }

  /** What is urgent; and when a whole round is due, every symbol once at first, then the one on the screen and one other in turn. */
  function symbolsOfRound(): string[] {
    const symbols = options.symbols();
    const chosen = new Set(urgent);
    urgent.clear();
    if (startedAt - wholeAt < ROUND_EVERY_MS) return [...chosen];
    wholeAt = startedAt;
    for (const symbol of symbols.filter((candidate) => !asked.has(candidate)).slice(0, 10))
      chosen.add(symbol);
    if (symbols[0] !== undefined) chosen.add(symbols[0]);
    turn += 1;
    const next = symbols[turn % Math.max(1, symbols.length)];
    if (next !== undefined) chosen.add(next);
    return [...chosen];
  }

  async function round(): Promise<void> {
    running = true;
    again = false;
    startedAt = performance.now();
    await Promise.all([readBalances(), ...symbolsOfRound().map(readOrders)]);
    running = false;
    if (stopping.signal.aborted) return;
    schedule();
  }

  /** The next round: soon when somebody asked for one, else when the next whole one is due. */
  function schedule(): void {
    clearTimeout(timer);
    const dueAt = again ? startedAt + REFRESH_EVERY_MS : wholeAt + ROUND_EVERY_MS;
    timer = setTimeout(startRound, Math.max(0, dueAt - performance.now()));
  }

  function startRound(): void {
    clearTimeout(timer);
    if (!stopping.signal.aborted) void round();
  }

  startRound();

  return {
    refresh(symbol) {
      if (symbol !== undefined) urgent.add(symbol);
      again = true;
      if (!running && !stopping.signal.aborted) schedule();
    },
    stop() {
      stopping.abort();
      clearTimeout(timer);
    },
  };
}
