import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startPaper, type TestPaper } from '../testing';
import { send, sendSigned } from '../testing-requests';
import { type Heard, listen } from '../testing-streams';

let now = 1_760_000_000_000;
let paper: TestPaper;
const open: Heard[] = [];
beforeAll(async () => {
  paper = await startPaper({ marketMaker: false, clock: () => now });
});
afterAll(async () => {
  for (const heard of open) heard.close();
  await paper.stop();
});

async function connect(target: string): Promise<Heard> {
  const heard = await listen(paper.stream, target);
  open.push(heard);
  return heard;
}

/** Status and body of the answer to a request to become a WebSocket. */
async function refusal(target: string): Promise<[number, { code: number; msg: string }]> {
  const { status, text } = await send(paper.rest, 'GET', target, {
    headers: {
      Connection: 'Upgrade',
      Upgrade: 'websocket',
      'Sec-WebSocket-Version': '13',
      'Sec-WebSocket-Key': 'dGhlIHNhbXBsZSBub25jZQ==',
    },
  });
  return [status, JSON.parse(text) as { code: number; msg: string }];
}

const keyed = async (method: string, query = '') => {
  const { status, text } = await send(paper.rest, method, `/api/v1/userDataStream${query}`, {
    headers: { 'X-JEX-APIKEY': paper.key },
  });
  expect(status).toBe(200);
  return (JSON.parse(text) as { listenKey: string }).listenKey;
};

const ten = Array.from({ length: 10 }, (_, index) => `btcusdt@${['spotTrade', 'spotTicker', 'spotMiniTicker', 'spotDepth', 'spotDepth5', 'spotDepth10', 'spotDepth20', 'spotKline_1M', 'spotKline_1W', 'spotKline_4H'][index]}`); // prettier-ignore

describe('a raw stream', () => {
  it('sends events as they are', async () => {
    const heard = await connect('/ws/btcusdt@spotTicker');
    expect(await heard.next(() => true)).toMatchObject({ e: '24hrSpotTicker', s: 'BTCUSDT' });
  });

  it('may have its name percent-encoded', async () => {
    const heard = await connect('/ws/btcusdt%40spotTicker');
    expect(await heard.next(() => true)).toMatchObject({ s: 'BTCUSDT' });
  });
});

describe('a combined stream', () => {
  it('wraps events of up to ten streams with their names', async () => {
    const heard = await connect(`/stream?streams=${ten.join('/')}`);
    for (const name of ten.filter((each) => !/Trade|spotDepth$/.test(each)))
      expect(await heard.next(({ stream }: { stream: string }) => stream === name)).toEqual({
        stream: name,
        data: expect.any(Object) as unknown,
      });
  });

  it('can hold the stream of the account, under its key', async () => {
    const key = await keyed('POST');
    const heard = await connect(`/stream?streams=btcusdt@spotDepth5/${key}`);
    await sendSigned(paper, 'POST', '/api/v1/spot/order', [
      ['symbol', 'LTCUSDT'], ['side', 'BUY'], ['type', 'LIMIT'], ['quantity', '1'], ['price', '50'],
    ]); // prettier-ignore
    expect(await heard.next(({ stream }: { stream: string }) => stream === key)).toMatchObject({
      data: { e: 'execSpotReport', s: 'LTCUSDT' },
    });
  });
});

describe('a request for streams is refused', () => {
  it.each([
    ['/ws/btcusdt@spotNothing', 400, -1130, "no stream 'btcusdt@spotNothing'"],
    ['/ws/btcusdt@spotDepth7', 400, -1130, "no stream 'btcusdt@spotDepth7'"],
    ['/ws/btcusdt@spotKline_3M', 400, -1130, "no stream 'btcusdt@spotKline_3M'"],
    ['/ws/btcusdt@spotKline_toString', 400, -1130, 'spotKline_toString'],
    ['/ws/btcusdt', 400, -1130, "no stream 'btcusdt'"],
    ['/ws/@spotTrade', 400, -1130, "no stream '@spotTrade'"],
    ['/ws/nopeusdt@spotTrade', 400, -1121, "'nopeusdt'"],
    ['/ws/BTCUSDT@spotTrade', 400, -1121, 'must be lower case'],
    [`/ws/${'x'.repeat(500)}`, 400, -1130, `'${'x'.repeat(64)}…'`],
    [`/ws/${'0'.repeat(64)}`, 400, -1125, 'listenKey does not exist'],
    ['/ws/', 400, -1102, "'streams'"],
    ['/ws/%E0%A4%A', 400, -1100, 'Illegal characters'],
    ['/stream', 400, -1102, "'streams'"],
    ['/stream?streams=', 400, -1105, "'streams'"],
    ['/stream?streams=btcusdt@spotTrade//', 400, -1105, "'streams'"],
    ['/stream?streams=btcusdt@spotTrade/nopeusdt@spotTrade', 400, -1121, "'nopeusdt@spotTrade'"],
    [`/stream?streams=${[...ten, 'ethusdt@spotTrade'].join('/')}`, 400, -1101, "at most '10'"],
    ['/elsewhere', 404, -1020, 'not supported'],
  ])('for %s with %i, %i', async (target, status, code, words) => {
    const [gotStatus, { code: gotCode, msg }] = await refusal(target);
    expect([gotStatus, gotCode]).toEqual([status, code]);
    expect(msg).toContain(words);
  });
});

describe('frames of a client', () => {
  it('are not read, and end the connection beyond 4096 bytes', async () => {
    const heard = await connect('/ws/btcusdt@spotTicker');
    heard.socket.send('{"method":"SUBSCRIBE"}');
    heard.socket.send('x'.repeat(4096));
    await heard.next(() => true, { from: heard.messages.length });
    heard.socket.send('x'.repeat(4097));
    expect((await heard.ended).code).toBe(1009);
  });
});

describe('a listen key', () => {
  it.each([
    ['is deleted', (key: string) => keyed('DELETE', `?listenKey=${key}`)],
    ['was not extended for 60 minutes', () => void (now += 3_600_000)],
  ])('that %s ends its connection, and no other', async (_, end) => {
    const other = await connect('/ws/btcusdt@spotTicker');
    const key = await keyed('POST');
    const heard = await connect(`/ws/${key}`);
    await end(key);
    expect(await heard.ended).toEqual({ code: 1008, reason: 'the listen key has ended' });
    expect((await refusal(`/ws/${key}`))[1].code).toBe(-1125);
    await other.next(() => true, { from: other.messages.length });
  });

  it('that was extended goes on', async () => {
    const key = await keyed('POST');
    const heard = await connect(`/ws/${key}`);
    now += 1_800_000;
    await keyed('PUT', `?listenKey=${key}`);
    now += 1_900_000;
    await (await connect('/ws/btcusdt@spotTicker')).next(() => true);
    expect(heard.socket.readyState).toBe(heard.socket.OPEN);
  });
});

describe('streams that nobody follows', () => {
  it('are not made', async () => {
    const history = paper.exchange.markets.get('ADAUSDT')!.history;
    let asked = 0;
    const span = history.span.bind(history);
    history.span = (...span_) => {
      asked++;
      return span(...span_);
    };
    const heard = await connect('/ws/adausdt@spotKline_1M');
    await heard.next(() => true);
    heard.socket.close();
    await heard.ended;
    const witness = await connect('/ws/btcusdt@spotTicker');
    await witness.next(() => true);
    const before = asked;
    expect(before).toBeGreaterThan(0);
    await witness.next(() => true, { from: witness.messages.length });
    expect(asked).toBe(before);
  });
});
