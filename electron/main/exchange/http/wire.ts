import { channel } from 'node:diagnostics_channel';
import type { Socket } from 'node:net';
import { AnswerReader, type AnswerSink } from './answer-reader';
import { Deadline } from './deadline';
import type { Dial } from './dial';
import { isWritable, requestText, type WireRequest } from './request-text';
import { WireError } from './wire-error';

/** Hears how one request goes. `onEnd` or `onError` is the last call. */
export interface RequestHandler extends AnswerSink {
  /** A connection is there and not a byte is written; `false`, and none will be. `wire` can cut the request off from now on. */
  onStart(wire: Pick<Wire, 'cut'>): boolean;
  onEnd(): void;
  onError(error: Error): void;
}

export interface WireTimes {
  /** From the request to the head of its answer, and between two pieces of the body, ms. */
  readonly headMs: number;
  readonly bodyMs: number;
  /** How long a connection without a request is kept. */
  readonly idleMs: number;
}

interface Job {
  readonly request: WireRequest;
  readonly handler: RequestHandler;
}

/** A server that closes after n seconds is believed to do so this much earlier: a request on its way then would end as unknown. */
const SERVER_CLOSES_EARLIER_MS = 2_000;
/** Every request as it is handed over, for tests: one may add lines to its headers. */
const handedOver = channel('perch.exchange.request');

/**
 * At most one connection to a server, made when it is needed and kept while it is idle, with one request on it at a time: HTTP/1.1
 * without pipelining, redirects or repetition. Each request is written once, by one call, or never.
 */
export class Wire {
  readonly #dial: Dial;
  readonly #host: string;
  readonly #times: WireTimes;
  readonly #queue: Job[] = [];
  #socket: Socket | null = null;
  #stopDialling: (() => void) | null = null;
  #current: Job | null = null;
  #reader: AnswerReader | null = null;
  /** By which something must come, or until which an idle connection is kept. */
  readonly #deadline = new Deadline(() => this.#late());
  #isClosing = false;

  constructor(dial: Dial, host: string, times: WireTimes) {
    this.#dial = dial;
    this.#host = host;
    this.#times = times;
  }

  send(request: WireRequest, handler: RequestHandler): void {
    if (handedOver.hasSubscribers) handedOver.publish(request);
    if (this.#isClosing) {
      handler.onError(closed());
    } else if (!isWritable(request)) {
      handler.onError(new WireError('UNWRITABLE', 'A request has characters that it must not have.'));
    } else {
      this.#queue.push({ request, handler });
      this.#next();
    }
  }

  /** Ends the connection because of a request that is on it; nothing is heard of that any more. */
  cut(handler: RequestHandler): void {
    if (this.#current?.handler !== handler) return;
    this.#current = null;
    this.#leave();
    this.#next();
  }

  /** Lets requests that were handed over end, and takes no more. */
  close(): void {
    this.#isClosing = true;
    if (this.#current === null && this.#queue.length === 0) this.#leave();
  }

  /** Ends everything at once. */
  destroy(): void {
    this.#isClosing = true;
    this.#stopDialling?.();
    this.#stopDialling = null;
    const waiting = this.#queue.splice(0);
    this.#break(closed());
    for (const { handler } of waiting) handler.onError(closed());
  }

  #next(): void {
    if (this.#current !== null || this.#stopDialling !== null) return;
    if (this.#socket === null) {
      if (this.#queue.length > 0) this.#open();
      return;
    }
    for (let job = this.#queue.shift(); job !== undefined; job = this.#queue.shift()) {
      if (!job.handler.onStart(this)) continue;
      this.#current = job;
      this.#reader = new AnswerReader(job.handler);
      this.#socket.write(requestText(job.request, this.#host), 'latin1');
      this.#deadline.set(this.#times.headMs);
      return;
    }
    if (this.#isClosing) this.#leave();
  }

  #open(): void {
    let isOver = false;
    const stop = this.#dial(
      (socket) => {
        isOver = true;
        this.#stopDialling = null;
        this.#take(socket);
      },
      (error) => {
        isOver = true;
        this.#stopDialling = null;
        // None of them was written.
        for (const { handler } of this.#queue.splice(0)) handler.onError(error);
      },
    );
    if (!isOver) this.#stopDialling = stop;
  }

  #take(socket: Socket): void {
    this.#socket = socket;
    let failure: Error | undefined;
    const isOurs = (): boolean => this.#socket === socket;
    socket.on('data', (bytes: Buffer) => {
      if (isOurs()) this.#read(bytes);
    });
    socket.on('error', (error: Error) => (failure = error));
    socket.once('end', () => {
      if (isOurs()) this.#ended();
    });
    socket.once('close', () => {
      if (isOurs()) this.#break(failure ?? new WireError('CLOSED_BY_PEER', 'The connection broke.'));
    });
    this.#deadline.set(this.#times.idleMs);
    this.#next();
  }

  #read(bytes: Buffer): void {
    const reader = this.#reader;
    // Nobody asked: what follows could be taken for the answer to the next request.
    if (this.#current === null || reader === null) return this.#break(closed());
    let state: ReturnType<AnswerReader['read']>;
    try {
      state = reader.read(bytes);
    } catch (error) {
      return this.#break(asError(error));
    }
    if (this.#reader !== reader) return;
    if (state === 'more') return this.#deadline.set(reader.hasHead ? this.#times.bodyMs : this.#times.headMs);
    this.#finish(state === 'rest' ? 0 : reader.keptMs - SERVER_CLOSES_EARLIER_MS);
  }

  /** The peer closed its side. */
  #ended(): void {
    try {
      this.#reader?.close();
    } catch (error) {
      return this.#break(asError(error));
    }
    if (this.#current === null) this.#leave();
    else this.#finish(0);
  }

  /** The answer is complete; the server keeps the connection for `keptMs`. */
  #finish(keptMs: number): void {
    const job = this.#current;
    this.#current = null;
    this.#reader = null;
    if (keptMs <= 0) this.#leave();
    else this.#deadline.set(Math.min(this.#times.idleMs, keptMs));
    job?.handler.onEnd();
    // What was learned from this answer (429) counts for those that wait.
    if (this.#queue.length > 0) setImmediate(() => this.#next());
    else if (this.#isClosing) this.#leave();
  }

  /** The connection is of no use any more; a request that is on it does not know its answer. */
  #break(error: Error): void {
    const job = this.#current;
    this.#current = null;
    this.#leave();
    job?.handler.onError(error);
    this.#next();
  }

  #leave(): void {
    const socket = this.#socket;
    this.#socket = null;
    this.#reader = null;
    this.#deadline.clear();
    socket?.destroy();
  }

  #late(): void {
    if (this.#current === null) return this.#leave();
    const code = this.#reader?.hasHead === true ? 'BODY_TIMEOUT' : 'HEAD_TIMEOUT';
    this.#break(new WireError(code, 'No answer within the time allowed.'));
  }
}

function closed(): WireError {
  return new WireError('CLOSED', 'The connection was closed.');
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error('The answer could not be read.');
}
