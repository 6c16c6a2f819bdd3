/**
 * The names that a window may use: this table is the whole surface of main. Preload builds the bridge from it, the router
 * checks calls against it; inputs and answers are in commands.ts, topics in topics.ts.
 */
export const WINDOW_KINDS = ['terminal', 'pane', 'popover', 'strip', 'key', 'confirm'] as const;
export type WindowKind = (typeof WINDOW_KINDS)[number];

/** Command → kinds of window that may call it. */
export const COMMAND_WINDOWS = {
  'window.painted': ['terminal', 'pane', 'popover', 'strip', 'key', 'confirm'],
  'window.close': ['pane', 'popover', 'strip', 'key', 'confirm'],
  /** Brings the desk up, with that symbol when one is given. */
  'desk.show': ['popover', 'strip'],
  'strip.show': ['popover'],
  /** A pane changes its own interval, and what is about the look of figures. */
  'settings.change': ['terminal', 'pane'],
  'layout.change': ['terminal'],
  'layout.save': ['terminal'],
  'layout.remove': ['terminal'],
  'pane.open': ['terminal'],
  'pane.pin': ['pane'],
  /** Fills fields of the desk's ticket, with a price of the market that the pane shows. It never sends anything. */
  'ticket.fill': ['pane'],
  'system.describe': ['terminal'],
  'system.openFolder': ['terminal'],
  'report.save': ['terminal'],
  'connection.retry': ['terminal'],
  'symbol.select': ['terminal'],
  'chart.older': ['terminal', 'pane'],
  'chart.capture': ['terminal'],
  'chart.screenshot': ['terminal'],
  'order.place': ['terminal'],
  'order.test': ['terminal'],
  'order.cancel': ['terminal'],
  'order.cancelAll': ['terminal'],
  'order.replace': ['terminal'],
  'order.sendUnsent': ['terminal'],
  'order.dropUnsent': ['terminal'],
  'order.lookAgain': ['terminal'],
  'order.dismiss': ['terminal'],
  'order.timeline': ['terminal'],
  'history.page': ['terminal'],
  'history.older': ['terminal'],
  'history.export': ['terminal'],
  'performance.profit': ['terminal'],
  'performance.value': ['terminal'],
  'limits.change': ['terminal'],
  'watchlist.create': ['terminal'],
  'watchlist.rename': ['terminal'],
  'watchlist.remove': ['terminal'],
  'watchlist.move': ['terminal'],
  'watchlist.watch': ['terminal'],
  'watchlist.moveSymbol': ['terminal'],
  'sparklines.show': ['terminal', 'popover'],
  'alert.create': ['terminal', 'popover'],
  'alert.change': ['terminal'],
  'alert.remove': ['terminal'],
  'alert.snooze': ['terminal'],
  'alert.dismiss': ['terminal'],
  'alert.pause': ['terminal', 'popover'],
  'confirm.answer': ['confirm'],
  'account.activate': ['terminal'],
  'account.rename': ['terminal'],
  'account.remove': ['terminal'],
  'account.check': ['terminal'],
  'account.openKeyWindow': ['terminal'],
  'account.lock': ['terminal'],
  'account.unlock': ['terminal'],
  'keychain.retry': ['terminal', 'key'],
  'key.readClipboard': ['key'],
  'key.forgetClipboard': ['key'],
  'key.save': ['key'],
} as const satisfies Record<string, readonly WindowKind[]>;

export type CommandName = keyof typeof COMMAND_WINDOWS;

/** Topic → kinds of window that may subscribe to it. */
export const TOPIC_WINDOWS = {
  symbols: ['terminal', 'pane', 'popover', 'strip'],
  tickers: ['terminal', 'pane', 'popover', 'strip'],
  prices: ['terminal', 'pane', 'popover', 'strip'],
  book: ['terminal', 'pane'],
  tape: ['terminal', 'pane'],
  chart: ['terminal', 'pane'],
  candles: ['terminal', 'pane'],
  sparklines: ['terminal', 'popover'],
  watchlists: ['terminal'],
  diagnostics: ['terminal'],
  connection: ['terminal', 'pane', 'popover', 'strip'],
  accounts: ['terminal', 'pane', 'popover', 'strip'],
  balances: ['terminal', 'popover'],
  openOrders: ['terminal', 'pane'],
  fees: ['terminal'],
  journal: ['terminal'],
  limits: ['terminal'],
  alerts: ['terminal', 'pane', 'popover'],
  keychain: ['terminal', 'key'],
  settings: ['terminal', 'pane', 'popover', 'strip', 'key', 'confirm'],
  pinned: ['popover', 'strip'],
  touches: ['popover'],
  layout: ['terminal'],
  pane: ['pane'],
  ticketFill: ['terminal'],
  fillHeard: ['terminal'],
  menuAction: ['terminal'],
  deskWish: ['terminal'],
  keyRequest: ['key'],
  confirmRequest: ['confirm'],
} as const satisfies Record<string, readonly WindowKind[]>;

export type TopicName = keyof typeof TOPIC_WINDOWS;

/** IPC channels; only preload and the router know them. */
export const CHANNELS = {
  command: 'perch:command',
  subscribe: 'perch:subscribe',
  unsubscribe: 'perch:unsubscribe',
  publish: 'perch:publish',
  /** The window has drawn what was published last. */
  drawn: 'perch:drawn',
} as const;

/** Commands that the given kind of window may call. */
export function commandsOf(kind: WindowKind): CommandName[] {
  return (Object.keys(COMMAND_WINDOWS) as CommandName[]).filter((name) =>
    (COMMAND_WINDOWS[name] as readonly WindowKind[]).includes(kind),
  );
}
