import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { root } from '../../scripts/lib/paths.mjs';
import { bundle } from '../lib/bundle.mjs';
import { quantile } from '../lib/statistics.mjs';
import { startWorker } from '../lib/workers.mjs';
import { makeAuthority } from './authority.mjs';
import { clients } from './clients.mjs';

const here = import.meta.dirname;
const peers = join(root, 'bench/peers');

/**
 * @typedef {keyof typeof clients} ClientName
 *
 * @typedef {object} HttpsClient
 * @property {number[]} cpuUs p50 of single orders, by round
 * @property {number[]} cpuMeanUs with the collection of garbage that falls between them, by round
 * @property {number[]} wallP50Us by round
 * @property {number[]} wallP99Us by round
 * @property {number} connectionsPer1000 those that a new process made for its first 1,000 orders, getting ready included
 * @property {number} handshakesPer1000
 * @property {number} handshakesOnClick of the first order after the client had got ready by its own means
 * @property {number} handshakesAfterPause of an order after a pause
 *
 * @typedef {object} OrderHttps
 * @property {number} rounds
 * @property {number} ordersPerRound
 * @property {number} pauseSeconds
 * @property {Record<ClientName, HttpsClient>} clients
 */

/**
 * The way of a signed order over HTTPS, of Perch and of its peers against one server, in rounds by turns.
 * @param {{ rounds: number, ordersPerRound: number, pauseSeconds: number }} options
 * @returns {Promise<OrderHttps>}
 */
export async function measureOrderHttps({ rounds, ordersPerRound, pauseSeconds }) {
  const names = /** @type {ClientName[]} */ (Object.keys(clients));
  const built = await builtClients();
  const authority = makeAuthority();
  const server = startWorker(join(here, 'server.mjs'), {
    args: [authority.keyFile, authority.certificateFile],
  });
  /** @type {Partial<Record<ClientName, import('../lib/workers.mjs').Worker>>} */
  const workers = {};
  try {
    const { port } = await server.next();
    const pem = readFileSync(authority.authorityFile, 'utf8');
    /** @type {Partial<Record<ClientName, HttpsClient>>} */
    const figures = {};
    for (const name of names) {
      const client = clients[name];
      const worker = startWorker(built[name], {
        // For these Node's own option: an agent of ours in theirs would replace how they keep connections.
        ...('peer' in client
          ? { args: [join(peers, client.peer)], env: { NODE_EXTRA_CA_CERTS: authority.authorityFile } }
          : {}),
      });
      workers[name] = worker;
      figures[name] = await firstOrders(worker, server, `https://localhost:${port}`, pem);
      await worker.ask({ orders: ordersPerRound, each: true });
    }
    for (let round = 0; round < rounds; round += 1) {
      // Each client is first in some rounds and last in others.
      for (let turn = 0; turn < names.length; turn += 1) {
        const name = names[(round + turn) % names.length] ?? 'perch';
        const seen = await workers[name]?.ask({ orders: ordersPerRound, each: true });
        figures[name]?.cpuUs.push(quantile(seen.eachCpuUs, 0.5));
        figures[name]?.cpuMeanUs.push(seen.cpuUs / ordersPerRound);
        figures[name]?.wallP50Us.push(quantile(seen.eachWallUs, 0.5));
        figures[name]?.wallP99Us.push(quantile(seen.eachWallUs, 0.99));
      }
    }
    await sleep(pauseSeconds * 1_000);
    for (const name of names) {
      const { handshakes } = await counted(server, () => workers[name]?.ask({ orders: 1 }));
      Object.assign(figures[name] ?? {}, { handshakesAfterPause: handshakes });
    }
    return {
      rounds,
      ordersPerRound,
      pauseSeconds,
      clients: /** @type {Record<ClientName, HttpsClient>} */ (figures),
    };
  } finally {
    await Promise.all([server, ...Object.values(workers)].map((worker) => worker.end()));
    authority.remove();
  }
}

/** @returns {Promise<Record<ClientName, string>>} what to run for each */
async function builtClients() {
  /** @type {Record<string, string>} */
  const entries = { package: join(here, 'package-client.ts') };
  for (const [name, client] of Object.entries(clients))
    if ('built' in client) entries[name] = join(here, client.built);
  const built = await bundle(entries, { folder: 'order-https' });
  return /** @type {Record<ClientName, string>} */ (
    Object.fromEntries(Object.keys(clients).map((name) => [name, built[name] ?? built['package']]))
  );
}

/**
 * @param {import('../lib/workers.mjs').Worker} worker
 * @param {import('../lib/workers.mjs').Worker} server
 * @param {string} url
 * @param {string} authority
 * @returns {Promise<HttpsClient>} without rounds yet
 */
async function firstOrders(worker, server, url, authority) {
  let handshakesOnClick = 0;
  const all = await counted(server, async () => {
    await worker.ask({ connect: url, authority, warmUp: 0 });
    const click = await counted(server, () => worker.ask({ orders: 1 }));
    handshakesOnClick = click.handshakes;
    await worker.ask({ orders: 999 });
  });
  return {
    cpuUs: [],
    cpuMeanUs: [],
    wallP50Us: [],
    wallP99Us: [],
    connectionsPer1000: all.connections,
    handshakesPer1000: all.handshakes,
    handshakesOnClick,
    handshakesAfterPause: Number.NaN,
  };
}

/**
 * What the server counted while something was done.
 * @param {import('../lib/workers.mjs').Worker} server
 * @param {() => Promise<unknown> | undefined} act
 * @returns {Promise<{ connections: number, handshakes: number }>}
 */
async function counted(server, act) {
  const before = await server.ask({});
  await act();
  const after = await server.ask({});
  return {
    connections: after.connections - before.connections,
    handshakes: after.handshakes - before.handshakes,
  };
}
