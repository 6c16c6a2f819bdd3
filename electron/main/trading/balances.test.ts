import { describe, expect, it } from 'vitest';
import { FakeTime } from '../exchange/testing';
import type { AccountEvent } from '../exchange/streams/user-events';
import { createBalances } from './balances';
import { balance, NO_BALANCES } from './testing';

const answer = (updateTime: number, ...spotBalances: ReturnType<typeof balance>[]) => ({
  ...NO_BALANCES,
  updateTime,
  spotBalances,
});
const event = (
  eventTime: number,
  updateTime: number,
  ...balances: AccountEvent['balances'][number][]
): AccountEvent => ({ kind: 'account', eventTime, updateTime, balances });

/** Balances that an answer told when the account had last changed at 100: 10 USDT and 1 BTC. */
function balancesWith() {
  const time = new FakeTime();
  const balances = createBalances('a', time);
  const take = (told: ReturnType<typeof answer>, mark = balances.mark()) =>
    balances.replace(told, mark, time.wall());
  take(answer(100, balance('USDT', '10'), balance('BTC', '1')));
  const free = (asset: string) => balances.state()?.spot.find((candidate) => candidate.asset === asset)?.free;
  return { time, balances, take, free };
}

describe('balances', () => {
  it('are unknown before the first answer, which takes in what events told meanwhile', () => {
    const balances = createBalances('a');
    balances.applyEvent(event(201, 200, balance('BTC', '2')));
    expect(balances.state()).toBeNull();
    balances.replace(answer(100, balance('USDT', '10'), balance('BTC', '1')), balances.mark(), 5);
    expect(balances.state()).toEqual({
      accountId: 'a',
      spot: [balance('BTC', '2'), balance('USDT', '10')],
      contract: [],
      option: [],
      updateTime: 200,
      state: 'loading',
      confirmedAt: 5,
    });
  });

  it('an event replaces the assets it names and leaves the others', () => {
    const { balances, free } = balancesWith();
    expect(balances.applyEvent(event(201, 200, balance('USDT', '7'), balance('ETH', '3')))).toEqual({
      changed: true,
      doubtful: false,
    });
    expect([free('USDT'), free('BTC'), free('ETH')]).toEqual(['7', '1', '3']);
  });

  it('of events in the wrong order each asset keeps the newer one', () => {
    const { balances, free } = balancesWith();
    balances.applyEvent(event(301, 300, balance('USDT', '7')));
    balances.applyEvent(event(201, 200, balance('USDT', '8'), balance('BTC', '2')));
    expect([free('USDT'), free('BTC')]).toEqual(['7', '2']);
  });

  it('an event is not taken when its account is older than the known one, whatever its own time says', () => {
    const { balances, free } = balancesWith();
    balances.applyEvent(event(301, 300, balance('USDT', '7')));
    balances.applyEvent(event(302, 250, balance('USDT', '8')));
    expect(free('USDT')).toBe('7');
  });

  it('an event of a time that an answer covers does not undo it', () => {
    const { balances, free } = balancesWith();
    expect(balances.applyEvent(event(301, 90, balance('USDT', '8'))).changed).toBe(false);
    expect(balances.applyEvent(event(302, 90, balance('ETH', '1'))).changed, 'not listed then').toBe(false);
    expect(balances.applyEvent(event(303, 100, balance('USDT', '9'))), 'the same millisecond').toEqual({
      changed: false,
      doubtful: true,
    });
    expect(free('USDT')).toBe('10');
  });

  it('an answer that was asked for before an event does not undo it, and still tells the rest', () => {
    const { balances, take, free } = balancesWith();
    const mark = balances.mark();
    balances.applyEvent(event(301, 300, balance('USDT', '7')));
    expect(take(answer(200, balance('USDT', '8'), balance('BTC', '2')), mark)).toEqual({
      differing: ['BTC'],
      doubtful: false,
    });
    expect([free('USDT'), free('BTC')]).toEqual(['7', '2']);
  });

  it('an answer of the same millisecond as an event leaves a doubt', () => {
    const { balances, take, free } = balancesWith();
    const mark = balances.mark();
    balances.applyEvent(event(300, 300, balance('USDT', '7')));
    expect(take(answer(300, balance('USDT', '8'), balance('BTC', '1')), mark)).toEqual({
      differing: [],
      doubtful: true,
    });
    expect(free('USDT')).toBe('7');
    expect(take(answer(300, balance('USDT', '6'), balance('BTC', '1'))).differing).toEqual(['USDT']);
    expect(free('USDT')).toBe('6');
  });

  it('an answer that calls itself older than an event before it is believed 2 s later only', async () => {
    const { time, balances, take, free } = balancesWith();
    balances.applyEvent(event(301, 300, balance('USDT', '7')));
    const old = answer(200, balance('USDT', '8'), balance('BTC', '1'));
    expect(take(old)).toEqual({ differing: [], doubtful: true });
    expect(free('USDT')).toBe('7');
    await time.pass(2_000);
    expect(take(old)).toEqual({ differing: ['USDT'], doubtful: false });
    expect(free('USDT')).toBe('8');
  });

  it('an asset that the answer lists no more is gone', () => {
    const { take, free } = balancesWith();
    expect(take(answer(200, balance('USDT', '10'))).differing).toEqual(['BTC']);
    expect(free('BTC')).toBeUndefined();
  });
});
