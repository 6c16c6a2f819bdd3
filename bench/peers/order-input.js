/** The same keys and figures as in bench/order-cpu/rounds.ts, which clients from packages cannot import. */
export const apiKey = 'bench-key-0123456789abcdefghijklmnopqrstuvwxyz0123456789ABCDEFGHIJ';
export const apiSecret = 'bench-secret-0123456789abcdefghijklmnopqrstuvwxyz0123456789ABCDEF';
export const priceOf = (n) => `${20_000 + (n % 997)}.${10 + (n % 89)}`;
export const quantityOf = (n) => `0.${1_000 + (n % 8_999)}`;

/** Every one of these clients reads ids with JSON.parse, which rounds them. */
export function expectOrder(id) {
  if (!/^461301972\d{10}$/.test(String(BigInt(id)))) throw new Error(`The order failed: ${id}`);
}
