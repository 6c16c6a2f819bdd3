import { describe, expect, it } from 'vitest';
import type { ConnectionStatus } from '@shared/domain/connection';
import { INCIDENT_KINDS, type Diagnostics, type IncidentKind } from '@shared/domain/diagnostics';
import { diagnosticsText } from './report';

const AT = Date.UTC(2026, 4, 6, 12, 0, 0);
const none = Object.fromEntries(INCIDENT_KINDS.map((kind) => [kind, 0])) as Record<IncidentKind, number>;

const diagnostics: Diagnostics = {
  connections: [
    {
      id: 2,
      streams: ['btcusdt@spotDepth', 'account'],
      state: 'waiting',
      openedAt: null,
      lastMessageAt: AT - 250,
      failures: 3,
      nextAttemptAt: AT + 4_000,
    },
  ],
  messages: 12,
  bytes: 3_400,
  counts: { ...none, gap: 2 },
  incidents: [{ at: AT - 1_000, kind: 'gap', text: 'Version 7 followed 5\u202e.' }],
};

const status = {
  state: 'polling',
  restUrl: 'http://127.0.0.1:5000/',
  streams: { state: 'unreachable', live: 0, wanted: 2, failure: 'ECONNREFUSED' },
  lastAnswerAt: AT - 90,
  latencyMs: 12.4,
  clockOffsetMs: null,
  clockUncertaintyMs: null,
  usedWeight: 84,
  weightLimit: 1200,
  orderCount: 1,
  orderLimit: 10,
  blockedUntil: AT + 9_000,
  failure: '',
} satisfies ConnectionStatus;

describe('diagnostics as text', () => {
  const lines = diagnosticsText(diagnostics, status, AT).split('\n');

  it('tell of the server, streams, clock and limits', () => {
    expect(lines.slice(0, 7)).toEqual([
      'Perch diagnostics, 2026-05-06T12:00:00.000Z',
      'server: http://127.0.0.1:5000/ (polling)',
      'streams: unreachable, 0 of 2 live; last failure: ECONNREFUSED',
      'last answer or event: 90 ms ago',
      'round trip: 12 ms; clock offset: ? ± ? ms',
      'weight: 84 of 1200; orders: 1 of 10',
      'told to wait until 2026-05-06T12:00:09.000Z',
    ]);
  });

  it('tell of each connection', () => {
    expect(lines).toContain(
      '  #2 waiting: btcusdt@spotDepth, account; opened never; last message 250 ms ago; failures 3; again in 4000 ms',
    );
  });

  it('tell what happened, and show hidden characters instead of obeying them', () => {
    expect(lines).toContain('  gap: 2 (Gaps in a book)');
    expect(lines.at(-1)).toBe('  2026-05-06T11:59:59.000Z gap: Version 7 followed 5\\u{202e}.');
  });

  it('say “none” where there is nothing', () => {
    const empty: Diagnostics = { connections: [], messages: 0, bytes: 0, counts: none, incidents: [] };
    const text = diagnosticsText(empty, undefined, AT);
    expect(text.match(/^ {2}none$/gm)).toHaveLength(2);
  });
});
