import type { Balances } from '@shared/domain/account';
import { isZero } from '@shared/domain/decimal';
import type { SpotSymbol } from '@shared/domain/symbol';
import type { TimeSource } from '../exchange/time-source';

/** Symbols asked at once: each costs 10 weight. */
const MOST_SYMBOLS = 20;
/** However often the stream breaks, so many askings in so long, ms: with all symbols at most 400 of the 1,200 weight a minute. */
const MOST_ASKINGS = 4;
const WITHIN_MS = 120_000;

/** Symbols of which both assets are held. PROTOCOL has no "all symbols" call: orders on symbols never traded here are only found so. */
export function heldSymbols({ spot }: Pick<Balances, 'spot'>, listed: readonly SpotSymbol[]): string[] {
  const held = new Set(
    spot.filter(({ free, locked }) => !isZero(free) || !isZero(locked)).map(({ asset }) => asset),
  );
  return listed
    .filter(({ baseAsset, quoteAsset }) => held.has(baseAsset) && held.has(quoteAsset))
    .map(({ symbol }) => symbol)
    .slice(0, MOST_SYMBOLS);
}

/** Asks for held symbols when something may have happened on them, as soon as they are known and not too often. */
export interface HeldSymbols {
  /** Something may have happened while nobody listened. */
  want(): void;
  /** Balances or symbols came. */
  known(): void;
  close(): void;
}

export function createHeldSymbols(options: {
  readonly time: Pick<TimeSource, 'monotonic' | 'after'>;
  /** Empty while balances or symbols are not known. */
  readonly symbols: () => readonly string[];
  readonly ask: (symbols: readonly string[]) => void;
}): HeldSymbols {
  const { time } = options;
  let isWanted = false;
  let askings: number[] = [];
  let cancel: () => void = () => undefined;
  let closed = false;

  function known(): void {
    if (closed || !isWanted) return;
    const symbols = options.symbols();
    if (symbols.length === 0) return;
    cancel();
    askings = askings.filter((at) => time.monotonic() - at < WITHIN_MS);
    const [oldest] = askings;
    if (oldest !== undefined && askings.length >= MOST_ASKINGS) {
      const wait = oldest + WITHIN_MS - time.monotonic();
      cancel = time.after(wait, known, true);
      return;
    }
    isWanted = false;
    askings.push(time.monotonic());
    options.ask(symbols);
  }

  return {
    want() {
      isWanted = true;
      known();
    },
    known,
    close() {
      closed = true;
      cancel();
    },
  };
}
