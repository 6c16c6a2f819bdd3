import { fork, type ChildProcess } from 'node:child_process';
import type { TradingStep } from '../../electron/main/trading/open-trading';
import type { FromChild, ToChild } from './protocol';

type Asking = Extract<ToChild, { id: number }>;
type WithoutId<M> = M extends { readonly id: number } ? Omit<M, 'id'> : never;

/** One process with the core in it, from its start to its end. */
export class TorturedProcess {
  readonly #process: ChildProcess;
  readonly #waiting = new Map<number, (value: unknown) => void>();
  readonly violations: string[] = [];
  readonly ready: Promise<void>;
  /** Resolves when it is no more. */
  readonly ended: Promise<void>;
  hasEnded = false;
  /** The step at which it killed itself. */
  diedAt: TradingStep | undefined;
  #asked = 0;
  #isExpected = false;

  constructor(script: string) {
    this.#process = fork(script, [], {
      execArgv: ['--max-old-space-size=512'],
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    let onReady: () => void = () => undefined;
    this.ready = new Promise((resolve) => (onReady = resolve));
    let words = '';
    let complaints = '';
    this.#process.stdout?.setEncoding('utf8').on('data', (text: string) => (words += text));
    this.#process.stderr?.setEncoding('utf8').on('data', (text: string) => (complaints += text));
    this.#process.on('message', (message: FromChild) => {
      if (message.kind === 'ready') onReady();
      else if (message.kind === 'violation') this.violations.push(message.what);
      else {
        this.#waiting.get(message.id)?.(message.value);
        this.#waiting.delete(message.id);
      }
    });
    // An answer to a process that was killed meanwhile.
    this.#process.on('error', () => undefined);
    this.ended = new Promise((resolve) => {
      this.#process.once('close', (code, signal) => {
        this.hasEnded = true;
        const [step] = words.split('\n');
        if (step) this.diedAt = step as TradingStep;
        if (signal !== 'SIGKILL' && !this.#isExpected)
          this.violations.push(`the process ended with ${signal ?? code}: ${complaints.slice(0, 1_000)}`);
        onReady();
        for (const answer of this.#waiting.values()) answer(undefined);
        this.#waiting.clear();
        resolve();
      });
    });
  }

  tell(message: Exclude<ToChild, Asking>): void {
    if (!this.hasEnded && this.#process.connected) this.#process.send(message);
  }

  /** undefined when the process ended before it answered. */
  ask(message: WithoutId<ToChild>): Promise<unknown> {
    if (this.hasEnded || !this.#process.connected) return Promise.resolve(undefined);
    const id = (this.#asked += 1);
    return new Promise((resolve) => {
      this.#waiting.set(id, resolve);
      this.#process.send({ ...message, id });
    });
  }

  /** At once, as `kill -9`. */
  kill(): void {
    this.#process.kill('SIGKILL');
  }

  async end(): Promise<void> {
    this.#isExpected = true;
    this.kill();
    await this.ended;
  }
}
