import type { Agent, ClientRequest } from 'node:http';
import type { Duplex } from 'node:stream';

/** A server that closes after n seconds is believed to do so this much earlier: a request on its way then would end as unknown. */
const SERVER_CLOSES_EARLIER_MS = 2_000;

/** How long a connection may stay idle, ms, after an answer with this header of the server's. */
export function idleAfter(keepAlive: string | undefined, mostMs: number): number {
  const told = /^timeout=(\d{1,6})/.exec(keepAlive ?? '')?.[1];
  return told === undefined ? mostMs : Math.min(mostMs, Number(told) * 1_000 - SERVER_CLOSES_EARLIER_MS);
}

interface Kept {
  isIdle: boolean;
  ms: number;
  timer: ReturnType<typeof setTimeout>;
}

/**
 * How an agent keeps a connection without a request (the methods are Node's own places for that): no longer than `idleMs` says, and only
 * while it is silent, because what comes when nobody asked could be taken for the answer to the next request.
 */
export function keepIdle(agent: Agent, idleMs: () => number): void {
  const known = new WeakMap<Duplex, Kept>();
  const keep: (socket: Duplex) => unknown = agent.keepSocketAlive.bind(agent);
  const reuse = agent.reuseSocket.bind(agent);

  function begun(socket: Duplex, ms: number): Kept {
    const leave = (): void => void (kept.isIdle && socket.destroy());
    const kept: Kept = { isIdle: true, ms, timer: setTimeout(leave, ms).unref() };
    socket.on('data', leave);
    known.set(socket, kept);
    return kept;
  }

  // It has one connection to one peer; Node would put twenty settings together to find it, twice for each request.
  agent.getName = () => 'the one';
  // Node asks for an answer, which its types leave out.
  agent.keepSocketAlive = (socket): boolean => {
    const ms = idleMs();
    if (ms <= 0 || keep(socket) === false) return false;
    const kept = known.get(socket) ?? begun(socket, ms);
    kept.isIdle = true;
    if (kept.ms === ms) kept.timer.refresh();
    else {
      clearTimeout(kept.timer);
      kept.ms = ms;
      kept.timer = setTimeout(() => kept.isIdle && socket.destroy(), ms).unref();
    }
    return true;
  };
  agent.reuseSocket = (socket, request: ClientRequest): void => {
    const kept = known.get(socket);
    // The timer goes on, and finds it busy.
    if (kept) kept.isIdle = false;
    reuse(socket, request);
  };
}
