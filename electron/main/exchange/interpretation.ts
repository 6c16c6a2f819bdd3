import { getDotPath, safeParse, type GenericSchema, type InferOutput } from 'valibot';
import type { Exchanged, Headers } from './http-exchange';
import { isServerFault, meaningOf } from './jex/errors';
import { JsonError, parseJson, type Json } from './json';
import { refused, type Outcome, type UnknownCause } from './outcome';
import { redacted, type Credentials } from './redaction';

type Response = Extract<Exchanged, { kind: 'response' }>;

/** PROTOCOL: a ban lasts at most 3 days; a longer demand is not believed. */
const MAX_RETRY_AFTER_MS = 3 * 86_400_000;

/**
 * What a complete HTTP answer means. PROTOCOL: 5xx and the codes of a server fault leave the outcome unknown; an error body is a
 * refusal with whatever status it comes; 429 and 418 refuse even without a body that can be read.
 */
export function interpreted<S extends GenericSchema>(
  response: Response,
  schema: S,
  credentials: Credentials | undefined,
  now: number,
): Outcome<InferOutput<S>> {
  const { status, headers } = response;
  const retryAfterMs = retryAfter(headers, now);
  const unknown = (cause: UnknownCause, message: string): Outcome<never> => ({
    kind: 'unknown',
    reason: { cause, message, httpStatus: status, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) },
  });

  const body = read(response.text);
  const error = 'json' in body ? errorBody(body.json) : undefined;
  if (status >= 500) {
    const said = error === undefined ? '' : `: ${redacted(error.message, credentials)} (${error.code})`;
    return unknown('server-fault', `The exchange has a fault (HTTP ${status})${said}`);
  }
  const limited = status === 429 || status === 418;
  if (error !== undefined || limited) {
    const { code, message } = error ?? { code: 0, message: `Too many requests (HTTP ${status}).` };
    const text = redacted(message, credentials);
    if (isServerFault(code) && !limited) return unknown('server-fault', `${text} (${code})`);
    return refused({
      code,
      message: text,
      httpStatus: status,
      ...(limited ? { meaning: 'rate-limit' as const } : meaningOf(code, message)),
      ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
    });
  }
  if ('failed' in body) return unknown(body.failed, body.message);
  if (status >= 300) return unknown('bad-answer', `HTTP ${status} without an error body.`);

  const parsed = safeParse(schema, body.json, { abortEarly: true });
  if (parsed.success) return { kind: 'answer', value: parsed.output };
  const [issue] = parsed.issues;
  return unknown(
    'bad-answer',
    `The answer's ${getDotPath(issue) ?? 'top level'} is not ${expectation(issue)}.`,
  );
}

/** `Retry-After` in milliseconds: seconds, or a date as HTTP writes it. Date.parse finds dates in much else, such as "-5". */
export function retryAfter(headers: Headers, now: number): number | undefined {
  const value = headers['retry-after'];
  if (typeof value !== 'string') return undefined;
  const text = value.trim();
  if (!/^(?:\d{1,12}|[\w, :-]+ GMT)$/.test(text)) return undefined;
  const ms = /^\d+$/.test(text) ? Number(text) * 1000 : Date.parse(text) - now;
  return Number.isFinite(ms) ? Math.min(Math.max(0, ms), MAX_RETRY_AFTER_MS) : undefined;
}

function read(text: string): { json: Json } | { failed: UnknownCause; message: string } {
  try {
    return { json: parseJson(text) };
  } catch (error) {
    if (!(error instanceof JsonError)) throw error;
    switch (error.reason) {
      case 'duplicate-key':
        return { failed: 'bad-answer', message: `The answer names a field twice (character ${error.at}).` };
      case 'too-deep':
        return { failed: 'bad-answer', message: 'The answer is nested too deeply.' };
      case 'ends-early':
        return text === ''
          ? { failed: 'not-json', message: 'The answer is empty.' }
          : { failed: 'truncated', message: 'The answer ends in the middle.' };
      case 'syntax':
        return { failed: 'not-json', message: 'The answer is not JSON.' };
    }
  }
}

/** PROTOCOL: `{"code": -1121, "msg": "Invalid symbol."}` "at any endpoint; it can also come with HTTP 200". */
function errorBody(json: Json): { code: number; message: string } | undefined {
  if (typeof json !== 'object' || json === null || Array.isArray(json)) return undefined;
  const said = Object.hasOwn(json, 'code') ? json['code'] : undefined;
  // An object can have a toString that is no function: to make a number of it would throw.
  if (typeof said !== 'number' && typeof said !== 'string') return undefined;
  const code = Number(said);
  if (!Number.isSafeInteger(code) || code >= 0) return undefined;
  const message = Object.hasOwn(json, 'msg') ? json['msg'] : '';
  return { code, message: typeof message === 'string' ? message : '' };
}

/** The rule that was broken, without the value that broke it: valibot's own texts repeat the value. */
function expectation(issue: {
  expected: string | null;
  received: string;
  message: string;
  type: string;
}): string {
  if (issue.received === 'undefined') return 'there';
  return issue.message.startsWith('Invalid ') ? `of the type ${issue.expected ?? issue.type}` : issue.message;
}
