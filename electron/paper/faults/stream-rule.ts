import * as v from 'valibot';
import { occurrences, wholeNumber } from './occurrences';

/** When a fault of a whole connection happens. */
const on = v.optional(v.picklist(['now', 'opening', 'message']), 'now');

/** A frame of a megabyte is more than any event of the protocol comes near. */
const OVERSIZE = 16 * 1024 * 1024;

const refuse = v.strictObject({
  kind: v.literal('refuse'),
  how: v.optional(v.picklist(['answer', 'drop', 'reset', 'hang']), 'answer'),
  status: v.optional(v.pipe(v.number(), v.integer(), v.minValue(200), v.maxValue(599)), 503),
  body: v.optional(v.string(), ''),
});

const messageActions = [
  v.strictObject({ kind: v.literal('delay'), ms: wholeNumber }),
  v.strictObject({ kind: v.literal('drop') }),
  v.strictObject({ kind: v.literal('duplicate') }),
  v.strictObject({ kind: v.literal('reorder') }),
  v.strictObject({
    kind: v.literal('corrupt'),
    how: v.picklist(['json', 'missing', 'type', 'value']),
    /** Dotted way to the field, such as `k.o` or `b.0.1`; the first entry of an event that is a list. Any field when missing. */
    field: v.optional(v.string()),
    /** What `how: value` puts there. */
    value: v.optional(v.union([v.string(), v.number(), v.boolean(), v.null()]), null),
  }),
  v.strictObject({
    kind: v.literal('oversize'),
    bytes: v.optional(v.pipe(wholeNumber, v.maxValue(64 * 1024 * 1024)), OVERSIZE),
  }),
] as const;

const connectionActions = [
  v.strictObject({ kind: v.literal('cut'), how: v.optional(v.picklist(['reset', 'close']), 'reset'), on }),
  v.strictObject({ kind: v.literal('silence'), ms: v.optional(wholeNumber), on }),
  v.strictObject({ kind: v.literal('end'), on }),
  v.strictObject({ kind: v.literal('expire'), on }),
] as const;

/**
 * A fault of streams. `stream` is a stream's name with `*` for any characters; the account's stream is called `account`.
 *
 * An occurrence is an attempt to connect for `refuse`, one message to one client for the following six, and for the last four a connection
 * with such a stream: each open one when the rule comes into force (`on: now`), each as it opens (`opening`), or at each message (`message`).
 *
 * | kind | what the client sees |
 * | --- | --- |
 * | `refuse` | no WebSocket: an answer of `status` with `body`, or the connection closed (`drop`), reset or left without an answer (`hang`) |
 * | `delay` | the message, and all after it on the connection, `ms` later |
 * | `drop` | nothing of the message |
 * | `duplicate` | the message twice |
 * | `reorder` | the message after the next one of its stream |
 * | `corrupt` | half of its text (`json`), or a field missing, of a wrong type, or with `value` |
 * | `oversize` | the message, padded to `bytes` with spaces |
 * | `cut` | the connection reset, or closed with code 1011 |
 * | `silence` | nothing more of the stream for `ms` or for good, while pings are answered |
 * | `end` | the end that comes after 24 hours |
 * | `expire` | the account's listen key ended, and its connections with it |
 */
export const streamRule = v.strictObject({
  stream: v.pipe(v.string(), v.minLength(1)),
  ...occurrences,
  action: v.variant('kind', [refuse, ...messageActions, ...connectionActions]),
});

export type StreamRule = v.InferOutput<typeof streamRule>;
export type RefuseFault = v.InferOutput<typeof refuse>;
export type MessageFault = v.InferOutput<(typeof messageActions)[number]>;
export type ConnectionFault = v.InferOutput<(typeof connectionActions)[number]>;
