/** The first retry is quick: most breaks are short. */
const FIRST_MS = 300;
const SECOND_MS = 1_000;
const LONGEST_MS = 30_000;

/**
 * How long to wait before the next attempt after `failures` in a row: up to 0.3 s, then 1, 2, 4 … 30 s, of each a random part between
 * half and all, so that all clients of a server that comes back do not come at once.
 *
 * @param random between 0 and 1
 */
export function backOff(failures: number, random: number): number {
  const longest =
    failures <= 1 ? FIRST_MS : Math.min(LONGEST_MS, SECOND_MS * 2 ** Math.min(failures - 2, 20));
  return longest * (0.5 + random / 2);
}
