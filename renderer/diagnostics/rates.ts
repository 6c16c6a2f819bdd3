/** Counters at one moment, Unix ms. */
export interface Sample {
  readonly at: number;
  readonly messages: number;
  readonly bytes: number;
}

/** Per second, over the last few seconds. */
export interface Rates {
  readonly messages: number;
  readonly bytes: number;
}

const WINDOW_MS = 5_000;

/** Adds a sample and drops those that are too old to count; counters that fell belong to a new connection and start anew. */
export function withSample(samples: readonly Sample[], sample: Sample): readonly Sample[] {
  const last = samples.at(-1);
  if (last && (sample.messages < last.messages || sample.bytes < last.bytes || sample.at < last.at)) {
    return [sample];
  }
  const kept = samples.filter(({ at }) => sample.at - at <= WINDOW_MS);
  return [...kept, sample];
}

/** undefined while there is less than a second to judge by. */
export function ratesOf(samples: readonly Sample[]): Rates | undefined {
  const [first, last] = [samples[0], samples.at(-1)];
  const span = first && last ? last.at - first.at : 0;
  if (!first || !last || span < 1_000) return undefined;
  return {
    messages: ((last.messages - first.messages) * 1000) / span,
    bytes: ((last.bytes - first.bytes) * 1000) / span,
  };
}
