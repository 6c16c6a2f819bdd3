import { afterAll, describe, expect, it } from 'vitest';
import { startPaper, type TestPaper } from '../testing';
import { parseJson } from '../testing-json';
import { send, sendSigned } from '../testing-requests';
import { pause } from '@shared/testing-pause';
import { type Heard, listen } from '../testing-streams';

/** A stream that says the same each second. */
const TOP = '/ws/btcusdt@spotDepth5';

const started: TestPaper[] = [];
// Not when each test is over: many run at once, and after a wait nobody knows which one it is.
afterAll(() => Promise.all(started.map((paper) => paper.stop())));

async function start(): Promise<TestPaper> {
  const paper = await startPaper({ marketMaker: false });
  started.push(paper);
  return paper;
}
const ping = (paper: TestPaper) => send(paper.rest, 'GET', '/api/v1/ping');
const any = () => true;

/** Resolves when `count` more messages than `from` have come. */
async function more(heard: Heard, count: number, from = heard.messages.length): Promise<void> {
  for (let index = 0; index < count; index++) await heard.next(any, { from: from + index });
}

async function listenKey(paper: TestPaper): Promise<string> {
  const { text } = await send(paper.rest, 'POST', '/api/v1/userDataStream', {
    headers: { 'X-JEX-APIKEY': paper.key },
  });
  return (JSON.parse(text) as { listenKey: string }).listenKey;
}

async function place(paper: TestPaper): Promise<void> {
  const { status } = await sendSigned(paper, 'POST', '/api/v1/spot/order', [
    ['symbol', 'LTCUSDT'],
    ['side', 'BUY'],
    ['type', 'LIMIT'],
    ['quantity', '1'],
    ['price', '50'],
  ]);
  expect(status).toBe(200);
}

