import { createSecretKey } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readText } from '../../electron/main/exchange/decoding';
import { interpreted } from '../../electron/main/exchange/interpretation';
import { endpoints, type EndpointName } from '../../electron/main/exchange/jex/endpoints';
import { MalformedEvent, UnknownEvent } from '../../electron/main/exchange/jex/event-fields';
import { readFrame } from '../../electron/main/exchange/jex/frames';
import { eventReader } from '../../electron/main/exchange/jex/market-events';
import { streamName } from '../../electron/main/exchange/jex/stream-names';
import { readUserEvent } from '../../electron/main/exchange/jex/user-events';
import { STREAM_INTERVALS, type StreamRequest } from '../../electron/main/exchange/streams/streams';
import { WIRE } from '../../electron/main/exchange/streams/testing';
import { ANSWERS } from './answers';
import { JSON_JUNK, misspelt, mutated } from './mutate';
import { choices, fuzz, saySeed, type Choose } from './seed';
import { expectSound } from './sound';

saySeed('what a server sends');
// Most of the time would go into where refusals come from.
const { stackTraceLimit } = Error;
beforeAll(() => void (Error.stackTraceLimit = 0));
afterAll(() => void (Error.stackTraceLimit = stackTraceLimit));

const KEY_ID = 'canary-key-id-0123456789';
const SECRET = 'canary-secret-abcdefghijklmnopqrstuvwxyz';
const credentials = { keyId: KEY_ID, secret: createSecretKey(Buffer.from(SECRET)) };

const written = (value: unknown): string => JSON.stringify(value) ?? 'null';

/** A good message with one to three things wrong: in its values, and now and then in its spelling. */
function wrong(good: unknown, choose: Choose): string {
  let value = good;
  const inValues = choose(4);
  for (let damage = inValues; damage > 0; damage -= 1) value = mutated(value, choose, JSON_JUNK);
  const text = written(value);
  return inValues === 0 || choose(3) === 0 ? misspelt(text, choose) : text;
}

const ENDPOINTS = Object.keys(endpoints) as EndpointName[];
const STATUSES = [200, 200, 200, 200, 200, 400, 401, 403, 404, 418, 429, 500, 503, 201, 299];
const HEADERS = ['', '5', '-1', 'soon', '1e9', '99999999999999', 'Fri, 31 Dec 9999 23:59:59 GMT'];

interface Tally {
  sent: number;
  readonly ends: Map<string, number>;
}

const newTally = (): Tally => ({ sent: 0, ends: new Map() });

function count(tally: Tally, end: string): void {
  tally.sent += 1;
  tally.ends.set(end, (tally.ends.get(end) ?? 0) + 1);
}

const say = (what: string, { sent, ends }: Tally): boolean =>
  process.stdout.write(`${sent} ${what}: ${JSON.stringify(Object.fromEntries([...ends].sort()))}\n`);

/** One answer of a server, from its bytes to its outcome, which is one of four and nothing else. */
function answered(endpoint: EndpointName, bytes: Buffer, choose: Choose, tally: Tally): void {
  const decoded = readText(bytes);
  if ('failed' in decoded) {
    count(tally, decoded.failed);
    return;
  }
  const outcome = interpreted(
    {
      kind: 'response',
      status: STATUSES[choose(STATUSES.length)] ?? 200,
      headers: { 'retry-after': HEADERS[choose(HEADERS.length)] },
      text: decoded.text,
      sentAt: 0,
      answeredAt: 1,
    },
    endpoints[endpoint].answer,
    credentials,
    1_700_000_000_000,
  );
  if (outcome.kind === 'answer') expectSound(outcome.value, endpoint);
  else {
    const said = outcome.kind === 'refused' ? outcome.refusal : outcome.reason;
    const wait = said.retryAfterMs ?? 0;
    if (!(wait >= 0 && wait <= 3 * 86_400_000)) throw new Error(`it would wait ${wait} ms`);
    if (said.message.length > 700) throw new Error('a long text of the server is handed on');
    if (said.message.includes(SECRET) || said.message.includes(KEY_ID)) throw new Error('it repeats the key');
  }
  count(tally, outcome.kind === 'unknown' ? outcome.reason.cause : outcome.kind);
}

it('60,000 malformed answers of every endpoint end as a typed error, or as a value that can be believed', async () => {
  const tally = newTally();
  const good = newTally();
  for (const endpoint of ENDPOINTS)
    answered(endpoint, Buffer.from(written(ANSWERS[endpoint])), () => 0, good);
  expect([...good.ends]).toEqual([['answer', ENDPOINTS.length]]);

  const start = fc.integer({ min: 1, max: 2 ** 31 });
  await fuzz(
    fc.property(fc.constantFrom(...ENDPOINTS), start, (endpoint, from) => {
      const choose = choices(from);
      for (let round = 0; round < 25; round += 1) {
        // An error body, an echo of what was sent, or the answer itself, with something wrong in it.
        const base = [ANSWERS[endpoint], ANSWERS[endpoint], { code: -1121, msg: `${SECRET} ${KEY_ID}` }][
          choose(3)
        ];
        answered(endpoint, Buffer.from(wrong(base, choose)), choose, tally);
      }
    }),
    2_200,
  );
  await fuzz(
    fc.property(
      fc.constantFrom(...ENDPOINTS), start, fc.oneof(fc.json(), fc.string(), fc.uint8Array({ maxLength: 200 })),
      (endpoint, from, body) => answered(endpoint, Buffer.from(body as string), choices(from), tally),
    ), 6_000,
  ); // prettier-ignore
  say('answers', tally);
  expect(tally.sent).toBeGreaterThan(60_000);
  for (const end of ['answer', 'refused', 'bad-answer', 'truncated', 'not-json', 'server-fault'])
    expect([end, tally.ends.get(end) ?? 0]).toEqual([end, expect.toSatisfy((times: number) => times > 50)]);
}, 60_000);

