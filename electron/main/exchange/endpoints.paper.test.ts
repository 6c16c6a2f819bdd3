import { createSecretKey } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startPaper, type TestPaper } from '../../paper/testing';
import {
  createExchangeConnection,
  type ExchangeConnection,
  type ExchangeConnectionOptions,
} from './connection';
import { endpoints, type AnswerOf, type EndpointName, type ParamsOf } from './jex/endpoints';
import type { RefusalMeaning } from './jex/errors';
import { Limiter } from './limiter';
import { certainlyNotExecuted, type Outcome } from './outcome';

/*
 * Every row of the endpoint table against the paper exchange: its good answer through the typed client, and each refusal that it
 * can meet through the client's surface. What the client itself turns away (missing, unknown and senseless parameters) is in
 * signer.test.ts.
 */

type Refusal = readonly [code: number, meaning: RefusalMeaning, filter?: string];

interface Row<E extends EndpointName> {
  readonly good: (client: ExchangeConnection) => Promise<ParamsOf<E>>;
  readonly check: (answer: AnswerOf<E>) => void;
  readonly refusals?: readonly {
    readonly when: string;
    readonly params: (client: ExchangeConnection) => Promise<ParamsOf<E>> | ParamsOf<E>;
    readonly refusal: Refusal;
  }[];
}

const SYMBOL = 'BTCUSDT';
const limitBuy = { symbol: SYMBOL, side: 'BUY', type: 'LIMIT', quantity: '0.01', price: '20000' } as const;
const malformed = [-1130, 'malformed'] as const;
const given =
  <T>(params: T) =>
  (): Promise<T> =>
    Promise.resolve(params);

/** A resting order of its own. */
async function resting(client: ExchangeConnection): Promise<{ symbol: string; orderId: string }> {
  const placed = answer(await client.call('placeOrder', limitBuy));
  return { symbol: SYMBOL, orderId: placed.orderId };
}

async function listening(client: ExchangeConnection): Promise<{ listenKey: string }> {
  return answer(await client.call('openUserStream', {}));
}

const noSymbol = <T extends object>(rest: T) =>
  ({
    when: 'the symbol is not listed',
    params: given({ symbol: 'NOSUCH', ...rest }),
    refusal: [-1121, 'symbol'],
  }) as const;

const badLimit = <T extends object>(rest: T, limit: number) =>
  ({
    when: `the limit is ${limit}`,
    params: given({ symbol: SYMBOL, ...rest, limit }),
    refusal: malformed,
  }) as const;

const orderRefusals = [
  noSymbol({ side: 'BUY', type: 'LIMIT', quantity: '1', price: '1' } as const),
  { when: 'the price is zero', params: given({ ...limitBuy, price: '0' }), refusal: [-2010, 'engine'] },
  {
    when: 'the quantity has too many decimals',
    params: given({ ...limitBuy, quantity: '0.0100001' }),
    refusal: [-1111, 'precision'],
  },
  {
    when: 'the price has too many decimals',
    params: given({ ...limitBuy, price: '20000.001' }),
    refusal: [-1111, 'precision'],
  },
  {
    when: 'the price is above the filter',
    params: given({ ...limitBuy, price: '1000001' }),
    refusal: [-9000, 'filter', 'PRICE_FILTER'],
  },
  {
    when: 'the quantity is above the filter',
    params: given({ ...limitBuy, quantity: '1001' }),
    refusal: [-9000, 'filter', 'LOT_SIZE'],
  },
  {
    when: 'the total is too small',
    params: given({ ...limitBuy, quantity: '0.0001' }),
    refusal: [-9000, 'filter', 'MIN_NOTIONAL'],
  },
  {
    when: 'the market is halted',
    params: async (client: ExchangeConnection) => ({ ...limitBuy, symbol: await halted(client) }),
    refusal: [-2010, 'market-closed'],
  },
] as const;

const orderLists = [
  noSymbol({}),
  badLimit({}, 501),
  {
    when: 'the period ends before it begins',
    params: given({ symbol: SYMBOL, startTime: 2, endTime: 1 }),
    refusal: [-1128, 'malformed'],
  },
] as const;

