import type { StoreApi } from 'zustand/vanilla';
import { streamName } from '../jex/stream-names';
import { systemTime, type TimeSource } from '../time-source';
import { ConflatedStatus, type Traffic } from './conflated-status';
import { ConnectionAllowance } from './connection-allowance';
import { Line } from './line';
import type { LinkEnd } from './link';
import {
  hasWaste,
  lacksStreams,
  mergePlan,
  roomOf,
  targetOf,
  type MarketLine,
  type MarketTarget,
} from './market-line';
import { Reception } from './reception';
import { SharedStream } from './shared-stream';
import { isRefusal, type OpenSocket } from './socket';
import type { FollowedStream, StreamFollower, StreamRequest } from './streams';
import type { ExchangeStreams, MarketStreamsOptions } from './market-streams';
import { OVERLAP_MS } from './succession';
import { streamsStatus, type StreamsStatus } from './streams-status';
import { webSocketOpener } from './web-socket';

/** Streams that are asked for together, as when a symbol is shown, come over one connection. */
const GATHER_MS = 20;
/** After so long without a change of what is needed, connections are made anew without what nobody needs, and fewer if they can be. */
const SETTLE_MS = 10_000;
/** PROTOCOL allows 10 streams each. What does not fit any more is polled. */
const MOST_CONNECTIONS = 40;

/**
 * Shares connections between streams. PROTOCOL knows no way to add a stream to a connection, so a line (one connection and its
 * successors) that shall carry other streams gets a new connection with them all, and the old one goes when the new one is live:
 * the streams on it are not interrupted.
 */
export class StreamPool implements ExchangeStreams {
  readonly status: StoreApi<StreamsStatus>;
  readonly #options: MarketStreamsOptions;
  readonly #time: TimeSource;
  readonly #open: OpenSocket;
  readonly #allowance: ConnectionAllowance;
  readonly #board: ConflatedStatus<StreamsStatus>;
  readonly #reception: Reception;
  /** By name. A stream is in it while it is needed or carried. */
  readonly #streams = new Map<string, SharedStream>();
  #lines: readonly MarketLine[] = [];
  #lastLine = 0;
  #failure = '';
  #cancelGather: (() => void) | null = null;
  #cancelSettle: (() => void) | null = null;
  #closing: Promise<void> | null = null;

  constructor(options: MarketStreamsOptions) {
    this.#options = options;
    this.#time = options.time ?? systemTime;
    this.#open = options.openSocket ?? webSocketOpener(options, this.#time);
    this.#allowance = new ConnectionAllowance(this.#time);
    this.#board = new ConflatedStatus(this.#time, (traffic) => this.#statusNow(traffic));
    this.status = this.#board.store;
    this.#reception = new Reception(options.incidents);
  }

  follow<R extends StreamRequest>(request: R, follower: StreamFollower<R>): FollowedStream {
    if (this.#closing !== null) return { stop: () => undefined, reconnect: () => undefined };
    const stream = this.#streamOf(request);
    // A stream calls its followers with the events of its own request.
    const stop = stream.add(follower);
    if (this.#lineOf(stream) === undefined) this.#gather();
    let isStopped = false;
    return {
      stop: () => {
        isStopped = true;
        stop();
      },
      reconnect: (reason) => {
        if (isStopped) return;
        for (const { line } of this.#lines)
          if (line.live?.streams.get(stream.name) === stream) line.reconnect(reason);
      },
    };
  }

  wake(reason: string): void {
    for (const { line } of this.#lines) line.wake(reason);
  }

  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<void> {
    this.#cancelGather?.();
    this.#cancelSettle?.();
    for (const stream of this.#streams.values()) stream.close();
    const lines = this.#lines;
    this.#lines = [];
    for (const { cancelLeaving } of lines) cancelLeaving?.();
    await Promise.all(lines.map(({ line }) => line.close()));
    this.#streams.clear();
    this.#board.write();
  }

  #streamOf(request: StreamRequest): SharedStream {
    const name = streamName(request);
    const known = this.#streams.get(name);
    if (known !== undefined) return known;
    const stream = new SharedStream(request, this.#time, (unneeded) => this.#unneeded(unneeded));
    this.#streams.set(name, stream);
    return stream;
  }

  #lineOf(stream: SharedStream): MarketLine | undefined {
    return this.#lines.find(({ streams }) => streams.has(stream));
  }

  #gather(): void {
    this.#cancelGather ??= this.#time.after(
      GATHER_MS,
      () => {
        this.#cancelGather = null;
        this.#place();
      },
      true,
    );
  }

  #unneeded(stream: SharedStream): void {
    const home = this.#lineOf(stream);
    home?.streams.delete(stream);
    this.#forget(stream);
    this.#place();
  }

  #forget(stream: SharedStream): void {
    if (stream.isNeeded || stream.isLive) return;
    stream.close();
    this.#streams.delete(stream.name);
  }

