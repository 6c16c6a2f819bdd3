import { median } from '../lib/statistics.mjs';
import { clients } from '../order-https/clients.mjs';
import { compared, fixed, spreadText, table, verdictOf } from './rows.mjs';

/** @typedef {import('./rows.mjs').Figure} Figure */
/** @typedef {import('../order-https/measure.mjs').OrderHttps} OrderHttps */
/** @typedef {import('../exchange-load/measure.mjs').Load} Load */

/** @param {OrderHttps} order @returns {Figure[]} */
export function httpsFigures({ clients: { perch, guarded, undici, ccxt }, pauseSeconds }) {
  const us = { digits: 0, unit: 'µs' };
  const count = (
    /** @type {string} */ what,
    /** @type {number} */ ours,
    /** @type {number} */ theirs,
    /** @type {number} */ most,
  ) => ({
    what,
    perch: fixed(ours, 0),
    peer: fixed(theirs, 0),
    ratio: '',
    target: String(most),
    verdict: verdictOf(ours <= most),
  });
  return [
    {
      ...compared(
        'CPU of an order over HTTPS without journal, p50 (peer: undici)',
        perch.cpuUs,
        undici.cpuUs,
        us,
      ),
      target: '≤ 240 µs',
      verdict: verdictOf(median(perch.cpuUs) <= 240),
    },
    compared('the same (peer: ccxt)', perch.cpuUs, ccxt.cpuUs, us),
    compared('the same with guards and journal (peer: ccxt)', guarded.cpuUs, ccxt.cpuUs, us),
    compared('time of an order over HTTPS, p50 (peer: undici)', perch.wallP50Us, undici.wallP50Us, us),
    compared('the same, p99', perch.wallP99Us, undici.wallP99Us, us),
    count(
      'connections of the first 1,000 orders (peer: ccxt)',
      perch.connectionsPer1000,
      ccxt.connectionsPer1000,
      1,
    ),
    count('handshakes on the first click (peer: ccxt)', perch.handshakesOnClick, ccxt.handshakesOnClick, 0),
    count(
      `handshakes on a click after ${pauseSeconds} s of silence (peer: ccxt)`,
      perch.handshakesAfterPause,
      ccxt.handshakesAfterPause,
      0,
    ),
  ];
}

/** @param {OrderHttps} order */
export function httpsTable({ clients: measured, pauseSeconds }) {
  const rows = Object.entries(measured).map(([name, client]) => [
    clients[/** @type {keyof typeof clients} */ (name)].name,
    spreadText(client.cpuUs, 0, 'µs'),
    spreadText(client.cpuMeanUs, 0, 'µs'),
    spreadText(client.wallP50Us, 0, 'µs'),
    spreadText(client.wallP99Us, 0, 'µs'),
    String(client.connectionsPer1000),
    String(client.handshakesPer1000),
    String(client.handshakesOnClick),
    String(client.handshakesAfterPause),
  ]);
  return table(
    [
      'client',
      'CPU, p50',
      'CPU, mean',
      'time, p50',
      'time, p99',
      'connections per 1,000',
      'handshakes per 1,000',
      'on the first click',
      `after ${pauseSeconds} s`,
    ],
    rows,
  );
}

/** @param {OrderHttps} order @param {import('../lib/machine.mjs').Machine} machine */
export function httpsComparison({ rounds, ordersPerRound }, { peers }) {
  const versions = Object.entries(peers ?? {})
    .map(([name, version]) => `${name} ${version}`)
    .join(', ');
  return `- **An order over HTTPS** (${rounds} rounds of ${ordersPerRound} orders, after the first 1,000 and a round for warming up): every client signs with HMAC-SHA256 and posts a limit order to one server on this machine, whose certificate is of an authority made for the run; the server is a process of its own, thinks nothing and gives everybody the same bytes, with the fields of Binance. Each client is a process of its own. CPU is user and system time of its whole process; p50 is of single orders, the mean has the collections of garbage between them. The first 1,000 orders of a new process are counted at the server, with whatever the client does to get ready: Perch measures the clock, the others ask for the time. \`undici\` and \`node:https\` are the least code that sends the same bytes as Perch. The packages work as they come, with their documented ways to be fast (\`binance\`: createHmac and keepAlive), limits and retries out of the way; they trust the authority by NODE_EXTRA_CA_CERTS, because an agent in their options would replace how they keep connections; Perch, undici and node:https by their option. ${versions}. Known on the same kind of machine: undici 160 µs, ccxt 473, binance 625, @binance/spot 2,030.`;
}

/** @param {readonly Load[]} loads @returns {Figure[]} */
export function loadFigures(loads) {
  const of = (/** @type {string} */ name) => loads.find((load) => load.name === name);
  const [perch, ccxt] = [of('perch'), of('ccxt')];
  if (!perch || !ccxt) return [];
  return [
    {
      ...compared('loading the exchange client (peer: ccxt)', perch.ms, ccxt.ms, { digits: 0, unit: 'ms' }),
      target: '≤ 25 ms',
      verdict: verdictOf(median(perch.ms) <= 25),
    },
    {
      ...compared('memory it takes, RSS (peer: ccxt)', perch.rssMb, ccxt.rssMb, { digits: 1, unit: 'MB' }),
      target: '≤ 6 MB',
      verdict: verdictOf(median(perch.rssMb) <= 6),
    },
    compared('heap it holds, after a collection (peer: ccxt)', perch.heapMb, ccxt.heapMb, {
      digits: 1,
      unit: 'MB',
    }),
  ];
}

/** @param {readonly Load[]} loads */
export function loadTable(loads) {
  return table(
    ['client', 'time', 'CPU', 'RSS', 'heap held'],
    loads.map(({ name, ms, cpuMs, rssMb, heapMb }) => [
      name === 'perch' ? 'Perch, exchange client' : name,
      spreadText(ms, 0, 'ms'),
      spreadText(cpuMs, 0, 'ms'),
      spreadText(rssMb, 1, 'MB'),
      spreadText(heapMb, 1, 'MB'),
    ]),
  );
}

/** @param {readonly Load[]} loads */
export function loadComparison(loads) {
  return `- **Loading** (${loads[0]?.ms.length ?? 0} rounds, each in a new process of plain Node, after one that brings the files from the disk): from just before the import to its end. Perch's exchange client is requests, the streams of the market and of the account, bundled as main is; the packages are what their users import. Known on the same kind of machine: ccxt 307 ms, 63 MB.`;
}