async function halted(client: ExchangeConnection): Promise<string> {
  const { spotSymbols } = answer(await client.call('exchangeInfo', {}));
  return spotSymbols.find(({ status }) => status === 'HALT')?.symbol ?? 'none';
}

const isOrder = expect.objectContaining({
  symbol: SYMBOL,
  side: 'BUY',
  price: '20000.00000000',
  status: 'NEW',
  working: true,
});

const rows: { readonly [E in EndpointName]: Row<E> } = {
  ping: { good: given({}), check: (it) => expect(it).toEqual({}) },
  time: { good: given({}), check: (it) => expect(Math.abs(it.serverTime - Date.now())).toBeLessThan(5_000) },
  exchangeInfo: {
    good: given({}),
    check: (it) => {
      expect(it.spotSymbols.length).toBeGreaterThanOrEqual(16);
      expect(it.spotSymbols.find(({ symbol }) => symbol === SYMBOL)).toMatchObject({
        baseAsset: 'BTC',
        quotePrecision: 2,
      });
      expect(it.rateLimits).toContainEqual({
        rateLimitType: 'orders',
        interval: 'second',
        intervalNum: 1,
        limit: 10,
      });
      expect(it.spotSymbols.some(({ baseAsset }) => /\p{Script=Han}/u.test(baseAsset))).toBe(true);
    },
  },
  depth: {
    good: given({ symbol: SYMBOL, limit: 20 }),
    check: (it) => {
      expect(it.lastUpdateId).toMatch(/^\d+$/);
      expect(it.bids).toHaveLength(20);
      expect(Number(it.asks[0]?.[0])).toBeGreaterThan(Number(it.bids[0]?.[0]));
    },
    refusals: [noSymbol({}), badLimit({}, 7)],
  },
  trades: {
    good: given({ symbol: SYMBOL, limit: 5 }),
    check: (it) =>
      expect(it[0]).toEqual({ price: expect.any(String), qty: expect.any(String), time: expect.any(Number) }),
    refusals: [noSymbol({}), badLimit({}, 61)],
  },
  historicalTrades: {
    good: given({ symbol: SYMBOL, limit: 3 }),
    check: (it) => {
      expect(it).toHaveLength(3);
      expect(it[0]?.id).toMatch(/^\d+$/);
    },
    refusals: [noSymbol({}), badLimit({}, 501)],
  },
  klines: {
    good: given({ symbol: SYMBOL, interval: '1h', limit: 4 }),
    check: (it) => {
      expect(it).toHaveLength(4);
      expect((it[1]?.openTime ?? 0) - (it[0]?.openTime ?? 0)).toBe(3_600_000);
    },
    refusals: [
      noSymbol({ interval: '1h' } as const),
      badLimit({ interval: '1h' } as const, 1001),
      {
        when: 'the period ends before it begins',
        params: given({ symbol: SYMBOL, interval: '1h', startTime: 2, endTime: 1 } as const),
        refusal: [-1128, 'malformed'],
      },
    ],
  },
  avgPrice: {
    good: given({ symbol: SYMBOL }),
    check: (it) => expect(it).toEqual({ mins: 5, price: expect.stringMatching(/^\d+(\.\d+)?$/) }),
    refusals: [noSymbol({})],
  },
  ticker24hr: {
    good: given({ symbol: SYMBOL }),
    check: (it) =>
      expect(it).toEqual([expect.objectContaining({ symbol: SYMBOL, closeTime: expect.any(Number) })]),
    refusals: [noSymbol({})],
  },
  tickerPrice: {
    good: given({}),
    check: (it) => expect(it.length).toBeGreaterThanOrEqual(16),
    refusals: [noSymbol({})],
  },
  bookTicker: {
    good: given({}),
    check: (it) => expect(it.find(({ symbol }) => symbol === SYMBOL)?.bidQty).toMatch(/^\d/),
    refusals: [noSymbol({})],
  },
  placeOrder: {
    good: given({ ...limitBuy, newOrderRespType: 'RESULT', recvWindow: 60_000 }),
    check: (it) =>
      expect(it).toMatchObject({
        symbol: SYMBOL,
        status: 'NEW',
        orderId: expect.stringMatching(/^4613019726\d+$/),
      }),
    refusals: [
      ...orderRefusals,
      {
        when: 'the balance is too small',
        params: given({ ...limitBuy, quantity: '900' }),
        refusal: [-2010, 'insufficient-balance'],
      },
    ],
  },
  testOrder: { good: given(limitBuy), check: (it) => expect(it).toEqual({}), refusals: orderRefusals },
  queryOrder: {
    good: resting,
    check: (it) => expect(it).toEqual(isOrder),
    refusals: [
      noSymbol({ orderId: '1' }),
      {
        when: 'there is no such order',
        params: given({ symbol: SYMBOL, orderId: '9' }),
        refusal: [-2013, 'unknown-order'],
      },
    ],
  },
  cancelOrder: {
    good: resting,
    check: (it) => expect(it).toMatchObject({ symbol: SYMBOL, status: 'CANCELED', executedQty: '0' }),
    refusals: [
      noSymbol({ orderId: '1' }),
      {
        when: 'there is no such order',
        params: given({ symbol: SYMBOL, orderId: '9' }),
        refusal: [-2011, 'unknown-order'],
      },
      {
        when: 'the order is cancelled already',
        params: async (client) => {
          const order = await resting(client);
          await client.call('cancelOrder', order);
          return order;
        },
        refusal: [-2011, 'unknown-order'],
      },
    ],
  },
  openOrders: {
    good: async (client) => ({ symbol: (await resting(client)).symbol, limit: 500 }),
    check: (it) => expect(it).toContainEqual(isOrder),
    refusals: orderLists,
  },
  historyOrders: {
    good: async (client) => {
      const order = await resting(client);
      await client.call('cancelOrder', order);
      return { symbol: SYMBOL, startTime: 0 };
    },
    check: (it) => expect(it.at(-1)).toMatchObject({ symbol: SYMBOL, status: 'CANCELED' }),
    refusals: orderLists,
  },
  account: {
    good: given({}),
    check: (it) =>
      expect(it.spotBalances).toContainEqual(expect.objectContaining({ asset: 'USDT', canTrade: true })),
  },
  openUserStream: { good: given({}), check: (it) => expect(it.listenKey).toMatch(/^[\w-]{10,}$/) },
  keepUserStream: {
    good: listening,
    check: (it) => expect(it).toEqual({}),
    refusals: [
      {
        when: 'the listen key is unknown',
        params: given({ listenKey: 'nosuch' }),
        refusal: [-1125, 'listen-key'],
      },
    ],
  },
  closeUserStream: {
    good: listening,
    check: (it) => expect(it).toEqual({}),
    refusals: [
      {
        when: 'the listen key is unknown',
        params: given({ listenKey: 'nosuch' }),
        refusal: [-1125, 'listen-key'],
      },
    ],
  },
};

