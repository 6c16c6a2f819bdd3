import { CANDLE_INTERVALS, type CandleInterval } from './market';

/** Settings that are one of a few words, with the words; the first of `switches` is the one that does something. */
export const SETTING_CHOICES = {
  theme: ['system', 'dark', 'light'],
  language: ['en', 'zh-CN'],
  /** Which colour a rising price has; `colour-blind` is blue and orange. */
  colours: ['green-up', 'red-up', 'colour-blind'],
  timeZone: ['local', 'utc'],
  clock: ['24h', '12h'],
  /** What stands between groups of three digits. The decimal mark is always a point. */
  grouping: ['comma', 'space', 'none'],
  sounds: ['on', 'off'],
  /** Which trades of the tape are marked: `auto` the largest twentieth, else those of so many times the typical one. */
  largeTrades: ['auto', '3', '5', '10', '20', 'off'],
  /** Of the height of book and trades, where they stand above each other: the trades' part in percent. */
  tapeShare: ['15', '20', '25', '30', '35', '40', '45', '50', '55', '60', '65', '70'],
  /** Minutes without a person after which the accounts are locked. */
  lockAfter: ['off', '5', '15', '30', '60'],
  startAtLogin: ['on', 'off'],
  /** Closing the desk leaves Perch watching in the tray. */
  closeToTray: ['on', 'off'],
  /** Whether a price stands beside the icon, on systems that have room for text there. */
  trayText: ['on', 'off'],
  /** Whether the ticker strip is on the screen. */
  strip: ['on', 'off'],
  /** Held down anywhere it shows or hides the desk; in Electron's words. */
  showKey: [
    'off',
    'CommandOrControl+Alt+P',
    'CommandOrControl+Shift+Space',
    'CommandOrControl+Alt+Space',
    'CommandOrControl+Shift+F9',
  ],
  /** What stands below the chart. */
  bottomTab: ['orders', 'history', 'balances', 'performance', 'alerts', 'market'],
  /** Balances worth less than one unit of the value asset are left out. */
  hideSmall: ['on', 'off'],
  /** Whether the welcome was seen to its end. */
  welcomed: ['on', 'off'],
  /** Steps of the chart's price scale: of price, or of percent. */
  priceScale: ['linear', 'logarithmic'],
  /** How large the desk is drawn, in percent. */
  zoom: ['50', '67', '75', '80', '90', '100', '110', '125', '150', '175', '200', '250', '300'],
  /** How markets are ordered; `hand` is a watchlist's own order, and by name elsewhere. */
  marketSort: ['hand', 'name', 'volume', 'change', 'price'],
  marketOrder: ['ascending', 'descending'],
  /** The interval of the chart. */
  interval: CANDLE_INTERVALS,
} as const;

type Choices = typeof SETTING_CHOICES;

export type Theme = Choices['theme'][number];
export type Language = Choices['language'][number];
export type Colours = Choices['colours'][number];
export type Clock = Choices['clock'][number];
export type PriceScale = Choices['priceScale'][number];
export type Grouping = Choices['grouping'][number];
export type ShowKey = Choices['showKey'][number];
export type Zoom = Choices['zoom'][number];

/** What the user chose; kept in the database and shared by all windows. */
export type Settings = {
  readonly [F in Exclude<keyof Choices, 'interval'>]: Choices[F][number];
} & {
  readonly interval: CandleInterval;
  /** What is drawn with the candles, as JSON: see `readIndicators`. */
  readonly indicators: string;
  /** Which markets are listed: `all`, `watchlist`, or `quote:` and an asset. */
  readonly marketTab: string;
  /** Id of the watchlist that is listed and starred, as digits; empty for the first. */
  readonly watchlist: string;
  /** Id of the watchlist that the tray, its popover and the strip show, as digits; empty for the one that is listed. */
  readonly trayList: string;
  /** The symbol shown when the desk opens, or empty. */
  readonly symbol: string;
  /** The asset in which balances are valued. */
  readonly valueAsset: string;
};

export const DEFAULT_SETTINGS: Settings = {
  theme: 'dark',
  language: 'en',
  colours: 'green-up',
  timeZone: 'local',
  clock: '24h',
  grouping: 'comma',
  sounds: 'on',
  largeTrades: 'auto',
  tapeShare: '35',
  lockAfter: 'off',
  startAtLogin: 'off',
  closeToTray: 'on',
  trayText: 'on',
  strip: 'off',
  showKey: 'off',
  bottomTab: 'orders',
  hideSmall: 'off',
  welcomed: 'off',
  priceScale: 'linear',
  interval: '15m',
  indicators: '[{"kind":"volume"}]',
  zoom: '100',
  marketSort: 'hand',
  marketOrder: 'ascending',
  marketTab: 'all',
  watchlist: '',
  trayList: '',
  symbol: '',
  valueAsset: 'USDT',
};
