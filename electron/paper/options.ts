import type { Listing } from './listing/instrument';

/** Most book changes a second that can be asked for. */
export const MOST_RATE = 20_000;

/** How a paper exchange is set up; every way of starting one ends in this. */
export interface PaperOptions {
  /** Port on 127.0.0.1; 0 takes any free one. */
  readonly port: number;
  /** Decides the market: the same seed gives the same prices at the same time. A 32-bit whole number. */
  readonly seed: number;
  readonly keyId: string;
  readonly secret: string;
  /** Where the account is kept over restarts; without it nothing is. */
  readonly stateFile?: string | undefined;
  /** Listed after all others; how many `symbols` there are does not count them. */
  readonly extraListings?: readonly Listing[] | undefined;
  /** How many symbols to list; the built-in ones come first. */
  readonly symbols?: number | undefined;
  /** Book changes a second over all symbols, 0 to {@link MOST_RATE}; without it every market has its own quiet pace. */
  readonly rate?: number | undefined;
  /** Added to the machine's clock, ms. */
  readonly clockOffsetMs?: number | undefined;
  /** File that schedules faults, see `faults/fault-file.ts`. */
  readonly faultsFile?: string | undefined;
  /** False gives a market that stands still at its listed prices until a customer trades. */
  readonly marketMaker?: boolean | undefined;
  /** Request weight a minute for each address; default what PROTOCOL allows. */
  readonly weightLimit?: number | undefined;
  /** The machine's clock, ms; replaced in tests. */
  readonly clock?: (() => number) | undefined;
}
