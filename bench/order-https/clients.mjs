/** Each in a process of its own: our code bundled as main is, packages as their users have them. */
export const clients = /** @type {const} */ ({
  perch: { name: 'Perch, client', built: '../order-cpu/client.ts' },
  guarded: { name: 'Perch, guards, journal and client', built: '../order-cpu/orders.ts' },
  undici: { name: 'undici, least code', built: '../order-cpu/peer.ts' },
  https: { name: 'node:https, least code', built: 'node-https.ts' },
  ccxt: { name: 'ccxt', peer: 'order-ccxt.js' },
  binance: { name: 'binance', peer: 'order-binance.js' },
  spot: { name: '@binance/spot', peer: 'order-binance-spot.js' },
  connector: { name: '@binance/connector', peer: 'order-binance-connector.js' },
});
