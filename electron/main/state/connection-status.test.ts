import { describe, expect, it } from 'vitest';
import type { StreamConnection } from '@shared/domain/diagnostics';
import type { ExchangeStatus } from '../exchange/status';
import type { StreamsStatus } from '../exchange/streams/streams-status';
import { connectionStatusOf } from './connection-status';

const exchange = {
  lastAnswerAt: 1_000,
  blockedUntil: null,
  failure: null,
  clock: null,
} as unknown as ExchangeStatus;
const streams = {
  state: 'live',
  live: 2,
  wanted: 2,
  failure: '',
  lastMessageAt: 2_000,
} as unknown as StreamsStatus;
const account = (state: StreamConnection['state']) => [{ state } as StreamConnection];
const live = { state: 'live', confirmedAt: 2_000 } as const;
const polling = { state: 'polling', confirmedAt: 1_000 } as const;

describe('what windows are told of a connection', () => {
  it('is streaming when prices are, whatever a request just met', () => {
    const failed = { ...exchange, failure: { message: 'No route.' } } as ExchangeStatus;
    expect(connectionStatusOf(failed, streams, [], live, 'x')).toMatchObject({
      state: 'streaming',
      failure: 'No route.',
      lastAnswerAt: 2_000,
    });
    expect(connectionStatusOf(failed, streams, [], polling, 'x').state).toBe('offline');
    expect(connectionStatusOf(exchange, streams, [], polling, 'x').state).toBe('polling');
  });

  it('is limited before everything else', () => {
    const blocked = { ...exchange, blockedUntil: 9_000 } as ExchangeStatus;
    expect(connectionStatusOf(blocked, streams, [], live, 'x').state).toBe('limited');
  });

  it("counts the account's own stream, and is not whole without it", () => {
    const told = (state: StreamConnection['state']) =>
      connectionStatusOf(exchange, streams, account(state), live, 'x').streams;
    expect(told('live')).toMatchObject({ state: 'live', live: 3, wanted: 3 });
    expect(told('waiting')).toMatchObject({ state: 'partial', live: 2, wanted: 3 });
    const none = { ...streams, state: 'off', live: 0, wanted: 0 } as StreamsStatus;
    expect(connectionStatusOf(exchange, none, account('live'), live, 'x').streams).toMatchObject({
      state: 'live',
      live: 1,
      wanted: 1,
    });
  });
});
