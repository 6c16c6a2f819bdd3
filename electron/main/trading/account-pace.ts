import type { TimeSource } from '../exchange/time-source';

/**
 * When the account is asked over REST, and for which symbols (PROTOCOL has no "all symbols" call). Weights, of the 1,200 a minute:
 * - polled: 20 × 1 for balances and 20 × 2 × 5 for open orders (the symbol on the screen and one other in turn): 220, whatever the
 *   number of symbols;
 * - live: 2 × (1 + 20 × 5) for the safety rounds: at most 202, and 16 for one with three symbols;
 * - after every (re)connection, every symbol once: 1 + 5 each, out of an allowance that holds 300 and grows by 300 a minute, from
 *   which all rounds take: however often the connection breaks, it can not starve the rest;
 * - orders ask for rounds of their own, of balances and the symbols concerned only: polled at most 86 × 6 = 514, live at most
 *   30 × 6 = 180, because events tell the same sooner.
 */
const POLL_EVERY_MS = 3_000;
const SAFETY_EVERY_MS = 30_000;
const MOST_SYMBOLS = 20;
/** REST stands in when the stream was lost for this long. */
const LOST_AFTER_MS = 2_000;
const REFRESH_EVERY_MS = 700;
/** While live, an event is given this long to make a question superfluous, and questions are further apart. */
const LIVE_REFRESH_AFTER_MS = 500;
const LIVE_REFRESH_EVERY_MS = 2_000;

const WEIGHT = { balances: 1, symbol: 5 } as const;
const ALLOWANCE = 300;
const ALLOWANCE_PER_MS = 300 / 60_000;

/** What to ask for now. */
export interface AccountRound {
  readonly symbols: readonly string[];
  /** True when the round is one of the regular ones, so that its success says that REST works. */
  readonly whole: boolean;
  /** True when the stream was live and everything asked for before the round. */
  readonly synced: boolean;
  /** Goes up when everything must be asked for again: a round of an earlier era does not count. */
  readonly era: number;
}

export interface AccountPace {
  /** The stream brings every event from now on: everything is to be asked once more. */
  live(): void;
  lost(): void;
  /** The stream lost something: everything is to be asked once more. */
  startOver(): void;
  /** Everything known may be old: ask at once. */
  wake(): void;
  /** Something changed: ask soon, for the symbol too when one is named. */
  want(symbol?: string): void;
  /** Monotonic ms. */
  dueAt(): number;
  /** The round to make now. */
  next(): AccountRound;
  /** `answered` are the symbols that were; `balances` whether those were. */
  ended(round: AccountRound, answered: readonly string[], balances: boolean): void;
  /** True while the stream is live and everything was asked for since it is. */
  synced(): boolean;
}

interface AccountPaceOptions {
  readonly time: Pick<TimeSource, 'monotonic'>;
  /** False when there is no stream: always polled. */
  readonly streamed: boolean;
  /** Symbols that may hold orders; the first is the one on the screen. */
  readonly symbols: () => readonly string[];
  /** Symbols that do. */
  readonly holding: () => readonly string[];
}

