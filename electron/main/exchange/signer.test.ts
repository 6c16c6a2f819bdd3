import { createHmac, createSecretKey } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { endpoints, type Endpoint } from './jex/endpoints';
import * as schema from './jex/schemas';
import {
  decimal,
  inBody,
  inQuery,
  oneOf,
  receiveWindow,
  required,
  symbolName,
  timestamp,
} from './jex/parameters';
import { encodeParameters, signatureOf, withSignature, withTimestamp, type Encoded } from './signer';

// PROTOCOL: "Known answers".
const SECRET = 'NhqPtmdSJYdKjVHjA7PZj4Mge3R5YNiP1e3UZjInClVN65XAbvqqM6A7H5fATj0j';
const secret = createSecretKey(Buffer.from(SECRET));
const ORDER = {
  symbol: 'LTCBTC',
  side: 'BUY',
  type: 'LIMIT',
  timeInForce: 'GTC',
  quantity: '1',
  price: '0.1',
  recvWindow: 5000,
} as const;
const head = [
  required('symbol', symbolName),
  required('side', oneOf('BUY', 'SELL')),
  required('type', oneOf('LIMIT')),
  required('timeInForce', oneOf('GTC')),
] as const;
const tail = [
  required('quantity', decimal),
  required('price', decimal),
  required('recvWindow', receiveWindow),
  timestamp,
] as const;
const row = (parameters: Endpoint['parameters']): Endpoint => ({
  method: 'POST',
  path: '/',
  security: 'TRADE',
  weight: 1,
  parameters,
  answer: schema.nothing,
  effect: false,
});

function encoded(endpoint: Endpoint, values: Record<string, unknown>, stamp = 1499827319559): Encoded {
  const result = encodeParameters(endpoint, values);
  if ('invalid' in result) throw new Error(result.invalid);
  return withTimestamp(endpoint, result, stamp);
}

describe('signing', () => {
  it('gives the known answer with all parameters in one part', () => {
    for (const place of [inQuery, inBody]) {
      expect(signatureOf(secret, encoded(row(place(...head, ...tail)), ORDER))).toBe(
        'c8db56825ae71d6d79447849e617115f4a920fa2acdcab2b053c4b2838bd6b71',
      );
    }
  });

  it('gives the known answer with a query and a body, and sends the signature last, in the body', () => {
    const request = encoded(row([...inQuery(...head), ...inBody(...tail)]), ORDER);
    expect(request).toEqual({
      query: 'symbol=LTCBTC&side=BUY&type=LIMIT&timeInForce=GTC',
      body: 'quantity=1&price=0.1&recvWindow=5000&timestamp=1499827319559',
    });
    const signature = signatureOf(secret, request);
    expect(signature).toBe('0fd168b8ddb4876a0358a8d14d0c9f3da0e9b20c5d52b2a00fcf7d1c602f9a77');
    expect(withSignature(request, signature).body.endsWith(`&signature=${signature}`)).toBe(true);
    expect(withSignature(request, signature).query).toBe(request.query);
  });

  it('signs the bytes as they are sent, also for names that need encoding', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 }), (symbol) => {
        const result = encodeParameters(endpoints.queryOrder, { symbol, orderId: '1' });
        if ('invalid' in result) return;
        const own = createHmac('sha256', SECRET).update(Buffer.from(result.query, 'latin1')).digest('hex');
        expect(signatureOf(secret, result)).toBe(own);
        expect(new URLSearchParams(result.query).get('symbol')).toBe(symbol);
      }),
    );
  });

  it('keeps the order of the table whatever the order of the caller', () => {
    const { body } = encoded(
      endpoints.placeOrder,
      {
        price: '2',
        recvWindow: 9,
        quantity: '1',
        newOrderRespType: 'RESULT',
        type: 'LIMIT',
        side: 'SELL',
        symbol: 'A',
      },
      7,
    );
    expect(body).toBe(
      'symbol=A&side=SELL&type=LIMIT&quantity=1&price=2&newOrderRespType=RESULT&recvWindow=9&timestamp=7',
    );
  });

  it.each([
    [{ symbol: 'A' }, 'orderId is missing'],
    [{ symbol: '', orderId: '1' }, 'symbol must be 1 to 64 characters without spaces or control characters'],
    [
      { symbol: 'A\n', orderId: '1' },
      'symbol must be 1 to 64 characters without spaces or control characters',
    ],
    [{ symbol: 'A', orderId: '1.5' }, 'orderId must be 1 to 40 digits'],
    [{ symbol: 'A', orderId: 1 }, 'orderId must be 1 to 40 digits'],
    [{ symbol: 'A', orderId: '1', recvWindow: 60_001 }, 'recvWindow must be 1 to 60000 milliseconds'],
    [
      { symbol: 'A', orderId: '1', extra: 1 },
      '"extra" is not a parameter that a caller gives to this endpoint',
    ],
    [
      { symbol: 'A', orderId: '1', timestamp: 1 },
      '"timestamp" is not a parameter that a caller gives to this endpoint',
    ],
  ])('refuses %j: %s', (values, reason) => {
    expect(encodeParameters(endpoints.queryOrder, values)).toEqual({ invalid: reason });
  });

  it('refuses every price and quantity that is not a plain decimal', () => {
    for (const price of ['-1', '1e5', '0x10', '', ' 1', '1,5', '１', 'NaN', '1.', '.5', '+1', 1, null]) {
      const values = { symbol: 'A', side: 'BUY', type: 'LIMIT', quantity: '1', price };
      expect(encodeParameters(endpoints.placeOrder, values)).toEqual({
        invalid: 'price must be a plain decimal such as 0.015',
      });
    }
  });
});
