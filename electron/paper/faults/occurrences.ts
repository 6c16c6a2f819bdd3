import * as v from 'valibot';

export const wholeNumber = v.pipe(v.number(), v.integer(), v.minValue(0));

/** Which of the matching occurrences a rule hits; part of every rule but `freeze`. */
export const occurrences = {
  /** Matching occurrences to let pass first. */
  after: v.optional(wholeNumber, 0),
  /** How many to hit; every one when missing. */
  count: v.optional(wholeNumber),
  /** Share of the others that is hit, by the exchange's seed; every one when missing. */
  probability: v.optional(v.pipe(v.number(), v.minValue(0), v.maxValue(1)), 1),
};

interface Occurrences {
  readonly after: number;
  readonly count?: number | undefined;
  readonly probability: number;
}

/** Counts the matching occurrences of one rule in force. */
export class Counted<Rule extends Occurrences> {
  #seen = 0;
  #hit = 0;

  constructor(
    readonly rule: Rule,
    private readonly random: () => number,
  ) {}

  /** Counts one matching occurrence; true when the rule hits it. */
  hits(): boolean {
    if (this.#seen++ < this.rule.after || this.#hit >= (this.rule.count ?? Infinity)) return false;
    if (this.rule.probability < 1 && this.random() >= this.rule.probability) return false;
    this.#hit++;
    return true;
  }
}
