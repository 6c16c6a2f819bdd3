import { closeSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Market } from '../market/market';
import { ListingMissing, readState, type SavedState, writeState } from './saved-state';

/** Changes inside this time (ms) are written once. */
const DEBOUNCE = 200;

/** The account in a file that only its user can read. It is always whole: a new one is written beside it and takes its place. */
export class StateFile {
  #timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly path: string,
    private readonly report: (message: string) => void,
  ) {}

  /**
   * The saved state; undefined when there is none yet or it is damaged. A damaged file is set aside under another name and reported.
   * Throws when the file cannot be read, or belongs to other listings.
   */
  read(markets: ReadonlyMap<string, Market>): SavedState | undefined {
    const text = this.#text();
    if (text === undefined) return undefined;
    try {
      return readState(text, (symbol) => markets.get(symbol)?.instrument);
    } catch (error) {
      if (error instanceof ListingMissing)
        throw new Error(`state file ${this.path}: ${error.message}`, { cause: error });
      const aside = `${this.path}.damaged-${Date.now()}`;
      renameSync(this.path, aside);
      this.report(
        `state file ${this.path} is damaged (${messageOf(error)}); it was set aside as ${aside}, starting afresh`,
      );
      return undefined;
    }
  }

  /** Writes within a moment. A failure is reported and tried again with the next change. */
  saveSoon(state: SavedState): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      try {
        this.#write(state);
      } catch (error) {
        this.report(`state file ${this.path} could not be written: ${messageOf(error)}`);
      }
    }, DEBOUNCE);
  }

  /** Writes at once; throws when it cannot. */
  saveNow(state: SavedState): void {
    this.abandon();
    this.#write(state);
  }

  /** Forgets what was to be written. */
  abandon(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  #text(): string | undefined {
    try {
      return readFileSync(this.path, 'utf8');
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
      throw error;
    }
  }

  #write(state: SavedState): void {
    mkdirSync(dirname(this.path), { recursive: true });
    const beside = `${this.path}.new`;
    const file = openSync(beside, 'w', 0o600);
    try {
      writeSync(file, writeState(state));
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(beside, this.path);
  }
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