describe.concurrent('a scheduled fault of streams', () => {
  it.each([
    ['reset', 1006],
    ['close', 1011],
  ] as const)('cuts open connections once by %s, and not the next one', async (how, code) => {
    const paper = await start();
    const [first, other] = [
      await listen(paper.stream, TOP),
      await listen(paper.stream, '/ws/ethusdt@spotDepth5'),
    ];
    paper.faults([{ stream: 'btcusdt@*', action: { kind: 'cut', how } }]);
    expect((await first.ended).code).toBe(code);
    const next = await listen(paper.stream, TOP);
    await Promise.all([more(next, 1), more(other, 1)]);
  });

  it('cuts each connection as it opens, or after so many messages', async () => {
    const paper = await start();
    paper.faults([{ stream: '*', count: 1, action: { kind: 'cut', on: 'opening' } }]);
    await (
      await listen(paper.stream, TOP)
    ).ended;
    await more(await listen(paper.stream, TOP), 1);
    const heard = await listen(paper.stream, TOP);
    paper.faults([{ stream: '*ethusdt*', action: { kind: 'cut', on: 'message' } }]);
    await more(heard, 1);
    paper.faults([{ stream: 'btcusdt@spotDepth5', after: 3, action: { kind: 'cut', on: 'message' } }]);
    expect((await heard.ended).code).toBe(1006);
  });

  it('ends a connection as 24 hours do', async () => {
    const paper = await start();
    const heard = await listen(paper.stream, TOP);
    paper.faults([{ stream: '*', action: { kind: 'end' } }]);
    expect(await heard.ended).toEqual({ code: 1001, reason: '24 hours are over' });
  });

  it('silences one stream of a connection for a time, which still answers pings', async () => {
    const paper = await start();
    const heard = await listen(paper.stream, '/stream?streams=btcusdt@spotDepth5/ethusdt@spotDepth5');
    const isBtc = ({ stream }: { stream: string }) => stream.startsWith('btc');
    await heard.next(isBtc);
    paper.faults([{ stream: 'btcusdt@*', action: { kind: 'silence', ms: 2500 } }]);
    const from = heard.messages.length;
    const pong = new Promise((resolve) => heard.socket.once('pong', resolve));
    heard.socket.ping();
    await pong;
    await heard.next(isBtc, { from });
    const before = heard.messages.slice(from).findIndex((message) => isBtc(message as { stream: string }));
    expect(before).toBeGreaterThanOrEqual(2);
  });

  it('silences for good, but not the connection that follows', async () => {
    const paper = await start();
    const heard = await listen(paper.stream, TOP);
    paper.faults([{ stream: '*', action: { kind: 'silence' } }]);
    const next = await listen(paper.stream, TOP);
    await more(next, 2);
    expect(heard.messages).toEqual([]);
    expect(heard.socket.readyState).toBe(heard.socket.OPEN);
  });

  it('refuses streams by an answer, an end, a reset or nothing, while REST answers', async () => {
    const paper = await start();
    const attempt = () => listen(paper.stream, TOP);
    paper.faults([{ stream: '*', action: { kind: 'refuse' } }]);
    await expect(attempt()).rejects.toThrow('503');
    for (const how of ['drop', 'reset'] as const) {
      paper.faults([{ stream: '*', action: { kind: 'refuse', how } }]);
      await expect(attempt()).rejects.toThrow();
    }
    paper.faults([{ stream: '*', action: { kind: 'refuse', how: 'hang' } }]);
    const hung = attempt().then(any, () => false);
    expect(await Promise.race([hung, pause(300).then(() => 'nothing')])).toBe('nothing');
    expect((await ping(paper)).status).toBe(200);
    paper.faults([]);
    await more(await attempt(), 1);
  });

  it('delays a message and those after it, in order', async () => {
    const paper = await start();
    const heard = await listen(paper.stream, '/stream?streams=btcusdt@spotTicker/ethusdt@spotTicker');
    paper.faults([{ stream: 'btcusdt@*', count: 1, action: { kind: 'delay', ms: 1500 } }]);
    const late = await heard.next<{ data: { E: number } }>(any);
    expect(paper.exchange.now() - late.data.E).toBeGreaterThanOrEqual(1500);
    await more(heard, 3, 1);
    const times = heard.messages.map((message) => (message as typeof late).data.E);
    expect(times).toEqual([...times].sort());
  });

  it('drops, duplicates and reorders messages', async () => {
    const paper = await start();
    const heard = await listen(paper.stream, '/ws/btcusdt@spotTicker');
    await more(heard, 1);
    paper.faults([
      { stream: '*', count: 1, action: { kind: 'drop' } },
      { stream: '*', count: 1, action: { kind: 'duplicate' } },
      { stream: '*', count: 1, action: { kind: 'reorder' } },
    ]);
    await more(heard, 4, 1);
    const [first, second, again, overtaking, overtaken] = heard.messages.map(
      (message) => (message as { E: number }).E,
    ) as [number, number, number, number, number];
    expect(second - first).toBeGreaterThan(1500);
    expect(again).toBe(second);
    expect(overtaken).toBeGreaterThan(again);
    expect(overtaking).toBeGreaterThan(overtaken);
  });

  it('corrupts a message: not JSON, a field missing, of a wrong type, or with a given value', async () => {
    const paper = await start();
    const heard = await listen(paper.stream, '/ws/btcusdt@spotKline_1M');
    paper.faults([
      { stream: '*', count: 1, action: { kind: 'corrupt', how: 'json' } },
      { stream: '*', count: 1, action: { kind: 'corrupt', how: 'missing', field: 'k.o' } },
      { stream: '*', count: 1, action: { kind: 'corrupt', how: 'type', field: 's' } },
      { stream: '*', count: 1, action: { kind: 'corrupt', how: 'value', field: 'k.c', value: '-1' } },
      { stream: '*', count: 1, action: { kind: 'corrupt', how: 'missing' } },
    ]);
    await more(heard, 6, 0);
    const [cut, missing, type, value, some, whole] = heard.messages as Record<
      string,
      Record<string, unknown>
    >[];
    expect(cut).toBeUndefined();
    expect(Object.keys(missing!['k']!)).toEqual(['t', 'T', 's', 'i', 'c', 'h', 'l', 'v', 'q']);
    expect(type!['s']).toEqual({});
    expect(value!['k']!['c']).toBe('-1');
    expect(Object.keys(some!).length).toBe(3);
    expect(Object.keys(whole!)).toEqual(['e', 'E', 's', 'k']);
  });

  it('makes a frame larger than anything of the protocol', async () => {
    const paper = await start();
    const heard = await listen(paper.stream, TOP);
    paper.faults([{ stream: '*', count: 1, action: { kind: 'oversize', bytes: 3_000_000 } }]);
    await more(heard, 2, 0);
    expect(heard.texts[0]!.length).toBe(3_000_000);
    expect(heard.messages[0]).toEqual(heard.messages[1]);
  });

  it('expires the listen key: its connection is closed, and it cannot be extended', async () => {
    const paper = await start();
    const key = await listenKey(paper);
    const heard = await listen(paper.stream, `/ws/${key}`);
    paper.faults([{ stream: 'account', action: { kind: 'expire' } }]);
    expect(await heard.ended).toEqual({ code: 1008, reason: 'the listen key has ended' });
    const { text } = await send(paper.rest, 'PUT', `/api/v1/userDataStream?listenKey=${key}`, {
      headers: { 'X-JEX-APIKEY': paper.key },
    });
    expect(parseJson(text)).toMatchObject({ code: -1125 });
    expect(await listenKey(paper)).not.toBe(key);
  });

  it('reaches the events of the account', async () => {
    const paper = await start();
    const heard = await listen(paper.stream, `/ws/${await listenKey(paper)}`);
    paper.faults([{ stream: 'account', count: 1, action: { kind: 'drop' } }]);
    await place(paper);
    expect(await heard.next(any)).toMatchObject({ e: 'accountSpotInfo' });
  });

  it('hits by the seed alone where it has a probability', async () => {
    const hits = async () => {
      const paper = await start();
      paper.faults([{ path: '/api/v1/ping', probability: 0.5, action: { kind: 'answer', status: 503 } }]);
      const statuses: number[] = [];
      for (let count = 0; count < 40; count++) statuses.push((await ping(paper)).status);
      return statuses;
    };
    const first = await hits();
    expect(await hits()).toEqual(first);
    const hit = first.filter((status) => status === 503).length;
    expect(hit).toBeGreaterThan(8);
    expect(hit).toBeLessThan(32);
  });
});