let paper: TestPaper;
let client: ExchangeConnection;
/** Shared, so that the tests together stay within 10 orders a second. */
const patient = new Limiter();
const opened: ExchangeConnection[] = [];

beforeAll(async () => {
  paper = await startPaper({ marketMaker: false });
});
afterAll(() => paper.stop());
beforeEach(() => {
  client = connect();
});
afterEach(async () => {
  paper.faults([]);
  await Promise.all(opened.splice(0).map((connection) => connection.close()));
});

function connect(
  options: Partial<ExchangeConnectionOptions> = {},
  key = paper.key,
  secret = paper.secret,
): ExchangeConnection {
  const connection = createExchangeConnection({
    restUrl: paper.rest,
    credentials: { keyId: key, secret: createSecretKey(Buffer.from(secret)) },
    limiter: patient,
    ...options,
  });
  opened.push(connection);
  return connection;
}

function answer<T>(outcome: Outcome<T>): T {
  if (outcome.kind === 'answer') return outcome.value;
  throw new Error(JSON.stringify(outcome));
}

function expectRefusal(outcome: Outcome<unknown>, [code, meaning, filter]: Refusal): void {
  expect(outcome).toMatchObject({ kind: 'refused', refusal: { code, meaning, ...(filter && { filter }) } });
}

