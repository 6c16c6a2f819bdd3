import { hashText, mix, mixUnit } from './random';

const MINUTES_PER_DAY = 1440;
const DAILY_DEVIATION = 0.02;

/** Cycle lengths in minutes. Uneven, so that the cycles never line up into a visible period. */
const slowCycles = [43_203, 14_411, 4_327, 1_439, 487, 179, 61, 19, 7];
const fastCycles = [1.5, 0.43, 0.14];

/** One band of noise whose value at any time can be had alone, from the seed. */
class Octave {
  #cell = Number.NaN;
  #from = 0;
  #to = 0;
  readonly #amplitude: number;

  constructor(
    private readonly seed: number,
    private readonly cycle: number,
  ) {
    // A deviation growing with the square root of time is what a random walk has.
    this.#amplitude = 2 * Math.sqrt(3) * DAILY_DEVIATION * Math.sqrt(cycle / MINUTES_PER_DAY);
  }

  at(minutes: number): number {
    const position = minutes / this.cycle;
    const cell = Math.floor(position);
    if (cell !== this.#cell) {
      this.#from = mixUnit(this.seed, cell) - 0.5;
      this.#to = mixUnit(this.seed, cell + 1) - 0.5;
      this.#cell = cell;
    }
    const part = position - cell;
    const eased = part * part * (3 - 2 * part);
    return this.#amplitude * (this.#from + (this.#to - this.#from) * eased);
  }

  /** Adds what {@link at} gives for `count` times, `step` minutes from one to the next, to as many `sums`. */
  addTo(sums: Float64Array, count: number, first: number, step: number): void {
    const { seed, cycle } = this;
    const amplitude = this.#amplitude;
    let [cell, from, to] = [Number.NaN, 0, 0];
    for (let index = 0; index < count; index++) {
      const position = (first + index * step) / cycle;
      const whole = Math.floor(position);
      if (whole !== cell) {
        from = mixUnit(seed, whole) - 0.5;
        to = mixUnit(seed, whole + 1) - 0.5;
        cell = whole;
      }
      const part = position - whole;
      sums[index] = (sums[index] ?? 0) + amplitude * (from + (to - from) * (part * part * (3 - 2 * part)));
    }
  }
}

/**
 * Relative value of one asset over all of time: a mean-reverting random walk made of noise bands, so that past,
 * present and future come from the seed alone and history needs no storing.
 * The numbers are binary floating point on purpose: they only steer the practice market and become whole ticks before they are a price.
 */
export class AssetPath {
  readonly #slow: Octave[];
  readonly #fast: Octave[];

  /**
   * @param asset undefined is what the others are counted in, which does not move
   * @param grain minutes between the times {@link slow} is asked for; quicker movement than that would only be noise there
   */
  constructor(seed: number, asset: string | undefined, grain = 1) {
    const own = mix(seed | 0, hashText(asset ?? ''));
    const [slow, fast] = asset === undefined ? [[], []] : [slowCycles, fastCycles];
    this.#slow = slow
      .filter((cycle) => cycle >= 2 * grain)
      .map((cycle, index) => new Octave(mix(own, index), cycle));
    this.#fast = fast.map((cycle, index) => new Octave(mix(own, 100 + index), cycle));
  }

  /** Natural logarithm of the relative value at a whole minute, without the movement inside minutes. */
  slow(minute: number): number {
    let sum = 0;
    for (const octave of this.#slow) sum += octave.at(minute);
    return sum;
  }

  /** {@link slow} of `count` times, `step` minutes from one to the next. */
  fillSlow(sums: Float64Array, count: number, first: number, step: number): void {
    sums.fill(0, 0, count);
    for (const octave of this.#slow) octave.addTo(sums, count, first, step);
  }

  /** Movement within minutes at a time in ms. */
  fast(time: number): number {
    let sum = 0;
    for (const octave of this.#fast) sum += octave.at(time / 60_000);
    return sum;
  }
}

/** Of the asset that prices are counted in. */
const still = new AssetPath(0, undefined);

/** Price of one asset in another, in ticks that need not be whole. Pairs of the same assets agree with each other. */
export class PricePath {
  readonly #quote: AssetPath;
  #scale: number;
  #step = Number.NaN;
  #from = 0;
  #to = 0;

  /**
   * @param centre ticks the price moves around
   * @param grain minutes between the points that are joined by straight lines: 1, or more for symbols that trade seldom
   * @param pinnedAt ms at which the price is exactly the centre; undefined leaves it where the seed puts it
   */
  constructor(
    private readonly base: AssetPath,
    quote: AssetPath | undefined,
    centre: number,
    private readonly grain: number,
    pinnedAt?: number,
  ) {
    this.#quote = quote ?? still;
    this.#scale = centre;
    if (pinnedAt === undefined) return;
    this.#scale = centre * (centre / this.smooth(pinnedAt));
    this.#step = Number.NaN;
  }

  /** The price at the joint number `step`, which is `step * grain` minutes after 1970; between two joints the smooth price is straight. */
  joint(step: number): number {
    if (step !== this.#step) {
      this.#from = step === this.#step + 1 ? this.#to : this.#whole(step * this.grain);
      this.#to = this.#whole((step + 1) * this.grain);
      this.#step = step;
    }
    return this.#from;
  }

  /**
   * `count` joints from the number `first` on, at most {@link MOST_JOINTS}, one after the other in an array that is used again for the
   * next. The same numbers as of {@link joint}, in loops that are quick before they are compiled: a day of all markets is asked for at
   * the start.
   */
  joints(first: number, count: number): Float64Array {
    const { grain } = this;
    this.base.fillSlow(baseSums, count, first * grain, grain);
    this.#quote.fillSlow(quoteSums, count, first * grain, grain);
    for (let index = 0; index < count; index++)
      jointPrices[index] = this.#scale * Math.exp((baseSums[index] ?? 0) - (quoteSums[index] ?? 0));
    return jointPrices;
  }

  /** Without the quick movement; what candles of the past follow. */
  smooth(time: number): number {
    const position = time / (this.grain * 60_000);
    const step = Math.floor(position);
    const from = this.joint(step);
    return from + (this.#to - from) * (position - step);
  }

  /** With it; what the market follows while it is live. */
  at(time: number): number {
    return this.smooth(time) * Math.exp(this.base.fast(time) - this.#quote.fast(time));
  }

  /** Price at a whole minute. Between such points it goes in a straight line, which is quick for months of trades. */
  #whole(minute: number): number {
    return this.#scale * Math.exp(this.base.slow(minute) - this.#quote.slow(minute));
  }
}

/** Joints of the minutes of an hour, and the one after them. */
const MOST_JOINTS = 61;
const baseSums = new Float64Array(MOST_JOINTS);
const quoteSums = new Float64Array(MOST_JOINTS);
const jointPrices = new Float64Array(MOST_JOINTS);
