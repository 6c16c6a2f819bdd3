/** How a book of the bench is, on each side. */
export interface Shape {
  readonly levels: number;
  /** Levels that one message changes. */
  readonly changes: number;
  /** How many of these were not there before; as many go. The others get another quantity. */
  readonly moves: number;
}

/** One side as the exchange has it, by whole ticks, best first, with quantities in whole lots. */
interface Side {
  readonly sign: 1 | -1;
  readonly ticks: number[];
  readonly lots: Map<number, number>;
}

export interface Market {
  /** Answer of `GET /spot/depth` as it comes, with all levels of both sides. */
  readonly snapshot: string;
  /** The next `count` messages of `<s>@spotDepth` as they come. */
  next(count: number): string[];
  /** Best price and quantity of both sides after the last message, and their number of levels. */
  top(): Top;
}

export interface Top {
  readonly bid: readonly [number, number];
  readonly ask: readonly [number, number];
  readonly levels: readonly [number, number];
}

const MIDDLE = 2_000_000;
const FIRST_VERSION = 4_613_019;

/** A market that changes near its best prices more than far from them. The same seed makes the same messages. */
export function createMarket(seed: number, { levels, changes, moves }: Shape): Market {
  const random = randomOf(seed);
  const below = (limit: number): number => Math.floor(random() * limit);
  let version = FIRST_VERSION;

  const side = (sign: 1 | -1): Side => {
    const ticks: number[] = [];
    for (let tick = MIDDLE + sign; ticks.length < levels; tick += sign * (1 + below(3))) ticks.push(tick);
    return { sign, ticks, lots: new Map(ticks.map((tick) => [tick, 1 + below(999_999_999)])) };
  };
  const bids = side(-1);
  const asks = side(1);

  /** A rank near the best more often than far from it. */
  const rank = (length: number): number =>
    Math.min(length - 1, Math.floor(-Math.log(1 - random()) * (length / 8)));

  function changesOf({ sign, ticks, lots }: Side): string {
    const changed = new Map<number, number>();
    const untouched = (pick: () => number | undefined): number => {
      for (;;) {
        const tick = pick();
        if (tick !== undefined && !changed.has(tick)) return tick;
      }
    };
    const existing = (): number | undefined => ticks[rank(ticks.length)];
    const vacant = (): number | undefined => {
      const tick = (existing() ?? MIDDLE) + below(21) - 10;
      return (tick - MIDDLE) * sign > 0 && !lots.has(tick) ? tick : undefined;
    };
    for (let n = 0; n < changes; n += 1) {
      const comes = n < moves;
      const goes = !comes && n < 2 * moves;
      const tick = untouched(comes ? vacant : existing);
      const quantity = goes ? 0 : 1 + below(999_999_999);
      changed.set(tick, quantity);
      if (comes) ticks.splice(placeOf(ticks, tick, sign), 0, tick);
      if (goes) ticks.splice(placeOf(ticks, tick, sign), 1);
      if (goes) lots.delete(tick);
      else lots.set(tick, quantity);
    }
    return written([...changed]);
  }

  const bestOf = ({ ticks, lots }: Side): [number, number] => {
    const tick = ticks[0] ?? Number.NaN;
    return [tick / 100, (lots.get(tick) ?? Number.NaN) / 1_000_000];
  };

  return {
    snapshot: flat(
      `{"lastUpdateId":${FIRST_VERSION},"bids":${written([...bids.lots])},"asks":${written([...asks.lots])}}`,
    ),
    next(count) {
      return Array.from({ length: count }, () => {
        version += 1;
        return flat(
          `{"e":"spotDepthUpdate","s":"BTCUSDT","v":${version},"b":${changesOf(bids)},"a":${changesOf(asks)}}`,
        );
      });
    },
    top: () => ({
      bid: bestOf(bids),
      ask: bestOf(asks),
      levels: [bids.ticks.length, asks.ticks.length],
    }),
  };
}

/** PROTOCOL: `[[price, quantity]]`, decimals as texts, with 8 places in the exchange's examples; a level that goes has the quantity "0". */
function written(levels: readonly (readonly [number, number])[]): string {
  return `[${levels
    .map(([tick, lots]) => {
      const quantity = lots === 0 ? '0' : (lots / 1_000_000).toFixed(8);
      return `["${(tick / 100).toFixed(8)}","${quantity}"]`;
    })
    .join()}]`;
}

/** Where a tick is, or belongs, in ticks sorted best first. */
function placeOf(ticks: readonly number[], tick: number, sign: 1 | -1): number {
  let low = 0;
  let high = ticks.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (((ticks[middle] ?? 0) - tick) * sign < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** One piece of memory, as a text from a socket is, and not a chain of the pieces it was made of. */
function flat(text: string): string {
  return Buffer.from(text, 'latin1').toString('latin1');
}

/** Mulberry32: a small generator with a good spread, from 0 to below 1. */
function randomOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}
