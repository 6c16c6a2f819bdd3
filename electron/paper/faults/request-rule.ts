import * as v from 'valibot';
import { occurrences, wholeNumber } from './occurrences';

const when = v.optional(v.picklist(['before', 'after']), 'after');

/**
 * A fault of a request. `when` says whether the request takes effect (`after`, the default) or not (`before`).
 *
 * | kind | what the client sees |
 * | --- | --- |
 * | `delay` | the ordinary answer, `ms` later; `before` waits before the request takes effect, `after` between effect and answer |
 * | `drop` | the connection is closed without an answer |
 * | `reset` | the connection is reset without an answer |
 * | `hang` | no answer, and the connection stays open |
 * | `answer` | `status`, `headers` and `body` as given; the body is sent as it is |
 * | `truncate` | the ordinary answer, cut after `bytes` bytes (half of it when not given); always takes effect |
 */
export const requestRule = v.strictObject({
  /** Exact method; any when missing. */
  method: v.optional(v.string()),
  /** Exact path; any when missing. */
  path: v.optional(v.string()),
  ...occurrences,
  action: v.variant('kind', [
    v.strictObject({
      kind: v.literal('delay'),
      ms: wholeNumber,
      when: v.optional(v.picklist(['before', 'after']), 'before'),
    }),
    v.strictObject({ kind: v.literal('drop'), when }),
    v.strictObject({ kind: v.literal('reset'), when }),
    v.strictObject({ kind: v.literal('hang'), when }),
    v.strictObject({
      kind: v.literal('answer'),
      status: v.pipe(v.number(), v.integer(), v.minValue(200), v.maxValue(599)),
      headers: v.optional(v.record(v.string(), v.string()), {}),
      body: v.optional(v.string(), ''),
      when,
    }),
    v.strictObject({ kind: v.literal('truncate'), bytes: v.optional(wholeNumber) }),
  ]),
});

export type RequestRule = v.InferOutput<typeof requestRule>;
export type RequestFault = RequestRule['action'];