const s = 'BTCUSDT';
/** Every stream with a good event of it. */
const STREAMS: readonly (readonly [StreamRequest, unknown])[] = [
  [{ kind: 'trades', symbol: s }, [WIRE.trade(1), WIRE.trade('4613019726031880200')]],
  ...STREAM_INTERVALS.map((interval) => [{ kind: 'kline', symbol: s, interval }, WIRE.kline(60_000, s, interval.toUpperCase())] as const),
  [{ kind: 'miniTicker', symbol: s }, WIRE.miniTicker(s)],
  [{ kind: 'allMiniTickers' }, [WIRE.miniTicker(s), WIRE.miniTicker('ETHUSDT', '0')]],
  [{ kind: 'ticker', symbol: s }, WIRE.ticker(s)],
  [{ kind: 'allTickers' }, [WIRE.ticker(s), WIRE.ticker('ETHUSDT')]],
  ...([5, 10, 20] as const).map((levels) => [{ kind: 'partialDepth', symbol: s, levels }, WIRE.partialDepth()] as const),
  [{ kind: 'depth', symbol: s }, WIRE.depth(7)],
]; // prettier-ignore
const USER_EVENTS: readonly unknown[] = [
  {
    e: 'accountSpotInfo', E: 1_700_000_000_000, u: 1_700_000_000_000, m: 0, t: '0.001',
    B: [{ a: 'BTC', f: '1.5', l: '0', T: true, W: false, D: true }],
  },
  {
    e: 'execSpotReport', E: 1_700_000_000_000, s, S: 'SELL', q: '1', p: '0', X: 'NEW', i: 4613019, z: '0', Z: '0.5',
    O: 1_700_000_000_000,
  },
]; // prettier-ignore

/** One frame, to its event or to a refusal of the two kinds that are counted; anything else that is thrown is a defect. */
function received(read: () => unknown, where: string, isTrade: boolean, tally: Tally): void {
  try {
    const event = read();
    expectSound(event, where, isTrade);
    count(tally, event === null ? 'nothing left of it' : 'event');
  } catch (error) {
    if (!(error instanceof MalformedEvent || error instanceof UnknownEvent)) throw error;
    if (error.message.length > 200) throw new Error('a refusal holds a value');
    count(tally, error.name);
  }
}

it('60,000 malformed frames of every stream are refused, or are events that can be believed', async () => {
  const tally = newTally();
  const market = ([request]: (typeof STREAMS)[number], combined: boolean, text: string): void =>
    received(
      () => readFrame(text, combined, ({ event }) => eventReader(request)(event, () => undefined)),
      streamName(request),
      request.kind === 'trades',
      tally,
    );
  const user = (text: string): void => received(() => readUserEvent(text), 'account', false, tally);

  for (const stream of STREAMS) market(stream, false, written(stream[1]));
  for (const event of USER_EVENTS) user(written(event));
  expect([...tally.ends]).toEqual([['event', STREAMS.length + USER_EVENTS.length]]);

  await fuzz(
    fc.property(fc.nat({ max: STREAMS.length + 2 }), fc.integer({ min: 1, max: 2 ** 31 }), (which, from) => {
      const choose = choices(from);
      for (let round = 0; round < 25; round += 1) {
        const stream = STREAMS[which];
        if (stream === undefined) {
          user(wrong(USER_EVENTS[choose(USER_EVENTS.length)], choose));
          continue;
        }
        const combined = choose(2) === 0;
        const frame = combined ? { stream: streamName(stream[0]), data: stream[1] } : stream[1];
        market(stream, combined, wrong(frame, choose));
      }
    }),
    2_200,
  );
  await fuzz(
    fc.property(fc.constantFrom(...STREAMS), fc.boolean(), fc.oneof(fc.json(), fc.string()), (stream, combined, text) => {
      market(stream, combined, text);
      user(text);
    }),
    3_000,
  ); // prettier-ignore
  say('frames', tally);
  expect(tally.sent).toBeGreaterThan(60_000);
  for (const end of ['event', 'MalformedEvent', 'UnknownEvent'])
    expect([end, tally.ends.get(end) ?? 0]).toEqual([end, expect.toSatisfy((times: number) => times > 500)]);
  expect(Reflect.get({}, 'polluted')).toBeUndefined();
}, 60_000);
