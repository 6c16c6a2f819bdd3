import type { Lots } from '../listing/instrument';
import type { PricePath } from './price-path';
import { mix, mixUnit } from './random';
import { bidBelow, spreadAt } from './touch';
import { MINUTE, MINUTES_PER_HOUR } from './trade';

/** Size of the price movement between two trades that follow each other, as a share of the price. */
const JITTER = 0.0004;
/** Trades of the past are fewer and so much larger than live ones: they are to be summed, and their volume is to be like that of life. */
const PAST_SIZE = 3;
const HALF = 65_536;

/** Room for the busiest hour of a symbol, whose blocks have at most half as many trades again as on average. */
const MOST_PER_HOUR = 60 * 120;

/** The trades made last, one array for each quality; used again for the next, because months of them are made at once. */
export const made = {
  times: new Float64Array(MOST_PER_HOUR),
  ticks: new Float64Array(MOST_PER_HOUR),
  lots: new Float64Array(MOST_PER_HOUR),
  buyerIsMaker: new Uint8Array(MOST_PER_HOUR),
};

/** What decides the past trades of a symbol. */
export interface PastPlan {
  /** Joints are a block apart. */
  readonly path: PricePath;
  readonly seed: number;
  readonly ordinaryLots: Lots;
  /** A block is as long as the path is straight: a minute, or an hour of a symbol that trades seldom. */
  readonly blockMinutes: number;
  /** Trades of a block on average. */
  readonly perBlock: number;
}

/**
 * Makes the trades of at most an hour of blocks that follow each other and returns how many there are. In as few calls as possible: a day
 * of all markets is made before the first prices are told, when nothing of this is compiled yet.
 */
export function makeTrades(plan: PastPlan, firstBlock: number, blocks: number): number {
  const { times, ticks, lots, buyerIsMaker } = made;
  const { seed, perBlock, blockMinutes } = plan;
  const length = blockMinutes * MINUTE;
  const joints = plan.path.joints(firstBlock, blocks + 1);
  // Whole hours are busier or calmer than others.
  const hour = Math.floor((firstBlock * blockMinutes) / MINUTES_PER_HOUR);
  const ordinary = PAST_SIZE * plan.ordinaryLots * (0.4 + 1.6 * mixUnit(seed ^ 0x5bd1e995, hour));
  let count = 0;
  for (let block = 0; block < blocks; block++) {
    const own = mix(seed, firstBlock + block);
    const number = Math.ceil(perBlock / 2) + (own % (perBlock + 1));
    const begin = (firstBlock + block) * length;
    const from = joints[block] ?? 0;
    const slope = (joints[block + 1] ?? 0) - from;
    const firstPart = Math.min(MINUTE / length, 1 / number);
    for (let index = 0; index < number; index++) {
      // Two mixed numbers have bits for all four qualities of a trade.
      const first = mix(own, 2 * index);
      const second = mix(own, 2 * index + 1);
      const when = (first >>> 16) / HALF;
      const part = index === 0 ? when * firstPart : (index + when) / number;
      const middle = (from + slope * part) * (1 + JITTER * ((first & 0xffff) / HALF - 0.5));
      const spread = spreadAt(middle);
      const taken = second & 1;
      times[count] = begin + Math.floor(part * length);
      ticks[count] = bidBelow(middle, spread) + taken * spread;
      lots[count] = tradeLots(ordinary, (second >>> 1) / 2_147_483_648);
      buyerIsMaker[count] = 1 - taken;
      count++;
    }
  }
  return count;
}

/** Lots of a trade: many small ones and a few large, `ordinary` on average; `unit` is in [0, 1). */
export function tradeLots(ordinary: number, unit: number): Lots {
  return Math.max(1, Math.round(-Math.log(1 - unit) * ordinary));
}
