import * as v from 'valibot';
import { type FaultAction, type FaultRule, faultRule, type FaultRuleInput } from './rule';

interface Scheduled {
  readonly rule: FaultRule;
  seen: number;
}

/** The faults in force. The first rule that matches and is not used up decides; every matching request counts for it. */
export class Faults {
  #scheduled: Scheduled[] = [];

  /** @param refresh called before every request, for a source that may have changed */
  constructor(private readonly refresh: (faults: Faults) => void = () => undefined) {}

  /** Replaces all rules and their counts. Throws a ValiError for a rule that is not well-formed. */
  schedule(rules: readonly FaultRuleInput[]): void {
    this.#scheduled = v.parse(v.array(faultRule), rules).map((rule) => ({ rule, seen: 0 }));
  }

  /** The fault for a request, undefined when it is to be served as usual. */
  next(method: string, path: string): FaultAction | undefined {
    this.refresh(this);
    for (const scheduled of this.#scheduled) {
      const { rule } = scheduled;
      if ((rule.method ?? method) !== method || (rule.path ?? path) !== path) continue;
      const index = scheduled.seen++ - rule.after;
      if (index >= 0 && index < (rule.count ?? Infinity)) return rule.action;
    }
    return undefined;
  }
}
