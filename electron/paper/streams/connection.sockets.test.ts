import { createServer } from 'node:http';
import { type AddressInfo } from 'node:net';
import { setImmediate as turn } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { Faults } from '../faults/faults';
import { StreamConnection } from './connection';

const MINUTE = 60_000;

/** A server with nothing but connections, because hours of ticking streams would take long. */
const server = createServer();
const sockets = new WebSocketServer({ noServer: true });
let connections: StreamConnection[] = [];
beforeEach(async () => {
  vi.useFakeTimers({
    toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'performance'],
  });
  server.on('upgrade', (request, below, head) => {
    sockets.handleUpgrade(request, below, head, (socket) => {
      connections.push(
        new StreamConnection({
          socket,
          below,
          streams: ['btcusdt@spotTrade'],
          listenKey: undefined,
          combined: false,
          faults: new Faults(1),
          random: () => 0.5,
          expire: () => undefined,
        }),
      );
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterEach(async () => {
  vi.useRealTimers();
  for (const connection of connections) connection.terminate();
  connections = [];
  server.removeAllListeners('upgrade');
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

async function connect(autoPong: boolean) {
  const client = new WebSocket(`ws://127.0.0.1:${(server.address() as AddressInfo).port}`, { autoPong });
  const seen = { pings: 0, ended: undefined as [number, string] | undefined };
  client.on('ping', () => seen.pings++);
  client.on('close', (code, reason) => (seen.ended = [code, reason.toString()]));
  await new Promise((resolve) => client.once('open', resolve));
  return seen;
}

/** Lets three minutes pass, and then what was sent arrive and be answered. */
async function threeMinutes(settled: () => boolean): Promise<void> {
  await vi.advanceTimersByTimeAsync(3 * MINUTE);
  for (let turns = 0; turns < 20_000 && !settled(); turns++) await turn();
  for (let turns = 0; turns < 20; turns++) await turn();
}

describe('a connection', () => {
  it('is pinged every 3 minutes, and ended after 10 without a pong', async () => {
    const seen = await connect(false);
    for (let pings = 1; pings <= 3; pings++) {
      await threeMinutes(() => seen.pings === pings);
      expect([seen.pings, seen.ended]).toEqual([pings, undefined]);
    }
    await threeMinutes(() => seen.ended !== undefined);
    expect(seen.ended?.[0]).toBe(1006);
  });

  it('lives 24 hours for a client that answers, and no longer', async () => {
    const seen = await connect(true);
    for (let pings = 1; pings < 480; pings++) {
      await threeMinutes(() => seen.pings === pings);
      expect(seen.ended).toBeUndefined();
    }
    expect(seen.pings).toBe(479);
    await threeMinutes(() => seen.ended !== undefined);
    expect(seen.ended).toEqual([1001, '24 hours are over']);
  });
});
