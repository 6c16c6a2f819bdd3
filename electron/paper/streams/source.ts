import type { Json } from '../http/json';

/** PROTOCOL: trades come each 100 ms, everything else each second. */
type Every = 'tenth' | 'second';

/** Makes the messages of one stream for as long as somebody follows it. */
export interface Source {
  readonly every: Every;
  /** Messages since the last call, in order; `now` is server time in ms. */
  next(now: number): readonly Json[];
  /** Nobody follows any more. */
  end?(): void;
}
