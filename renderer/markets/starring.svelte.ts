import type { SpotSymbol } from '@shared/domain/symbol';
import type { Result } from '@shared/domain/result';
import { send } from '../state/commands';
import { errorText, t } from '../state/language';
import { chosenWatchlist, marketName, watchlistName } from './watchlists';

/** How long a sentence about what was done stays (ms). */
const SAID_MS = 4_000;

/** Changes of the chosen watchlist, and a sentence about the last one. */
export class Starring {
  /** Empty when there is nothing to say. */
  said = $state('');
  /** Whether it tells of a failure, which must be seen and not only heard. */
  failed = $state(false);
  #timer: ReturnType<typeof setTimeout> | undefined;

  toggle(rules: SpotSymbol): void {
    const list = chosenWatchlist.current;
    if (!list) return;
    const watched = !list.symbols.includes(rules.symbol);
    const told = { symbol: marketName(rules), list: watchlistName(list) };
    void this.#done(send('watchlist.watch', { id: list.id, symbols: [rules.symbol], watched }), () =>
      watched ? t('watchlist.added', told) : t('watchlist.taken', told),
    );
  }

  add(symbols: readonly string[]): void {
    const list = chosenWatchlist.current;
    if (list && symbols.length > 0) {
      void this.#done(send('watchlist.watch', { id: list.id, symbols: [...symbols], watched: true }));
    }
  }

  /** Puts a symbol before what stands at this place among the rows that are listed. */
  move(rules: SpotSymbol, to: number, rows: readonly SpotSymbol[]): void {
    const list = chosenWatchlist.current;
    const beside = rows[Math.min(Math.max(to, 0), rows.length - 1)];
    if (!list || !beside || beside === rules) return;
    // The list may have symbols that the exchange does not list now: the place is that of the row.
    const place = list.symbols.indexOf(beside.symbol);
    const told = { symbol: marketName(rules), place: rows.indexOf(beside) + 1, count: rows.length };
    void this.#done(send('watchlist.moveSymbol', { id: list.id, symbol: rules.symbol, to: place }), () =>
      t('watchlist.moved', told),
    );
  }

  say(sentence: string, failed = false): void {
    clearTimeout(this.#timer);
    this.said = sentence;
    this.failed = failed;
    this.#timer = setTimeout(() => (this.said = ''), SAID_MS);
  }

  async #done(answer: Promise<Result<unknown>>, sentence?: () => string): Promise<void> {
    const result = await answer;
    if (!result.ok) this.say(errorText(result.error), true);
    else if (sentence) this.say(sentence());
  }
}
