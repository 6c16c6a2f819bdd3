/** The last 24 hours of one symbol in few points, for a tiny drawing. */
export interface Sparkline {
  readonly symbol: string;
  /** Prices in even steps of time, oldest first, as decimals with a space between; empty where nothing was traded. */
  readonly prices: string;
  /** When the exchange was asked, Unix ms of this machine. */
  readonly confirmedAt: number;
}

/** Symbols that one window may have drawn at a time. */
export const MOST_SPARKLINES = 80;
