import type { Settings } from '@shared/domain/settings';
import { send } from '../state/commands';
import { settings } from '../state/settings';
import { isByHand, type MarketView, type Sort, type SortKey } from './market-rows';
import { chosenWatchlist } from './watchlists';

type Chosen = Pick<Settings, 'marketTab' | 'marketSort' | 'marketOrder' | 'watchlist'>;

/** What is listed and how it is ordered: remembered by main, and at once on the screen. */
export class MarketsView {
  query = $state('');
  /** Choices that main has not told back yet, or that it could not keep. */
  #chosen = $state.raw<Partial<Chosen>>({});

  readonly tab = $derived(this.#chosen.marketTab ?? settings.current.marketTab);
  readonly sort: Sort = $derived(this.#chosen.marketSort ?? settings.current.marketSort);
  readonly descending = $derived((this.#chosen.marketOrder ?? settings.current.marketOrder) === 'descending');
  readonly isWatchlist = $derived(this.tab === 'watchlist');
  readonly quote = $derived(this.tab.startsWith('quote:') ? this.tab.slice('quote:'.length) : '');
  readonly view: MarketView = $derived({
    query: this.query,
    quote: this.quote,
    sort: this.sort,
    descending: this.descending,
    ...(this.isWatchlist ? { watched: chosenWatchlist.current?.symbols ?? [] } : {}),
  });
  readonly byHand = $derived(isByHand(this.view));
  /** The column that rows are ordered by; none while they stand in the order of the hand. */
  readonly column: SortKey | undefined = $derived(
    this.sort !== 'hand' ? this.sort : this.isWatchlist ? undefined : 'name',
  );

  clear(): void {
    this.query = '';
  }

  showTab(marketTab: string): void {
    this.#choose({ marketTab });
  }

  showList(id: number): void {
    this.#choose({ watchlist: String(id), marketTab: 'watchlist' });
  }

  orderByHand(): void {
    this.#choose({ marketSort: 'hand', marketOrder: 'ascending' });
  }

  /** The first press puts the largest first (names from A), the second turns it, the third gives a watchlist its own order back. */
  sortBy(key: SortKey): void {
    const natural = key !== 'name';
    const isAgain = this.column === key;
    if (isAgain && this.descending !== natural) return this.orderByHand();
    const descending = isAgain ? !this.descending : natural;
    this.#choose({ marketSort: key, marketOrder: descending ? 'descending' : 'ascending' });
  }

  #choose(chosen: Partial<Chosen>): void {
    this.#chosen = { ...this.#chosen, ...chosen };
    void send('settings.change', chosen);
  }
}
