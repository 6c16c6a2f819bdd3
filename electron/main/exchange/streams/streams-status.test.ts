import { describe, expect, it } from 'vitest';
import type { StreamConnection } from '@shared/domain/diagnostics';
import { streamsStatus } from './streams-status';

const connection = (state: StreamConnection['state'], failures: number) =>
  ({ state, failures }) as StreamConnection;
const told = (connections: readonly StreamConnection[], lacking = 0, failure = 'It broke.') => {
  const { state, failure: words } = streamsStatus(connections, lacking, failure, {
    messages: 0,
    bytes: 0,
    lastMessageAt: null,
  });
  return [state, words];
};

describe('the state of the streams', () => {
  it('is off while none is wanted', () => expect(told([])).toEqual(['off', '']));

  it('is connecting after a break or a wake-up, and unreachable when an attempt has failed', () => {
    expect(told([connection('connecting', 0)])).toEqual(['connecting', 'It broke.']);
    expect(told([connection('waiting', 1)])).toEqual(['unreachable', 'It broke.']);
  });

  it('is partial while some are live, or live ones lack streams, and live without a failure when all are', () => {
    expect(told([connection('live', 0), connection('waiting', 3)])).toEqual(['partial', 'It broke.']);
    expect(told([connection('live', 0)], 1)).toEqual(['partial', 'It broke.']);
    expect(told([connection('live', 0)])).toEqual(['live', '']);
  });
});
