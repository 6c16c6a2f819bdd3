import type { Book, Level } from '@shared/domain/market';
import type { TimeSource } from '../../exchange/time-source';

/** The sides of a book as they are shown. */
interface Sides {
  levels(side: 'bids' | 'asks'): readonly Level[];
}

/** What the rest of the app sees of a followed book. */
export class ShownBook {
  readonly #time: Pick<TimeSource, 'wall'>;
  readonly #onBook: (book: Book) => void;
  #book: Book;
  #stopped = false;

  /** Shows at once that the book is loading. */
  constructor(symbol: string, time: Pick<TimeSource, 'wall'>, onBook: (book: Book) => void) {
    this.#time = time;
    this.#onBook = onBook;
    this.#book = { symbol, bids: [], asks: [], state: 'loading', confirmedAt: 0 };
    onBook(this.#book);
  }

  get state(): Book['state'] {
    return this.#book.state;
  }

  show(state: 'loading' | 'live' | 'polling', sides: Sides, confirmedAt: number): void {
    this.#set({ state, bids: sides.levels('bids'), asks: sides.levels('asks'), confirmedAt });
  }

  /** What is shown keeps its age, and does not count as up to date any more. */
  interrupt(): void {
    if (this.state === 'live' || this.state === 'polling') this.#set({ state: 'interrupted' });
  }

  stop(): void {
    this.#stopped = true;
  }

  #set(change: Partial<Book>): void {
    if (this.#stopped) return;
    const book = { ...this.#book, ...change };
    // A clock that was set back must not leave a book confirmed in the future, where it would look fresh for long.
    this.#book = { ...book, confirmedAt: Math.min(book.confirmedAt, this.#time.wall()) };
    this.#onBook(this.#book);
  }
}
