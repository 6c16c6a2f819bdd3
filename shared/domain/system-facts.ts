/** What Perch runs on, for the settings and for reports. */
export interface SystemFacts {
  /** Folder with the database, the log and the practice market; it may hold the user's name. */
  readonly dataFolder: string;
  readonly perch: string;
  readonly electron: string;
  readonly chromium: string;
  /** Like `linux x64`. */
  readonly system: string;
}
