import { startPaper, type TestPaper } from '../testing';
import { type Received, send, type Sending, sendSigned } from '../testing-requests';

/** Where every path begins. */
export const base = '/api/v1';
/** An order far from the touch, which rests. */
export const order: Sending = [
  ['symbol', 'BTCUSDT'],
  ['side', 'BUY'],
  ['type', 'LIMIT'],
  ['quantity', '0.001'],
  ['price', '60000'],
];

/** The exchange of the test file, with a still market. */
export let paper: TestPaper;
/** Moved on by a second before every request, so that no limit is met by chance. */
export const time = { now: 1_760_000_000_000 };
/** Starts the exchange; for `beforeAll`. */
export const openExchange = async (): Promise<void> => {
  paper = await startPaper({ marketMaker: false, clock: () => time.now });
};
/** For `afterAll`. */
export const closeExchange = (): Promise<void> => paper.stop();

/** A public request. */
export const get = (target: string, headers: Record<string, string> = {}): Promise<Received> => {
  time.now += 1000;
  return send(paper.rest, 'GET', base + target, { headers });
};
/** A request with the key. */
export const keyed = (method: string, target: string): Promise<Received> => {
  time.now += 1000;
  return send(paper.rest, method, base + target, { headers: { 'X-JEX-APIKEY': paper.key } });
};
/** A signed request. */
export const signed = (method: string, path: string, sending: Sending = []): Promise<Received> => {
  time.now += 1000;
  return sendSigned(paper, method, base + path, sending);
};
/** The body of an answer; throws when it is a refusal. */
export const answer = async (received: Promise<Received>): Promise<unknown> => {
  const { status, text } = await received;
  if (status !== 200) throw new Error(`refused with ${status}: ${text}`);
  return JSON.parse(text);
};
/** Status, code and message of a refusal. */
export const refusal = async (received: Promise<Received>): Promise<[number, number, string]> => {
  const { status, text } = await received;
  const { code, msg } = JSON.parse(text) as { code: number; msg: string };
  return [status, code, msg];
};
/** `order` with some values replaced; undefined leaves the parameter out. */
export const changed = (changes: Record<string, string | undefined>): Sending =>
  [...order, ...Object.entries(changes).filter(([name]) => !order.some(([known]) => known === name))].flatMap(
    ([name, value]) => {
      const final = name in changes ? changes[name] : value;
      return final === undefined ? [] : [[name, final] as const];
    },
  );
/** Places `order`, with some values replaced, and returns its id. */
export const place = async (changes: Record<string, string> = {}): Promise<string> => {
  const { text } = await signed('POST', '/spot/order', changed(changes));
  return /"orderId":(\d+)/.exec(text)?.[1] ?? `no order: ${text}`;
};
