import { normalize } from '../../shared/domain/decimal';
import { encode, send, sign, type Sending } from '../../electron/paper/testing-requests';

/** Where an exchange is and with which key to ask it. */
export interface ExchangeAccess {
  readonly rest: string;
  readonly key: string;
  readonly secret: string;
}

/** Amounts without needless zeros, by asset. */
export type Holdings = Readonly<Record<string, { readonly free: string; readonly locked: string }>>;

interface ExchangeOrder {
  readonly symbol: string;
  readonly orderId: string;
  readonly price: string;
  readonly origQty: string;
  readonly executedQty: string;
  readonly cummulativeQuoteQty: string;
  readonly status: string;
  readonly side: string;
}

interface WireBalance {
  readonly asset: string;
  readonly free: string;
  readonly locked: string;
}

/** The account as the exchange itself tells it, to compare with what the windows show. */
export function accountAt({ rest, key, secret }: ExchangeAccess) {
  async function ask(path: string, sending: Sending = []): Promise<unknown> {
    const { serverTime } = (await plain('/api/v1/time')) as { serverTime: number };
    const query = encode([...sending, ['timestamp', serverTime]]);
    const headers = { 'X-JEX-APIKEY': key };
    return answerOf(
      await send(rest, 'GET', `${path}?${query}&signature=${sign(secret, query)}`, { headers }),
    );
  }

  async function plain(target: string): Promise<unknown> {
    return answerOf(await send(rest, 'GET', target));
  }

  return {
    async holdings(): Promise<Holdings> {
      const { spotBalances } = (await ask('/api/v1/account')) as { spotBalances: readonly WireBalance[] };
      return Object.fromEntries(
        spotBalances.map(({ asset, free, locked }) => [
          asset,
          { free: normalize(free), locked: normalize(locked) },
        ]),
      );
    },
    openOrders: async (symbol: string) =>
      (await ask('/api/v1/spot/openOrders', [['symbol', symbol]])) as ExchangeOrder[],
    allOrders: async (symbol: string) =>
      (await ask('/api/v1/spot/historyOrders', [['symbol', symbol]])) as ExchangeOrder[],
    order: async (symbol: string, orderId: string) =>
      (await ask('/api/v1/spot/order', [
        ['symbol', symbol],
        ['orderId', orderId],
      ])) as ExchangeOrder,
    best: async (symbol: string) =>
      (await plain(`/api/v1/spot/ticker/bookTicker?symbol=${symbol}`)) as {
        readonly bidPrice: string;
        readonly askPrice: string;
      },
  };
}

/** Ids keep their digits (PROTOCOL: beyond 2^53). Throws on anything but a good answer. */
function answerOf({ status, text }: { status: number; text: string }): unknown {
  if (status !== 200) throw new Error(`the exchange answered ${status}: ${text}`);
  return JSON.parse(text.replace(/"orderId":\s*(\d+)/g, '"orderId":"$1"'));
}
