import { createSecretKey } from 'node:crypto';
import { afterEach, describe, expect, it } from 'vitest';
import { startPaper, type TestPaper } from '../testing';
import { send } from '../testing-requests';
import { isSignedWith, takeApart } from './signature';

// PROTOCOL: known answers.
const secret = 'NhqPtmdSJYdKjVHjA7PZj4Mge3R5YNiP1e3UZjInClVN65XAbvqqM6A7H5fATj0j';
const whole =
  'symbol=LTCBTC&side=BUY&type=LIMIT&timeInForce=GTC&quantity=1&price=0.1&recvWindow=5000&timestamp=1499827319559';
const wholeSignature = 'c8db56825ae71d6d79447849e617115f4a920fa2acdcab2b053c4b2838bd6b71';
const query = 'symbol=LTCBTC&side=BUY&type=LIMIT&timeInForce=GTC';
const body = 'quantity=1&price=0.1&recvWindow=5000&timestamp=1499827319559';
const mixedSignature = '0fd168b8ddb4876a0358a8d14d0c9f3da0e9b20c5d52b2a00fcf7d1c602f9a77';

describe('the signature check', () => {
  const key = createSecretKey(secret, 'utf8');

  it('accepts the known answers in either case of hex', () => {
    expect(isSignedWith(key, Buffer.from(whole), wholeSignature)).toBe(true);
    expect(isSignedWith(key, Buffer.from(query + body), mixedSignature.toUpperCase())).toBe(true);
  });

  it('refuses anything else', () => {
    expect(isSignedWith(key, Buffer.from(`${whole} `), wholeSignature)).toBe(false);
    expect(isSignedWith(key, Buffer.from(whole), wholeSignature.replace('c', 'd'))).toBe(false);
    expect(isSignedWith(key, Buffer.from(whole), '')).toBe(false);
    expect(isSignedWith(key, Buffer.from(whole), 'ü'.repeat(64))).toBe(false);
  });

  it('takes the signature out of the part it stands in and joins the parts without a separator', () => {
    expect(takeApart('a=1&signature=x', '')).toEqual({
      payload: Buffer.from('a=1'),
      signature: 'x',
      last: true,
    });
    expect(takeApart('a=1', 'b=2&signature=x')).toEqual({
      payload: Buffer.from('a=1b=2'),
      signature: 'x',
      last: true,
    });
    expect(takeApart('signature=x&a=1', '').last).toBe(false);
  });
});

describe('the known requests, sent at their time', () => {
  let paper: TestPaper | undefined;
  afterEach(() => paper?.stop());

  it.each([
    ['all in the query', `?${whole}&signature=${wholeSignature}`, ''],
    ['all in the body', '', `${whole}&signature=${wholeSignature}`],
    ['in both, signature in the body', `?${query}`, `${body}&signature=${mixedSignature}`],
    ['in both, signature in the query', `?${query}&signature=${mixedSignature}`, body],
  ])('are accepted %s', async (_where, target, form) => {
    paper = await startPaper({ secret, marketMaker: false, clock: () => 1_499_827_319_600 });
    const { status, text } = await send(paper.rest, 'POST', `/api/v1/spot/order/test${target}`, {
      headers: { 'X-JEX-APIKEY': paper.key, 'Content-Type': 'application/x-www-form-urlencoded' },
      body: form,
    });
    expect([status, text]).toEqual([200, '{}']);
  });
});
