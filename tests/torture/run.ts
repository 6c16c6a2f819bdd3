import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { FaultRuleInput } from '../../electron/paper/faults/rule';
import type { TradingStep } from '../../electron/main/trading/open-trading';
import { type TorturedProcess } from './child-process';
import { TortureExchange } from './exchange';
import { clickFault, readFaults, streamFault } from './faults';
import { JournalFile } from './journal-file';
import { judge, ledgerOf, type Change, type Evidence, type Verdict } from './oracle';
import type { Kill, KillPoint, Op, Plan } from './ops';
import type { ClickAnswer, OpenMessage, Shown } from './protocol';

/** What was in doubt must be settled within this time after the exchange answers again, ms. */
export const SETTLED_WITHIN_MS = 10_000;
/** Before what was heard of nowhere counts as missing: what a lost stream did not tell is asked for in rounds, ms. */
const AGREES_WITHIN_MS = 40_000;
const KILL_PATIENCE_MS = 2_500;

export interface RunResult {
  readonly verdict: Verdict;
  readonly clicks: number;
  /** From the moment the exchange answered again until nothing was in doubt, ms; undefined when nothing was. */
  readonly settledMs: number | undefined;
  /** The driver itself had to wait so long for its turn meanwhile, ms: on a busy machine times say nothing about the core. */
  readonly lagMs: number;
  readonly agreedMs: number;
  readonly killedAt: readonly (KillPoint | TradingStep)[];
  readonly tookMs: number;
}

/** Where processes come from and go to: one that lives is used again by the next run. */
export interface Processes {
  take(): Promise<TorturedProcess>;
  giveBack(process: TorturedProcess): void;
}

export interface RunOptions {
  readonly plan: Plan;
  readonly folder: string;
  readonly processes: Processes;
  readonly log: (line: string) => void;
}

/** Longest time for one run, ms. Whatever is not done by then hangs. */
const DEADLINE_MS = 120_000;

/** Carries out one plan and judges it. Rejects when it could not be carried out in time. */
export async function run(options: RunOptions): Promise<RunResult> {
  const running = new Run(options);
  const over = new AbortController();
  const late = pause(DEADLINE_MS, undefined, { signal: over.signal }).then(() => {
    throw new Error('the run was not over in time: the process hangs');
  });
  late.catch(() => undefined);
  try {
    return await Promise.race([running.go(), late]);
  } finally {
    over.abort();
    await running.end();
  }
}

class Run {
  readonly #plan: Plan;
  readonly #exchange: TortureExchange;
  readonly #file: JournalFile;
  readonly #answers = new Map<string, ClickAnswer[]>();
  /** Intent ids by wish. */
  readonly #clicks: string[][];
  readonly #pending = new Set<Promise<unknown>>();
  readonly #killedAt: (KillPoint | TradingStep)[] = [];
  readonly #violations: string[] = [];
  readonly #begun = performance.now();
  #process: TorturedProcess | undefined;
  #isOpen = false;
  #opening: Promise<TorturedProcess> | undefined;
  #clock = { app: 0, exchange: 0 };
  #cancels = 0;
  readonly #changes: Change[] = [];
  #lagMs = 0;

  constructor(private readonly options: RunOptions) {
    this.#plan = options.plan;
    this.#exchange = new TortureExchange(options.plan.seed, options.plan.symbols.length);
    mkdirSync(options.folder, { recursive: true });
    this.#file = new JournalFile(options.folder);
    this.#clicks = options.plan.wishes.map(() => []);
  }

  async go(): Promise<RunResult> {
    await this.#exchange.up();
    await this.#opened();
    for (const op of this.#plan.ops) {
      this.#log(JSON.stringify(op));
      await this.#do(op);
    }
    const settledMs = await this.#settle();
    const { verdict, agreedMs } = await this.#agree();
    return {
      verdict,
      clicks: this.#clicks.flat().length,
      settledMs,
      lagMs: this.#lagMs,
      agreedMs,
      killedAt: this.#killedAt,
      tookMs: performance.now() - this.#begun,
    };
  }

  async end(): Promise<void> {
    const process = this.#process;
    if (process !== undefined && !process.hasEnded && this.#isOpen) {
      const closed = await Promise.race([
        process.ask({ kind: 'close' }).then(() => true),
        pause(6_000, false),
      ]);
      if (closed && !process.hasEnded) this.options.processes.giveBack(process);
      else await process.end();
    } else await process?.end();
    this.#file.close();
    await this.#exchange.stop();
    rmSync(this.options.folder, { recursive: true, force: true });
  }