/** Each row, with its types kept together. */
function forEachRow(run: <E extends EndpointName>(name: E, row: Row<E>) => void): void {
  for (const name of Object.keys(rows) as EndpointName[]) run(name, rows[name] as Row<typeof name>);
}

forEachRow((name, row) => {
  const { security } = endpoints[name];
  describe(name, () => {
    it('gives its good answer', async () => {
      row.check(answer(await client.call(name, await row.good(client))));
    });

    for (const { when, params, refusal } of row.refusals ?? []) {
      it(`is refused when ${when}`, async () => {
        expectRefusal(await client.call(name, await params(client)), refusal);
      });
    }

    it('is an unknown outcome when the server answers with a fault', async () => {
      const params = await row.good(client);
      const { method, path } = endpoints[name];
      paper.faults([
        { method, path, count: 1, action: { kind: 'answer', status: 500, body: '{"code":-1000,"msg":"x"}' } },
      ]);
      const outcome = await client.call(name, params);
      // The measurement of the clock meets the fault of /time first.
      expect(outcome).toMatchObject({ kind: 'unknown', reason: { cause: 'server-fault', httpStatus: 500 } });
    });

    if (security === 'NONE') return;

    it('is refused with a key that the exchange does not know', async () => {
      const params = await row.good(client);
      expectRefusal(await connect({}, 'another-key').call(name, params), [-2015, 'key-refused']);
    });

    it('is not sent without a key', async () => {
      const params = await row.good(client);
      const outcome = await connect({ credentials: undefined }).call(name, params);
      expect(outcome).toMatchObject({ kind: 'not-sent', reason: { cause: 'no-credentials' } });
    });

    if (security !== 'TRADE' && security !== 'USER_DATA') return;

    it('is refused with a wrong secret', async () => {
      const params = await row.good(client);
      expectRefusal(await connect({}, paper.key, 'wrong').call(name, params), [-1022, 'signature']);
    });
  });
});

it('the 201st open order of a symbol is refused as too many', async () => {
  // The exchange's clock runs ahead, so that 10 orders a second are never reached; recvWindow is wide enough for it.
  let ahead = 0;
  const own = await startPaper({ marketMaker: false, clock: () => Date.now() + ahead });
  const limiter = new Limiter();
  limiter.configure([{ rateLimitType: 'orders', interval: 'second', intervalNum: 1, limit: 1_000 }]);
  const many = connect({ restUrl: own.rest, limiter }, own.key, own.secret);
  const tiny = { ...limitBuy, quantity: '0.001', recvWindow: 60_000 };
  try {
    for (let i = 0; i < 200; i += 1) {
      ahead += 150;
      answer(await many.call('placeOrder', tiny));
    }
    ahead += 150;
    expectRefusal(await many.call('placeOrder', tiny), [-2019, 'too-many-open-orders']);
  } finally {
    await many.close();
    await own.stop();
  }
});

describe('the clock', () => {
  it.each([5_000, -5_000, 3_600_000, -3_600_000])(
    'makes the first order work when the exchange is %i ms away from this machine',
    async (clockOffsetMs) => {
      const skewed = await startPaper({ marketMaker: false, clockOffsetMs });
      try {
        const away = connect({ restUrl: skewed.rest, limiter: new Limiter() }, skewed.key, skewed.secret);
        answer(await away.call('placeOrder', limitBuy));
        const { clock } = away.status.getState();
        expect(Math.abs((clock?.offsetMs ?? 0) - clockOffsetMs)).toBeLessThan(1_000);
      } finally {
        await Promise.all(opened.splice(0).map((connection) => connection.close()));
        await skewed.stop();
      }
    },
  );

  it('is measured again at once after -1021, so that the next order works', async () => {
    let offset = 0;
    const moving = await startPaper({ marketMaker: false, clock: () => Date.now() + offset });
    try {
      const own = connect({ restUrl: moving.rest, limiter: new Limiter() }, moving.key, moving.secret);
      answer(await own.call('placeOrder', limitBuy));
      offset = 3_600_000;
      const early = await own.call('placeOrder', limitBuy);
      expectRefusal(early, [-1021, 'timestamp']);
      expect(certainlyNotExecuted(early)).toBe(true);
      answer(await own.call('placeOrder', limitBuy));
      offset = -3_600_000;
      expectRefusal(await own.call('placeOrder', limitBuy), [-1021, 'timestamp']);
      answer(await own.call('placeOrder', limitBuy));
    } finally {
      await Promise.all(opened.splice(0).map((connection) => connection.close()));
      await moving.stop();
    }
  });
});

