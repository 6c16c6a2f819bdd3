import type { CandleInterval } from './market';

export type Theme = 'system' | 'dark' | 'light';
export type Language = 'en' | 'zh-CN';

/** What the user chose; kept in the database and shared by all windows. */
export interface Settings {
  readonly theme: Theme;
  readonly language: Language;
  /** The symbol shown when the desk opens, or empty. */
  readonly symbol: string;
  /** The interval of the chart. */
  readonly interval: CandleInterval;
}

export const DEFAULT_SETTINGS: Settings = { theme: 'dark', language: 'en', symbol: '', interval: '15m' };
