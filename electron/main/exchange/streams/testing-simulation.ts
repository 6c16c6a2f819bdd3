import { FakeTime } from '../testing';
import type { TimeSource } from '../time-source';
import type { OpenSocket, SocketEvents } from './socket';
import { namesOf, WIRE } from './testing';
import type { DepthEvent, StreamFollower } from './streams';

/** Time of a simulation, which knows how many timers there are. */
export class CountedTime implements TimeSource {
  readonly fake = new FakeTime();
  readonly wall = this.fake.wall;
  readonly monotonic = this.fake.monotonic;
  timers = 0;
  readonly after = (ms: number, action: () => void): (() => void) => {
    this.timers += 1;
    let isOver = false;
    const over = (): boolean => {
      if (isOver) return false;
      isOver = true;
      this.timers -= 1;
      return true;
    };
    const cancel = this.fake.after(ms, () => {
      if (over()) action();
    });
    return () => {
      cancel();
      over();
    };
  };

  pass(ms: number): Promise<void> {
    return this.fake.pass(ms);
  }
}

export interface SimulatedSocket {
  readonly path: string;
  readonly names: readonly string[];
  readonly events: SocketEvents;
  readonly openedAt: number;
  state: 'opening' | 'open' | 'closed';
  /** `dead`: nothing comes and no ping is answered. `mute`: pings are answered and nothing else comes. */
  health: 'well' | 'dead' | 'mute';
  /** How long its events take, ms. */
  readonly latency: number;
}

/** PROTOCOL: a connection ends after 24 hours. */
const LIFE_MS = 24 * 3_600_000;

/** A stream server in memory: the truth about some books, and sockets that break as told. */
export class SimulatedServer {
  readonly #time: CountedTime;
  readonly #versions = new Map<string, number>();
  readonly #random: () => number;
  sockets: SimulatedSocket[] = [];
  /** What happens to attempts. */
  treatment: 'take' | 'refuse' | 'hang' = 'take';
  isPathGood: (path: string) => boolean = () => true;
  attempts = 0;
  peak = 0;
  /** Connections that the 24 hours ended. */
  outlived = 0;

  constructor(time: CountedTime, random: () => number) {
    this.#time = time;
    this.#random = random;
  }

  readonly open: OpenSocket = (path, events) => {
    this.attempts += 1;
    const socket: SimulatedSocket = {
      path,
      names: namesOf(path),
      events,
      openedAt: this.#time.monotonic(),
      state: 'opening',
      health: 'well',
      latency: Math.floor(this.#random() * 500),
    };
    this.sockets.push(socket);
    this.peak = Math.max(this.peak, this.sockets.length);
    const treatment = this.treatment;
    if (treatment !== 'hang') this.#after(20, () => this.#answer(socket, treatment));
    return {
      ping: () =>
        this.#after(10, () => socket.health !== 'dead' && socket.state === 'open' && events.onSign()),
      close: () => {
        this.#remove(socket);
        return Promise.resolve();
      },
    };
  };

  /** What REST would say now. */
  version(name: string): number {
    return this.#versions.get(name) ?? 0;
  }

  /** Something happens in this book; those who follow it hear of it. */
  change(name: string): void {
    const version = this.version(name) + 1;
    this.#versions.set(name, version);
    const symbol = name.split('@')[0]?.toUpperCase() ?? '';
    const event = WIRE.depth(version, symbol);
    for (const socket of this.sockets) {
      if (socket.state !== 'open' || socket.health !== 'well' || !socket.names.includes(name)) continue;
      const text = JSON.stringify(socket.path.startsWith('/stream') ? { stream: name, data: event } : event);
      this.send(socket, text);
    }
  }

  send(socket: SimulatedSocket, text: string): void {
    this.#after(socket.latency, () => {
      if (socket.state === 'open' && socket.health === 'well') socket.events.onText(text, text.length);
    });
  }

  cut(socket: SimulatedSocket): void {
    if (socket.state === 'closed') return;
    this.#remove(socket);
    socket.events.onEnd({
      cause: 'disconnected',
      message: 'The stream server closed the connection (1001).',
    });
  }

  #answer(socket: SimulatedSocket, treatment: 'take' | 'refuse'): void {
    if (socket.state !== 'opening') return;
    if (treatment === 'refuse' || !this.isPathGood(socket.path)) {
      this.#remove(socket);
      socket.events.onEnd({
        cause: 'connect-failed',
        message: 'The stream server refused the connection.',
        httpStatus: treatment === 'refuse' ? 503 : 400,
      });
      return;
    }
    socket.state = 'open';
    socket.events.onOpen();
    this.#time.fake.after(LIFE_MS, () => {
      if (socket.state !== 'open') return;
      this.outlived += 1;
      this.cut(socket);
    });
  }

  #remove(socket: SimulatedSocket): void {
    socket.state = 'closed';
    this.sockets = this.sockets.filter((other) => other !== socket);
  }

  /** The server's own timers are not counted. */
  #after(ms: number, action: () => void): void {
    this.#time.fake.after(ms, action);
  }
}

/**
 * A follower as the feeds are: asks REST after each `onLive`, drops what it knows, and counts what it would have missed. With
 * `looks`, it also asks REST every 3 s when nothing came, and has the connection made again when that knows more.
 */
export class ModelFollower implements StreamFollower<{ kind: 'depth'; symbol: string }> {
  readonly name: string;
  readonly #server: SimulatedServer;
  known = 0;
  isLive = false;
  gaps = 0;
  /** Events that came although they were known already. */
  doubles = 0;
  interruptions = 0;
  /** Calls that came where they must not: events while not live. */
  wrong = 0;

  constructor(server: SimulatedServer, name: string) {
    this.#server = server;
    this.name = name;
  }

  onLive(): void {
    this.isLive = true;
    this.known = this.#server.version(this.name);
  }

  onEvent({ version }: DepthEvent): void {
    if (!this.isLive) this.wrong += 1;
    if (version > this.known + 1) this.gaps += 1;
    if (version <= this.known) this.doubles += 1;
    this.known = Math.max(this.known, version);
  }

  onInterrupted(): void {
    this.isLive = false;
    this.interruptions += 1;
  }
}

/** Numbers between 0 and 1 that are the same in every run (mulberry32). */
export function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