export function createAccountPace({ time, streamed, symbols, holding }: AccountPaceOptions): AccountPace {
  const wanted = new Set<string>();
  const asked = new Set<string>();
  let balancesAsked = false;
  /** When somebody asked for a round, or undefined. */
  let wantedAt: number | undefined;
  let isLive = false;
  let synced = false;
  let lostAt = Number.NEGATIVE_INFINITY;
  let startedAt = Number.NEGATIVE_INFINITY;
  let wholeAt = Number.NEGATIVE_INFINITY;
  let failed = false;
  let era = 0;
  let turn = 0;
  let allowance = ALLOWANCE;
  let allowedAt = time.monotonic();

  const concerned = (): string[] => [...new Set([...symbols().slice(0, 1), ...holding(), ...symbols()])];

  function allowed(): number {
    const now = time.monotonic();
    allowance = Math.min(ALLOWANCE, allowance + (now - allowedAt) * ALLOWANCE_PER_MS);
    allowedAt = now;
    return allowance;
  }

  function startOver(): void {
    era += 1;
    synced = false;
    failed = false;
    asked.clear();
    balancesAsked = false;
  }

  function wholeDueAt(): number {
    if (synced) return failed ? startedAt + POLL_EVERY_MS : wholeAt + SAFETY_EVERY_MS;
    if (!isLive) return Math.max(wholeAt + POLL_EVERY_MS, streamed ? lostAt + LOST_AFTER_MS : 0);
    const missing = WEIGHT.balances + WEIGHT.symbol - allowed();
    const affordableAt = missing > 0 ? allowedAt + missing / ALLOWANCE_PER_MS : 0;
    if (failed) return Math.max(startedAt + POLL_EVERY_MS, affordableAt);
    const isFirst = !balancesAsked && asked.size === 0;
    return isFirst ? affordableAt : Math.max(startedAt + REFRESH_EVERY_MS, affordableAt);
  }

  function wantedDueAt(): number {
    if (wantedAt === undefined) return Number.POSITIVE_INFINITY;
    if (!synced || [...wanted].some((symbol) => !asked.has(symbol))) return startedAt + REFRESH_EVERY_MS;
    return Math.max(wantedAt + LIVE_REFRESH_AFTER_MS, startedAt + LIVE_REFRESH_EVERY_MS);
  }

  /** The one on the screen first, then those with open orders, then others in turn. */
  function wholeSymbols(): string[] {
    const all = concerned();
    turn += 1;
    if (synced) return inTurn(all, 1 + holding().length, MOST_SYMBOLS);
    const affordable = Math.floor((allowed() - WEIGHT.balances) / WEIGHT.symbol);
    const unasked = all.filter((symbol) => !asked.has(symbol));
    const first = unasked.slice(0, Math.max(1, Math.min(affordable, MOST_SYMBOLS)));
    return isLive ? first : [...first, ...inTurn(all, 1, 2)];
  }

  /** The first ones always and of the rest as many as there is room for, beginning at another one each time. */
  function inTurn(all: readonly string[], always: number, most: number): string[] {
    const fixed = all.slice(0, Math.min(always, most - 1));
    const rest = all.slice(fixed.length);
    const room = Math.min(most - fixed.length, rest.length);
    const from = rest.length === 0 ? 0 : (turn * room) % rest.length;
    return [...fixed, ...[...rest, ...rest].slice(from, from + room)];
  }

  return {
    live() {
      isLive = true;
      startOver();
    },
    lost() {
      // Also told of attempts that fail: it is lost since it was live.
      if (!isLive) return;
      isLive = false;
      lostAt = time.monotonic();
      startOver();
    },
    startOver,
    wake() {
      startOver();
      wholeAt = Number.NEGATIVE_INFINITY;
      lostAt = Number.NEGATIVE_INFINITY;
    },
    want(symbol) {
      if (symbol !== undefined) wanted.add(symbol);
      wantedAt ??= time.monotonic();
    },
    dueAt: () => Math.min(wholeDueAt(), wantedDueAt()),
    next() {
      const now = time.monotonic();
      const whole = wholeDueAt() <= now;
      const chosen = new Set([...wanted, ...(whole ? wholeSymbols() : [])]);
      wanted.clear();
      wantedAt = undefined;
      startedAt = now;
      if (whole) wholeAt = now;
      allowance = Math.max(0, allowed() - WEIGHT.balances - WEIGHT.symbol * chosen.size);
      return { symbols: [...chosen], whole, synced, era };
    },
    ended(round, answered, balances) {
      if (round.era !== era) return;
      for (const symbol of answered) asked.add(symbol);
      balancesAsked ||= balances;
      failed = !balances || answered.length < round.symbols.length;
      synced ||= isLive && balancesAsked && concerned().every((symbol) => asked.has(symbol));
    },
    synced: () => synced,
  };
}
