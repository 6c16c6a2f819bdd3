import { createStore, type StoreApi } from 'zustand/vanilla';
import { untilAborted } from './abort';
import { checkKeyId, restAddress } from './address';
import { ServerClock, type ClockSample } from './clock';
import type { CallOptions, ExchangeConnectionOptions } from './connection';
import { isSigned, priorityOf, weightOf } from './endpoint-rules';
import type { Exchanged, Headers } from './http-exchange';
import { interpreted, retryAfter } from './interpretation';
import { endpoints, type AnswerOf, type Endpoint, type EndpointName, type ParamsOf } from './jex/endpoints';
import { limiterFor, type Cost, type Limiter, type Priority } from './limiter';
import { notSent, type Outcome, type SignedWindow } from './outcome';
import type { Credentials } from './redaction';
import { requestMaker, type RequestMaker } from './request-maker';
import { encodeParameters, windowOf, type Encoded } from './signer';
import { initialStatus, statusAfter, type ExchangeStatus } from './status';
import { systemTime, type TimeSource } from './time-source';
import { Transport } from './transport';
import { Warmth } from './warmth';

const PATIENCE_MS: Readonly<Record<Priority, number>> = {
  order: 5_000,
  user: 10_000,
  shown: 10_000,
  polling: 10_000,
  past: 10_000,
};
/** For a server that names no time with its 429 or 418. PROTOCOL: a ban lasts 2 minutes at least. */
const BACK_OFF_MS: Readonly<Record<number, number>> = { 429: 30_000, 418: 120_000 };
/** Whatever time a server names, it is left alone for this long: "0" would make of one refusal a storm of them, and of that a ban. */
const LEAST_BACK_OFF_MS = 1_000;
/** For an error body about limits that came with another status and no time. */
const SHORT_BACK_OFF_MS = 10_000;
/** A connection that took longer than recvWindow to make is there for the next try. */
const MAX_TRIES = 3;

interface Call {
  readonly endpoint: Endpoint;
  readonly values: Readonly<Record<string, unknown>>;
  readonly parameters: Encoded;
  readonly lane: 'orders' | 'other';
  readonly priority: Priority;
  readonly options: CallOptions;
}

interface Ended {
  readonly outcome: Outcome<unknown>;
  /** What came over the wire, when something did. */
  readonly response?: Extract<Exchanged, { kind: 'response' }>;
}

/** The way of a call through limits, clock, signature and transport to its outcome. */
export class Session {
  readonly status: StoreApi<ExchangeStatus>;
  readonly clock: ServerClock<Outcome<never>>;
  readonly #time: TimeSource;
  readonly #credentials: Credentials | undefined;
  readonly #account: string;
  readonly #limiter: Limiter;
  readonly #transport: Transport;
  readonly #make: RequestMaker;
  readonly #warmth: Warmth;
  readonly #stopWatching: () => void;
  /** While an answer of our own is taken in: the status tells what it told of the limits together with how it ended. */
  #isLearning = false;
  #closed = false;

