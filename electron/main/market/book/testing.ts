import type { Level } from '@shared/domain/market';
import type { AnswerOf, EndpointName } from '../../exchange/jex/endpoints';
import type { ExchangeConnection } from '../../exchange/connection';
import { notSent, refused, type Outcome } from '../../exchange/outcome';
import type { FakeTime } from '../../exchange/testing';

type Answering = (params: Readonly<Record<string, unknown>>) => unknown;

/** REST that a test answers for, after as much time as the test says. */
export class FakeConnection implements Pick<ExchangeConnection, 'call' | 'serverNow'> {
  readonly calls: { readonly endpoint: EndpointName; readonly params: object; readonly at: number }[] = [];
  /** An answer, or undefined for a server that cannot be reached. */
  readonly answers: {
    [E in EndpointName]?: (params: Readonly<Record<string, unknown>>) => AnswerOf<E> | undefined;
  } = {};
  /** Half of it passes before the server looks, half after, ms. */
  latency = 20;
  /** Endpoints that the server refuses. */
  readonly refuses = new Set<EndpointName>();
  readonly #time: FakeTime;

  constructor(time: FakeTime) {
    this.#time = time;
  }

  readonly serverNow = (): number => this.#time.wall();

  readonly call: ExchangeConnection['call'] = async (endpoint, params, options) => {
    this.calls.push({ endpoint, params, at: this.#time.monotonic() });
    const half = this.latency / 2;
    await this.#wait(half);
    const answer = (this.answers[endpoint] as Answering | undefined)?.({ ...params });
    await this.#wait(half);
    if (options?.signal?.aborted === true) return notSent('cancelled', 'The call was cancelled.');
    if (this.refuses.has(endpoint)) {
      return refused({ code: -2015, message: 'Invalid API-key.', httpStatus: 401, meaning: 'key-refused' });
    }
    if (answer === undefined) return notSent('unreachable', 'The exchange cannot be reached.');
    return { kind: 'answer', value: answer } as Outcome<never>;
  };

  #wait(ms: number): Promise<void> {
    return new Promise((resolve) => void this.#time.after(ms, resolve));
  }
}

/** A side of a book as the exchange would tell it: `levels` levels from `best` on, away from the other side. */
export function side(name: 'bids' | 'asks', best: number, levels: number, quantity = '1'): Level[] {
  return Array.from({ length: levels }, (_, at) => [
    String(name === 'bids' ? best - at : best + at),
    quantity,
  ]);
}
