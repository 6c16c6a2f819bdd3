/** What Perch runs on, for the settings, reports and About. */
export interface SystemFacts {
  /** Folder with the database, the log and the practice market; it may hold the user's name. */
  readonly dataFolder: string;
  readonly perch: string;
  readonly electron: string;
  readonly chromium: string;
  readonly node: string;
  readonly v8: string;
  /** Like `Linux 6.1.0 x64`. */
  readonly system: string;
}
