import * as v from 'valibot';
import { wholeNumber } from './occurrences';
import { requestRule } from './request-rule';
import { streamRule } from './stream-rule';

/** Connections stay open and nothing is answered on any of them, pings included, for `ms` or as long as the rule is in force. */
const freezeRule = v.strictObject({
  action: v.strictObject({ kind: v.literal('freeze'), ms: v.optional(wholeNumber) }),
});

/** A rule as written in a file or given by a test. */
export type FaultRuleInput =
  v.InferInput<typeof requestRule> | v.InferInput<typeof streamRule> | v.InferInput<typeof freezeRule>;
export type FaultRule =
  v.InferOutput<typeof requestRule> | v.InferOutput<typeof streamRule> | v.InferOutput<typeof freezeRule>;

/** One scheduled fault: of streams when it names `stream`, of the whole server when it is a `freeze`, else of requests. */
const faultRule = v.lazy((input): v.GenericSchema<FaultRuleInput, FaultRule> => {
  if (has(input, 'stream')) return streamRule;
  return has(input, 'action') && has(input.action, 'kind') && input.action.kind === 'freeze'
    ? freezeRule
    : requestRule;
});

const faultRules = v.strictObject({ faults: v.array(faultRule) });

/** Thrown for a schedule that is not well-formed. `field` is the dotted way to it, such as `faults.0.action.ms`. */
class FaultRuleError extends Error {
  override readonly name = 'FaultRuleError';

  constructor(
    readonly field: string,
    rule: string,
  ) {
    super(`${field}: ${rule}`);
  }
}

/** The rules in `{"faults": [rule, …]}`; throws a {@link FaultRuleError} for the first field that breaks a rule. */
export function parseFaults(input: unknown): readonly FaultRule[] {
  const parsed = v.safeParse(faultRules, input);
  if (parsed.success) return parsed.output.faults;
  const [issue] = parsed.issues;
  throw new FaultRuleError(v.getDotPath(issue) ?? 'faults', issue.message);
}

function has<Name extends string>(candidate: unknown, name: Name): candidate is Record<Name, unknown> {
  return typeof candidate === 'object' && candidate !== null && name in candidate;
}
