import { randomStream } from '../market/random';
import { Counted } from './occurrences';
import type { RequestFault, RequestRule } from './request-rule';
import { type FaultRule, type FaultRuleInput, parseFaults } from './rule';
import type { ConnectionFault, MessageFault, RefuseFault, StreamRule } from './stream-rule';

/** While frozen nothing asks for faults, so a source that may have changed is looked at this often (ms). */
const LOOK_WHILE_FROZEN = 100;

/** Other rules are in force, which also begins or ends a freeze; or the time of a freeze is over. */
type FaultsChange = 'replaced' | 'thawed';

/** The faults in force. The first rule that matches and hits decides; every matching occurrence counts for those looked at. */
export class Faults {
  #requests: Counted<RequestRule>[] = [];
  #streams: { readonly counted: Counted<StreamRule>; readonly pattern: RegExp }[] = [];
  #thaw:
    { readonly timer: NodeJS.Timeout; readonly done: Promise<void>; readonly end: () => void } | undefined;
  #watchers: ((change: FaultsChange) => void)[] = [];

  /**
   * @param seed decides which occurrences a rule with a probability hits
   * @param refresh called before every look, for a source that may have changed
   */
  constructor(
    private readonly seed: number,
    private readonly refresh: (faults: Faults) => void = () => undefined,
  ) {}

  /** Replaces all rules and their counts. Throws a FaultRuleError for a rule that is not well-formed. */
  schedule(rules: readonly FaultRuleInput[]): void {
    this.#put(parseFaults({ faults: rules }));
  }

  /** Calls `watcher` at every change. */
  watch(watcher: (change: FaultsChange) => void): void {
    this.#watchers.push(watcher);
  }

  /** The fault for a request, undefined when it is to be served as usual. */
  ofRequest(method: string, path: string): RequestFault | undefined {
    this.refresh(this);
    for (const counted of this.#requests) {
      const { rule } = counted;
      if ((rule.method ?? method) !== method || (rule.path ?? path) !== path) continue;
      if (counted.hits()) return rule.action;
    }
    return undefined;
  }

  /** The fault for an attempt to connect to these streams. */
  ofAttempt(streams: readonly string[]): RefuseFault | undefined {
    this.refresh(this);
    for (const { counted, pattern } of this.#streams) {
      const { action } = counted.rule;
      if (action.kind !== 'refuse' || !streams.some((stream) => pattern.test(stream))) continue;
      if (counted.hits()) return action;
    }
    return undefined;
  }

  /** The faults of an open connection at this moment, with the names among `streams` that each is about. */
  ofConnection(
    moment: 'now' | 'opening',
    streams: readonly string[],
  ): { fault: ConnectionFault; streams: string[] }[] {
    const found: { fault: ConnectionFault; streams: string[] }[] = [];
    for (const { counted, pattern } of this.#streams) {
      const { action } = counted.rule;
      if (!isOfConnection(action) || action.on !== moment) continue;
      const about = streams.filter((stream) => pattern.test(stream));
      if (about.length > 0 && counted.hits()) found.push({ fault: action, streams: about });
    }
    return found;
  }

  /** The fault for a message of a stream. */
  ofMessage(stream: string): MessageFault | ConnectionFault | undefined {
    for (const { counted, pattern } of this.#streams) {
      const { action } = counted.rule;
      if (action.kind === 'refuse' || (isOfConnection(action) && action.on !== 'message')) continue;
      if (pattern.test(stream) && counted.hits()) return action;
    }
    return undefined;
  }

  /** Looks whether the source has changed. */
  look(): void {
    this.refresh(this);
  }

  get frozen(): boolean {
    return this.#thaw !== undefined;
  }

  /** Resolves at once, or when the freeze ends. */
  async thawed(): Promise<void> {
    await this.#thaw?.done;
  }

  #put(rules: readonly FaultRule[]): void {
    const random = randomStream(this.seed, 'faults');
    this.#requests = [];
    this.#streams = [];
    let freeze: { readonly ms?: number | undefined } | undefined;
    for (const rule of rules) {
      if ('stream' in rule)
        this.#streams.push({ counted: new Counted(rule, random), pattern: patternOf(rule.stream) });
      else if ('after' in rule) this.#requests.push(new Counted(rule, random));
      else freeze = rule.action;
    }
    this.#endFreeze();
    if (freeze) this.#beginFreeze(freeze.ms);
    this.#tell('replaced');
  }

  #beginFreeze(ms: number | undefined): void {
    let end: () => void = () => undefined;
    const done = new Promise<void>((resolve) => (end = resolve));
    const over = ms === undefined ? Infinity : performance.now() + ms;
    const timer = setInterval(
      () => {
        this.refresh(this);
        if (performance.now() < over || this.#thaw?.timer !== timer) return;
        this.#endFreeze();
        this.#tell('replaced');
      },
      Math.min(ms ?? LOOK_WHILE_FROZEN, LOOK_WHILE_FROZEN),
    );
    this.#thaw = { timer, done, end };
  }

  #endFreeze(): void {
    clearInterval(this.#thaw?.timer);
    this.#thaw?.end();
    this.#thaw = undefined;
  }

  #tell(change: FaultsChange): void {
    for (const watcher of this.#watchers) watcher(change);
  }
}

function isOfConnection(action: StreamRule['action']): action is ConnectionFault {
  return 'on' in action;
}

/** `*` stands for any characters. */
function patternOf(pattern: string): RegExp {
  const escaped = pattern.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${escaped.join('.*')}$`, 's');
}