describe.concurrent('a freeze of the whole server', () => {
  it('answers nothing on open and new connections, and everything when it is over', async () => {
    const paper = await start();
    const heard = await listen(paper.stream, TOP);
    await more(heard, 1);
    paper.faults([{ action: { kind: 'freeze' } }]);
    let ponged = false;
    heard.socket.once('pong', () => (ponged = true));
    heard.socket.ping();
    const from = heard.messages.length;
    const asked = ping(paper);
    const opening = listen(paper.stream, TOP);
    const nothing = pause(2500).then(() => 'nothing');
    expect(await Promise.race([asked, opening, nothing])).toBe('nothing');
    expect([heard.messages.length, ponged, heard.socket.readyState]).toEqual([
      from,
      false,
      heard.socket.OPEN,
    ]);
    paper.faults([]);
    expect((await asked).status).toBe(200);
    await Promise.all([more(await opening, 1), more(heard, 1)]);
    expect(ponged).toBe(true);
  });

  it('is over after its time, and can be ended with the server', async () => {
    const paper = await start();
    paper.faults([{ action: { kind: 'freeze', ms: 400 } }]);
    const begun = performance.now();
    expect((await ping(paper)).status).toBe(200);
    expect(performance.now() - begun).toBeGreaterThan(350);
    paper.faults([{ action: { kind: 'freeze' } }]);
    const asked = ping(paper).then(any, () => 'closed');
    await pause(50);
    await paper.stop();
    expect(await asked).toBe('closed');
  });
});

describe('a rule that is not well-formed', () => {
  it.each([
    [{ stream: '', action: { kind: 'drop' } }, 'faults.0.stream'],
    [{ stream: '*', action: { kind: 'explode' } }, 'faults.0.action.kind'],
    [{ stream: '*', action: { kind: 'delay' } }, 'faults.0.action.ms'],
    [{ stream: '*', action: { kind: 'delay', ms: -1 } }, 'faults.0.action.ms'],
    [{ stream: '*', action: { kind: 'cut', how: 'gently' } }, 'faults.0.action.how'],
    [{ stream: '*', action: { kind: 'cut', on: 'sunday' } }, 'faults.0.action.on'],
    [{ stream: '*', action: { kind: 'corrupt' } }, 'faults.0.action.how'],
    [{ stream: '*', action: { kind: 'oversize', bytes: 1e12 } }, 'faults.0.action.bytes'],
    [{ stream: '*', probability: 2, action: { kind: 'drop' } }, 'faults.0.probability'],
    [{ stream: '*', path: '/ws', action: { kind: 'drop' } }, 'faults.0.path'],
    [{ method: 'GET', action: { kind: 'silence' } }, 'faults.0.action.kind'],
    [{ action: { kind: 'freeze', ms: 'long' } }, 'faults.0.action.ms'],
    [{ count: 1, action: { kind: 'freeze' } }, 'faults.0.count'],
  ])('%o is refused, naming %s', async (rule, field) => {
    const paper = await start();
    expect(() => paper.faults([rule as never])).toThrow(
      expect.objectContaining({ name: 'FaultRuleError', field }) as Error,
    );
  });
});