describe('the limits', () => {
  it('hold orders back instead of meeting -1015', async () => {
    const own = await startPaper({ marketMaker: false });
    try {
      const busy = connect({ restUrl: own.rest, limiter: new Limiter() }, own.key, own.secret);
      const outcomes = await Promise.all(Array.from({ length: 25 }, () => busy.call('testOrder', limitBuy)));
      expect(outcomes.every(({ kind }) => kind === 'answer')).toBe(true);
      const orders = await Promise.all(Array.from({ length: 25 }, () => busy.call('placeOrder', limitBuy)));
      expect(orders.map(({ kind }) => kind)).toEqual(orders.map(() => 'answer'));
      expect(busy.status.getState()).toMatchObject({
        orderCount: 25,
        orderLimit: 100_000,
        blockedUntil: null,
      });
    } finally {
      await Promise.all(opened.splice(0).map((connection) => connection.close()));
      await own.stop();
    }
  });

  it('are met as -1015 by an account that trades elsewhere too, and then nothing is sent before Retry-After', async () => {
    const own = await startPaper({ marketMaker: false });
    try {
      const limiter = new Limiter();
      limiter.configure([{ rateLimitType: 'orders', interval: 'second', intervalNum: 1, limit: 1_000 }]);
      const eager = connect({ restUrl: own.rest, limiter }, own.key, own.secret);
      await eager.warm();
      const outcomes = await Promise.all(
        Array.from({ length: 60 }, () => eager.call('placeOrder', limitBuy, { patienceMs: 100 })),
      );
      const refusal = outcomes.find(({ kind }) => kind === 'refused');
      expect(refusal).toMatchObject({
        refusal: { code: -1015, meaning: 'rate-limit', httpStatus: 429, retryAfterMs: 1_000 },
      });
      expect(await eager.call('ping', {}, { patienceMs: 100 })).toMatchObject({
        kind: 'not-sent',
        reason: { cause: 'rate-limit' },
      });
      expect(eager.status.getState().blockedUntil).toBeGreaterThan(Date.now());
      answer(await eager.call('ping', {}));
      expect(eager.status.getState().blockedUntil).toBeNull();
    } finally {
      await Promise.all(opened.splice(0).map((connection) => connection.close()));
      await own.stop();
    }
  });

  it('are obeyed by every connection of the app to that exchange after 429 and 418', async () => {
    const limiter = new Limiter();
    const one = connect({ limiter });
    const other = connect({ limiter });
    await other.warm();
    const faultOf = (status: number, seconds: string) =>
      ({
        count: 1,
        action: { kind: 'answer', status, headers: { 'Retry-After': seconds }, body: '' },
      }) as const;
    paper.faults([faultOf(429, '1')]);
    expect(await one.call('ping', {})).toMatchObject({
      kind: 'refused',
      refusal: { code: 0, meaning: 'rate-limit', httpStatus: 429, retryAfterMs: 1_000 },
    });
    expect(await other.call('placeOrder', limitBuy, { patienceMs: 0 })).toMatchObject({
      kind: 'not-sent',
      reason: { cause: 'rate-limit' },
    });
    answer(await other.call('ping', {}));
    paper.faults([faultOf(418, '120')]);
    expect(await one.call('ping', {})).toMatchObject({
      kind: 'refused',
      refusal: { httpStatus: 418, retryAfterMs: 120_000 },
    });
    const held = await other.call('placeOrder', limitBuy);
    expect(held).toMatchObject({ kind: 'not-sent', reason: { cause: 'rate-limit' } });
    expect(held.kind === 'not-sent' && held.reason.retryAfterMs).toBeGreaterThan(110_000);
    expect(other.status.getState().blockedUntil).toBeGreaterThan(Date.now() + 110_000);
  });
});
