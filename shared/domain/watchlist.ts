/** Symbols that the user keeps together, in the order of the user's hand. They belong to one exchange. */
export interface Watchlist {
  readonly id: number;
  /** Empty for the list that every exchange begins with, until it is renamed: windows call it by a word of their language. */
  readonly name: string;
  readonly symbols: readonly string[];
}

export const MOST_WATCHLISTS = 20;
/** In one list. */
export const MOST_WATCHED = 200;
export const LONGEST_WATCHLIST_NAME = 40;

/** `items` with the one at `from` taken out and put at `to`; both are kept within the list. */
export function moved<T>(items: readonly T[], from: number, to: number): readonly T[] {
  const item = items[from];
  if (item === undefined) return items;
  const rest = items.toSpliced(from, 1);
  return rest.toSpliced(Math.min(Math.max(to, 0), rest.length), 0, item);
}