  constructor(options: ExchangeConnectionOptions) {
    const address = restAddress(options.restUrl);
    if (options.credentials !== undefined) checkKeyId(options.credentials.keyId);
    this.#credentials = options.credentials;
    this.#account = options.credentials?.keyId ?? '';
    this.#time = options.time ?? systemTime;
    this.#limiter = options.limiter ?? limiterFor(address.origin);
    this.#make = requestMaker(address, options.credentials, options.userAgent);
    this.#transport = new Transport({
      origin: address.origin,
      time: this.#time,
      proxy: options.proxy,
      timeouts: options.timeouts,
      certificateAuthorities: options.certificateAuthorities,
    });
    this.status = createStore<ExchangeStatus>(() => ({ ...initialStatus, ...this.#limits() }));
    this.clock = new ServerClock(
      this.#time,
      () => this.#measure(),
      (clock) => this.status.setState({ clock }),
    );
    this.#warmth = new Warmth(this.#time, () => this.clock.sync());
    this.#stopWatching = this.#limiter.state.subscribe(() => {
      if (!this.#isLearning) this.status.setState(this.#limits());
    });
  }

  async call<E extends EndpointName>(
    name: E,
    params: ParamsOf<E>,
    options: CallOptions = {},
  ): Promise<Outcome<AnswerOf<E>>> {
    const { outcome, response } = await this.#validated(endpoints[name], params, options);
    this.#tell(outcome, response);
    // Its value was made by the schema of the row of this name.
    return outcome as Outcome<AnswerOf<E>>;
  }

  async warm(): Promise<void> {
    await this.clock.sync();
  }

  keepWarm(wanted: boolean): void {
    this.#warmth.want(wanted && !this.#closed);
  }

  async wake(): Promise<void> {
    this.#transport.renew();
    this.clock.distrust();
    await this.clock.sync();
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.clock.stop();
    this.#warmth.want(false);
    this.#stopWatching();
    this.#limiter.abandon(this);
    this.#transport.close();
  }

  async #validated(
    endpoint: Endpoint,
    values: Readonly<Record<string, unknown>>,
    options: CallOptions,
  ): Promise<Ended> {
    if (endpoint.security !== 'NONE' && this.#credentials === undefined) {
      return { outcome: notSent('no-credentials', 'This endpoint needs an API key.') };
    }
    const parameters = encodeParameters(endpoint, values);
    if ('invalid' in parameters) return { outcome: notSent('invalid-parameters', parameters.invalid) };
    const lane = endpoint.security === 'TRADE' ? 'orders' : 'other';
    const priority = options.priority ?? priorityOf(endpoint);
    if (isSigned(endpoint) && this.clock.now() === null) {
      const failed = await this.#synced(options.signal);
      if (failed !== null) return { outcome: failed };
    }
    return this.#limited({ endpoint, values, parameters, lane, priority, options });
  }

  /**
   * Spends the call's cost, waiting for its turn if necessary, and sends it; gives the cost back when nothing was sent. A request
   * that waited for a connection until it was too old, or until a 429 told us to be quiet, comes back and starts again.
   */
  async #limited(call: Call): Promise<Ended> {
    const { endpoint, priority, options } = call;
    const cost: Cost = {
      weight: weightOf(endpoint, call.values),
      isOrder: endpoint.countsAsOrder === true,
      account: this.#account,
    };
    const deadline = this.#time.monotonic() + (options.patienceMs ?? PATIENCE_MS[priority]);
    for (let tries = 0; tries < MAX_TRIES; tries += 1) {
      if (this.#closed) return { outcome: notSent('closed', 'The connection was closed.') };
      if (!this.#limiter.take(cost, priority)) {
        const patience = deadline - this.#time.monotonic();
        const turnedAway = await this.#limiter.wait(cost, priority, patience, this, options.signal);
        if (turnedAway !== null) return { outcome: turnedAway };
      }
      const ended = await (isSigned(endpoint) ? this.#signed(call) : this.#sent(call, null));
      this.#limiter.end(cost, ended !== 'held' && ended.outcome.kind !== 'not-sent');
      if (ended !== 'held') return ended;
    }
    return { outcome: notSent('connect-timeout', 'No connection to the exchange in time.') };
  }

  /** Signs as late as possible. */
  async #signed(call: Call): Promise<Ended | 'held'> {
    let window = this.#window(call);
    if (window === null) {
      const failed = await this.#synced(call.options.signal);
      if (failed !== null) return { outcome: failed };
      window = this.#window(call);
    }
    if (window === null) {
      return { outcome: notSent('clock', "The server's time is not known well enough for this recvWindow.") };
    }
    call.options.onSigned?.(window);
    return this.#sent(call, window);
  }

  #window(call: Call): SignedWindow | null {
    const { recvWindow } = windowOf(call.values, 0);
    const timestamp = this.clock.timestamp(recvWindow);
    return timestamp === null ? null : { timestamp, recvWindow };
  }

  async #sent(call: Call, window: SignedWindow | null): Promise<Ended | 'held'> {
    const { method, path, body, headers } = this.#make(call.endpoint, call.parameters, window);
    const exchanged = await this.#transport.send({
      method,
      path,
      body,
      headers,
      lane: call.lane,
      signal: call.options.signal,
      mayStart: () =>
        this.#limiter.blockedFor() === 0 &&
        (window === null || this.clock.accepts(window.timestamp, window.recvWindow)),
    });
    switch (exchanged.kind) {
      case 'held':
        return 'held';
      case 'not-sent':
        return { outcome: notSent(exchanged.cause, exchanged.message) };
      case 'unknown': {
        const { cause, message, status, headers } = exchanged;
        this.#learn(status, headers);
        const seen = status === undefined ? {} : { httpStatus: status };
        return {
          outcome: { kind: 'unknown', reason: { cause, message, ...seen, ...(window && { window }) } },
        };
      }
      case 'response': {
        this.#learn(exchanged.status, exchanged.headers);
        if (call.lane === 'orders') this.#warmth.used(exchanged.answeredAt);
        const outcome = interpreted(exchanged, call.endpoint.answer, this.#credentials, this.#time.wall());
        this.#heed(call.endpoint, exchanged.status, outcome);
        if (outcome.kind !== 'unknown' || window === null) return { outcome, response: exchanged };
        return { outcome: { kind: 'unknown', reason: { ...outcome.reason, window } }, response: exchanged };
      }
    }
  }

  /** PROTOCOL: the server's counts, and 429 and 418, whatever the body of the answer was worth. */
  #learn(status: number | undefined, headers: Headers | undefined): void {
    if (status === undefined || headers === undefined) return;
    this.#isLearning = true;
    this.#limiter.observe(headers, this.#account);
    this.#isLearning = false;
    const backOff = BACK_OFF_MS[status];
    if (backOff !== undefined) this.#backOff(retryAfter(headers, this.#time.wall()) ?? backOff);
  }

  #backOff(ms: number): void {
    this.#limiter.block(Math.max(ms, LEAST_BACK_OFF_MS));
  }

  /** What an answer tells about limits and the clock. */
  #heed(endpoint: Endpoint, status: number, outcome: Outcome<unknown>): void {
    if (outcome.kind === 'answer' && endpoint === endpoints.exchangeInfo) {
      this.#limiter.configure((outcome.value as AnswerOf<'exchangeInfo'>).rateLimits);
    }
    if (outcome.kind !== 'refused') return;
    const { meaning, retryAfterMs } = outcome.refusal;
    if (meaning === 'rate-limit' && BACK_OFF_MS[status] === undefined) {
      this.#backOff(retryAfterMs ?? SHORT_BACK_OFF_MS);
    }
    if (meaning === 'timestamp') {
      this.clock.distrust();
      void this.clock.sync();
    }
  }

  /** Waits until the clock is measured; answers the outcome of a call that cannot be signed. */
  async #synced(signal: AbortSignal | undefined): Promise<Outcome<never> | null> {
    const failed = await untilAborted(this.clock.sync(), signal);
    if (this.#closed) return notSent('closed', 'The connection was closed.');
    if (failed === 'aborted') return notSent('cancelled', 'The call was cancelled.');
    if (failed === null || failed.kind === 'not-sent') return failed;
    if (failed.kind === 'answer') return null;
    const { message, retryAfterMs } = failed.kind === 'refused' ? failed.refusal : failed.reason;
    return notSent('clock', `The server's time could not be measured: ${message}`, retryAfterMs);
  }

  async #measure(): Promise<ClockSample | { failed: Outcome<never> }> {
    const ended = await this.#limited({
      endpoint: endpoints.time,
      values: {},
      parameters: { query: '', body: '' },
      // On the way of the orders: it opens their connection and measures their round trip.
      lane: 'orders',
      priority: 'order',
      options: {},
    });
    const { outcome, response } = ended;
    this.#tell(outcome, response);
    if (outcome.kind !== 'answer') return { failed: outcome };
    if (response === undefined) return { failed: notSent('clock', 'No answer.') };
    const { serverTime } = outcome.value as AnswerOf<'time'>;
    return { serverTime, sentAt: response.sentAt, answeredAt: response.answeredAt };
  }

  #tell(outcome: Outcome<unknown>, response: Ended['response']): void {
    const status = statusAfter(this.status.getState(), outcome, response, this.#time.wall());
    this.status.setState(Object.assign(status, this.#limits()), true);
  }

  #limits(): Partial<ExchangeStatus> {
    const { used, limit } = this.#limiter.orderCount(this.#account);
    const { usedWeight, weightLimit, waiting, blockedUntil } = this.#limiter.state.getState();
    return { usedWeight, weightLimit, waiting, blockedUntil, orderCount: used, orderLimit: limit };
  }
}