  #log(line: string): void {
    this.options.log(`${(performance.now() - this.#begun).toFixed(0).padStart(6)} ${line}`);
  }

  /** The process with the session open; started anew where it was killed. */
  #opened(): Promise<TorturedProcess> {
    const before = this.#process;
    if (before !== undefined && !before.hasEnded && this.#isOpen) return Promise.resolve(before);
    // Two who want it at once get the same.
    this.#opening ??= this.#open(before).finally(() => (this.#opening = undefined));
    return this.#opening;
  }

  async #open(before: TorturedProcess | undefined): Promise<TorturedProcess> {
    if (before?.hasEnded) this.#bury(before);
    const process = this.#process ?? (await this.options.processes.take());
    // Of the run before.
    if (this.#process === undefined) process.violations.splice(0);
    this.#process = process;
    const { folder, plan } = { folder: join(this.options.folder), plan: this.#plan };
    const [symbol = ''] = plan.symbols;
    const message: OpenMessage = {
      kind: 'open',
      folder,
      rest: this.#exchange.rest,
      stream: this.#exchange.stream,
      key: this.#exchange.key,
      secret: this.#exchange.secret,
      recvWindow: plan.recvWindow,
      timeouts: {
        connectMs: plan.patienceMs,
        headersMs: plan.patienceMs,
        bodyMs: plan.patienceMs,
        totalMs: plan.patienceMs,
      },
      symbol,
      clockOffsetMs: this.#clock.app,
    };
    await process.ask(message);
    this.#isOpen = true;
    this.#log('opened');
    return process;
  }

  #bury(process: TorturedProcess): void {
    if (process.diedAt !== undefined) this.#killedAt.push(process.diedAt);
    this.#log(`killed at ${process.diedAt ?? 'the driver’s will'}`);
    this.#violations.push(...process.violations.splice(0));
    this.#process = undefined;
    this.#isOpen = false;
  }

  #isKilledAt(point: KillPoint | undefined): boolean {
    return point !== undefined && (this.#killedAt.includes(point) || this.#process?.diedAt === point);
  }

  async #do(op: Op): Promise<void> {
    if ('spare' in op && this.#isKilledAt(this.#plan.target?.point)) return;
    switch (op.kind) {
      case 'click':
        return this.#click(op);
      case 'repeat': {
        const clicks = this.#clicks[op.wish] ?? [];
        const intentId = clicks.at(-1);
        if (intentId !== undefined) this.#begin(this.#place(op.wish, intentId, clicks.slice(0, -1)));
        return;
      }
      case 'cancel': {
        const process = await this.#opened();
        const name = `cancel-${(this.#cancels += 1)}-${this.#plan.seed}`;
        if (op.fault) this.#exchange.faultOf(name, clickFault(op.fault.name, op.fault.ms));
        const watching = op.kill && this.#arm(process, op.kill, '');
        const answer = process.ask({ kind: 'cancel', name, pick: op.pick });
        this.#begin(answer);
        if (watching) await watching;
        else if (op.wait) await answer;
        return;
      }
      case 'replace': {
        const process = await this.#opened();
        const change = await this.#changeOf(process, op);
        if (change === undefined) return;
        if (op.fault) this.#exchange.faultOf(change.name, clickFault(op.fault.name, op.fault.ms));
        const watching = op.kill && this.#arm(process, op.kill, '');
        const answer = process.ask({ kind: 'replace', ...change }).then((told) => {
          if (told !== undefined) this.#answers.set(change.name, [told as ClickAnswer]);
        });
        this.#begin(answer);
        if (watching) await watching;
        else if (op.wait) await answer;
        return;
      }
      case 'cancel-all': {
        const process = await this.#opened();
        const answer = process.ask({ kind: 'cancel-all', symbol: op.symbol });
        this.#begin(answer);
        if (op.wait) await answer;
        return;
      }
      case 'outside':
        return this.#exchange.placeOutside(op.intent);
      case 'outside-cancel':
        return this.#exchange.cancelOutside(op.pick);
      case 'market':
        return this.#exchange.moveMarket(op.symbol, op.side, op.lots);
      case 'stream':
        return this.#schedule([streamFault(op.fault, op.ms)]);
      case 'reads':
        return this.#schedule(readFaults(op.fault, op.probability, op.ms));
      case 'freeze':
        return this.#schedule([{ action: { kind: 'freeze', ms: op.ms } }]);
      case 'outage':
        await this.#exchange.down();
        this.#begin(pause(op.ms).then(() => this.#exchange.up()));
        return;
      case 'clock':
        if (op.whose === 'exchange') {
          this.#clock.exchange += op.ms;
          this.#exchange.setClock(this.#clock.exchange);
        } else {
          this.#clock.app += op.ms;
          this.#process?.tell({ kind: 'clock', offsetMs: this.#clock.app });
        }
        return;
      case 'storage':
        this.#process?.tell({ kind: 'storage', mode: op.mode });
        return;
      case 'kill':
        this.#process?.kill();
        await this.#process?.ended;
        return;
      case 'restart': {
        if (this.#process?.hasEnded === false) {
          await this.#process.ask({ kind: 'close' });
          this.#isOpen = false;
        }
        const process = await this.#opened();
        if (op.arm && isStep(op.arm)) process.tell({ kind: 'arm', step: op.arm.point, nth: op.arm.nth });
        if (op.settles) await this.#calm();
        return;
      }
      case 'wake':
        this.#process?.tell({ kind: 'wake' });
        return;
      case 'wait':
        await pause(op.ms);
        return;
    }
  }

  async #click(op: Extract<Op, { kind: 'click' }>): Promise<void> {
    const process = await this.#opened();
    const intentId = this.#newClick(op.wish);
    if (op.fault) this.#exchange.faultOf(intentId, clickFault(op.fault.name, op.fault.ms));
    const watching = op.kill && this.#arm(process, op.kill, intentId);
    const answers = Array.from({ length: op.times }, () => this.#place(op.wish, intentId, []));
    const all = Promise.all(answers).then(async ([answer]) => {
      if (op.insists > 0) await this.#insist(op.wish, answer, op.insists);
    });
    this.#begin(all);
    if (watching) await watching;
    else if (op.wait) await Promise.race([all, pause(2_000)]);
  }

  /** Waits until nothing is in doubt, the process is no more, or for a while. */
  async #calm(): Promise<void> {
    const patience = this.#plan.recvWindow + 3_000;
    for (let waited = 0; waited < patience && this.#file.unsettled() > 0; waited += 50) {
      if (this.#process?.hasEnded !== false) return;
      await pause(50);
    }
  }

  #newClick(wish: number): string {
    const clicks = this.#clicks[wish];
    if (clicks === undefined) throw new Error('no such wish');
    const intentId = `${this.#plan.seed}-${wish}-${clicks.length}`;
    clicks.push(intentId);
    return intentId;
  }

  /** A user who wants one order, and clicks until told that it is there or why it is not. */
  async #insist(wish: number, first: ClickAnswer | undefined, tries: number): Promise<void> {
    let answer = first;
    for (let n = 0; n < tries; n += 1) {
      if (
        answer?.ok === true ||
        (answer !== undefined && !INSISTED.some((code) => answer?.code.startsWith(code)))
      )
        return;
      await pause(150);
      const before = this.#clicks[wish] ?? [];
      if (this.#process?.hasEnded !== false) return;
      answer = await this.#place(wish, this.#newClick(wish), [...before].slice(0, -1));
    }
  }

  async #place(
    wish: number,
    intentId: string,
    unlessPlaced: readonly string[],
  ): Promise<ClickAnswer | undefined> {
    const process = await this.#opened();
    const planned = this.#plan.wishes[wish];
    if (planned === undefined) throw new Error('no such wish');
    const { intent, despiteHold } = planned;
    const answer = (await process.ask({ kind: 'place', intentId, intent, despiteHold, unlessPlaced })) as
      ClickAnswer | undefined;
    this.#log(
      `${intentId}: ${answer === undefined ? 'no answer' : answer.ok ? answer.message : answer.code}`,
    );
    if (answer) this.#answers.set(intentId, [...(this.#answers.get(intentId) ?? []), answer]);
    return answer;
  }

  /** Makes the process die at that point. Resolves when it has, or when it did not come to it. */
  #arm(process: TorturedProcess, kill: Kill, intentId: string): Promise<unknown> {
    const late = pause(KILL_PATIENCE_MS, undefined, { ref: false });
    const die = (): void => {
      if (process.hasEnded) return;
      this.#killedAt.push(kill.point);
      process.kill();
    };
    if (isStep(kill)) process.tell({ kind: 'arm', step: kill.point, nth: kill.nth });
    else if (kill.point === 'order arrived')
      void this.#exchange.arrival(intentId).then(async () => {
        await pause(20);
        die();
      });
    else if (kill.point === 'order accepted') this.#exchange.onAccepted = (by) => by === intentId && die();
    else this.#exchange.onCancelled = die;
    return Promise.race([process.ended, late]).then(() => {
      this.#exchange.onAccepted = undefined;
      this.#exchange.onCancelled = undefined;
    });
  }

  #schedule(rules: readonly FaultRuleInput[]): void {
    this.#exchange.faults(rules);
  }

  #begin(work: Promise<unknown>): void {
    const guarded = work.catch((error: unknown) => this.#violations.push(`driver: ${String(error)}`));
    this.#pending.add(guarded);
    void guarded.finally(() => this.#pending.delete(guarded));
  }

  /** The faults are over: how long until nothing is in doubt. */
  async #settle(): Promise<number | undefined> {
    await Promise.race([Promise.all(this.#pending), pause(this.#plan.patienceMs)]);
    await this.#exchange.up();
    this.#exchange.forgive();
    const process = await this.#opened();
    process.tell({ kind: 'storage', mode: 'ok' });
    const wasInDoubt = this.#file.unsettled() > 0;
    let since = performance.now();
    this.#log(`faults are over, ${this.#file.unsettled()} in doubt`);
    let settledAt = since;
    let calm = 0;
    // Clicks under way may still come into doubt.
    while (performance.now() - since < 3 * SETTLED_WITHIN_MS && calm < 2) {
      const isSettled = this.#file.unsettled() === 0;
      if (!isSettled) settledAt = performance.now();
      calm = isSettled && this.#pending.size === 0 ? calm + 1 : 0;
      if (this.#process?.hasEnded) {
        await this.#opened();
        since = performance.now();
      }
      const asked = performance.now();
      await pause(20);
      this.#lagMs = Math.max(this.#lagMs, performance.now() - asked - 20);
    }
    this.#log(`settled after ${(settledAt - since).toFixed(0)} ms`);
    return wasInDoubt ? Math.max(0, settledAt - since) : undefined;
  }

  async #agree(): Promise<{ verdict: Verdict; agreedMs: number }> {
    const since = performance.now();
    for (;;) {
      const verdict = judge(await this.#evidence());
      const agreedMs = performance.now() - since;
      if (verdict.reasons.length === 0 || agreedMs > AGREES_WITHIN_MS) {
        await this.#tellAll();
        return { verdict, agreedMs };
      }
      if (verdict.reasons.some((reason) => LASTING.some((loss) => reason.startsWith(loss)))) {
        await this.#tellAll();
        return { verdict, agreedMs };
      }
      await pause(100);
    }
  }

  /** What an open order is to be instead; undefined when none is shown. */
  async #changeOf(
    process: TorturedProcess,
    { pick, ticks, percent }: Extract<Op, { kind: 'replace' }>,
  ): Promise<(Change & { readonly symbol: string; readonly price: string }) | undefined> {
    const shown = (await process.ask({ kind: 'look' })) as Shown | undefined;
    const lines = shown?.openOrders ?? [];
    const [symbol = '', orderId = ''] = lines[pick % Math.max(1, lines.length)]?.split(' ') ?? [];
    const order = orderId === '' ? undefined : this.#exchange.exchange.account.order(BigInt(orderId));
    if (order === undefined) return undefined;
    const { instrument, side, originalLots } = order;
    const change = {
      name: `replace-${this.#changes.length + 1}-${this.#plan.seed}`,
      symbol,
      orderId,
      price: instrument.priceText(Math.max(1, order.ticks + (side === 'BUY' ? -ticks : ticks))),
      quantity: instrument.quantityText(Math.max(1, Math.round((originalLots * percent) / 100))),
    };
    this.#changes.push(change);
    return change;
  }

  async #tellAll(): Promise<void> {
    this.#log(`shown ${JSON.stringify(await this.#process?.ask({ kind: 'look' }))}`);
    for (const order of ledgerOf(this.#exchange)) this.#log(`ledger ${JSON.stringify(order)}`);
    for (const entry of this.#file.read()) this.#log(`journal ${JSON.stringify(entry)}`);
  }

  async #evidence(): Promise<Evidence> {
    const process = await this.#opened();
    const shown = (await process.ask({ kind: 'look' })) as Shown | undefined;
    return {
      exchange: this.#exchange,
      journal: this.#file.read(),
      shown,
      answers: this.#answers,
      changes: this.#changes,
      wishes: this.#clicks,
      violations: [...this.#violations, ...process.violations],
    };
  }
}

/** What no waiting mends. */
const LASTING = ['doubled', 'rules', 'falseAnswer'];

/** Answers after which a user clicks again. */
const INSISTED = [
  'order.unknown',
  'order.held-back',
  'order.reconciling',
  'journal.',
  'not-sent',
  'torture.un',
  'unknown.',
];

function isStep(
  kill: Kill,
): kill is Kill & { readonly point: Exclude<KillPoint, 'order arrived' | 'order accepted' | 'cancel done'> } {
  return !['order arrived', 'order accepted', 'cancel done'].includes(kill.point);
}
