import type { Agent, ClientRequest } from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';

/** A server that closes after n seconds is believed to do so this much earlier: a request on its way then would end as unknown. */
const SERVER_CLOSES_EARLIER_MS = 2_000;

/** How long a connection may stay idle, ms, after an answer with this header of the server's. */
export function idleAfter(keepAlive: string | undefined, mostMs: number): number {
  const told = /^timeout=(\d{1,6})/.exec(keepAlive ?? '')?.[1];
  return told === undefined ? mostMs : Math.min(mostMs, Number(told) * 1_000 - SERVER_CLOSES_EARLIER_MS);
}

/**
 * How an agent keeps a connection without a request (both methods are Node's own places for that): no longer than `idleMs` says, and only
 * while it is silent, because what comes when nobody asked could be taken for the answer to the next request.
 */
export function keepIdle(agent: Agent, idleMs: () => number): void {
  const timers = new WeakMap<Duplex, ReturnType<typeof setTimeout>>();
  function leave(this: Socket): void {
    this.destroy();
  }
  // Node asks for an answer, which its types leave out.
  agent.keepSocketAlive = (socket): boolean => {
    const ms = idleMs();
    if (ms <= 0) return false;
    socket.on('data', leave);
    timers.set(
      socket,
      setTimeout(() => socket.destroy(), ms),
    );
    return true;
  };
  agent.reuseSocket = (socket, request: ClientRequest): void => {
    socket.off('data', leave);
    clearTimeout(timers.get(socket));
    request.reusedSocket = true;
  };
}
