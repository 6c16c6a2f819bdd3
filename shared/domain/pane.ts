import type { CandleInterval } from './market';

/** What a window of its own can show. */
export const PANE_CONTENTS = ['chart', 'book'] as const;
export type PaneContent = (typeof PANE_CONTENTS)[number];

/** More windows than this are a mistake, and each chart or book of its own costs requests while there is no stream. */
export const MOST_PANES = 6;

/** A window with a chart or a book, as its page sees it. */
export interface Pane {
  readonly content: PaneContent;
  /** The symbol on it now; empty while the desk has none. */
  readonly symbol: string;
  /** Stays with its symbol; otherwise it follows the desk's. */
  readonly pinned: boolean;
  /** Of a chart: each window has its own. */
  readonly interval: CandleInterval;
}