  /** Gives every needed stream a line, and every line the connections that it needs now. */
  #place(): void {
    if (this.#closing !== null) return;
    for (const stream of this.#streams.values()) {
      if (!stream.isNeeded || this.#lineOf(stream) !== undefined) continue;
      const home = this.#homeFor(stream);
      if (home === undefined) {
        stream.interrupted(`More streams are wanted than ${MOST_CONNECTIONS} connections carry.`);
      } else {
        home.streams.add(stream);
        if (home.line.live === null && home.line.failures > 0) stream.interrupted(this.#failure);
      }
    }
    for (const home of this.#lines) {
      if (home.streams.size === 0) {
        this.#leave(home);
      } else if (lacksStreams(home)) {
        home.line.refresh();
      }
    }
    this.#settleLater();
    this.#board.write();
  }

  /** Where it is carried still, or where there is room and best a live connection, or a new line. */
  #homeFor(stream: SharedStream): MarketLine | undefined {
    if (stream.apart) return this.#newLine();
    const roomy = this.#lines.filter((home) => roomOf(home) > 0);
    return (
      roomy.find(({ line }) => line.live?.streams.get(stream.name) === stream) ??
      roomy.find(({ line }) => line.live !== null) ??
      roomy[0] ??
      this.#newLine()
    );
  }

  #newLine(): MarketLine | undefined {
    if (this.#lines.length >= MOST_CONNECTIONS) return undefined;
    const streams = new Set<SharedStream>();
    this.#lastLine += 1;
    const line: Line<MarketTarget> = new Line<MarketTarget>({
      id: this.#lastLine,
      name: `Connection ${this.#lastLine}`,
      open: this.#open,
      time: this.#time,
      random: this.#options.random ?? Math.random,
      allowance: this.#allowance,
      incidents: this.#options.incidents,
      target: () => targetOf(streams),
      onLive: (target) => {
        for (const stream of target.streams.values()) stream.carriedBy(target);
        this.#place();
      },
      onDown: (target, reason) => {
        if (reason !== '') this.#failure = reason;
        for (const stream of target.streams.values()) {
          stream.droppedBy(target, reason);
          this.#forget(stream);
        }
      },
      onFailure: (end) => this.#failed(home, end),
      onText: (target, text, bytes) => {
        const receivedAt = this.#time.wall();
        this.#board.count(bytes, receivedAt);
        this.#reception.text(target, text, receivedAt);
      },
      onBinary: (target, bytes) => {
        this.#board.count(bytes, this.#time.wall());
        this.#reception.binary(target);
      },
      onChange: () => this.#board.write(),
    });
    const home: MarketLine = { line, streams, cancelLeaving: null };
    this.#lines = [...this.#lines, home];
    return home;
  }

  /** Ends a line that shall carry nothing: at once when nobody needs what it carries, and else when others carry it too. */
  #leave(home: MarketLine): void {
    const { live } = home.line;
    const needed = [...(live?.streams.values() ?? [])].filter((stream) => stream.isNeeded);
    if (needed.length === 0) this.#end(home);
    else if (needed.every((stream) => stream.hasOther(live)))
      home.cancelLeaving ??= this.#time.after(OVERLAP_MS, () => this.#end(home), true);
  }

  #end(home: MarketLine): void {
    home.cancelLeaving?.();
    this.#lines = this.#lines.filter((other) => other !== home);
    void home.line.close();
  }

  #failed(home: MarketLine, end: LinkEnd): void {
    this.#failure = end.message;
    for (const stream of home.streams) stream.interrupted(end.message);
    if (isRefusal(end)) this.#setApart(home);
  }

  /**
   * A server can refuse a whole connection for one stream that it does not know. Then what never was live goes to a line of its own,
   * and that one is halved as long as it is refused, so that in the end the stream that is to blame is alone with its failures.
   */
  #setApart(home: MarketLine): void {
    const suspects = [...home.streams].filter((stream) => !stream.isLive);
    if (home.streams.size < 2 || suspects.length === 0) return;
    const moved = suspects.length < home.streams.size ? suspects : suspects.slice(suspects.length / 2);
    const refuge = this.#newLine();
    if (refuge === undefined) return;
    for (const stream of suspects) stream.apart = true;
    for (const stream of moved) {
      home.streams.delete(stream);
      refuge.streams.add(stream);
    }
    refuge.line.refresh();
  }

  #settleLater(): void {
    this.#cancelSettle?.();
    this.#cancelSettle = null;
    const isUntidy = this.#lines.some(hasWaste) || mergePlan(this.#lines).size > 0;
    if (!isUntidy) return;
    this.#cancelSettle = this.#time.after(
      SETTLE_MS,
      () => {
        this.#cancelSettle = null;
        this.#settle();
      },
      true,
    );
  }

  #settle(): void {
    for (const [stream, to] of mergePlan(this.#lines)) {
      this.#lineOf(stream)?.streams.delete(stream);
      to.streams.add(stream);
    }
    for (const home of this.#lines) if (hasWaste(home)) home.line.refresh();
    this.#place();
  }

  #statusNow(traffic: Traffic): StreamsStatus {
    // A live line whose next connection fails lacks one; while that is only being made, nothing is amiss.
    const isLacking = (home: MarketLine): boolean =>
      home.line.live !== null && home.line.failures > 0 && lacksStreams(home);
    const connections = this.#lines.map(({ line }) => line.status);
    return streamsStatus(connections, this.#lines.filter(isLacking).length, this.#failure, traffic);
  }
}
