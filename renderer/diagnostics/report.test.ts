import { describe, expect, it } from 'vitest';
import type { Account, Balances } from '@shared/domain/account';
import type { ConnectionStatus } from '@shared/domain/connection';
import { INCIDENT_KINDS, type Diagnostics, type IncidentKind } from '@shared/domain/diagnostics';
import { DEFAULT_SETTINGS } from '@shared/domain/settings';
import { privateWords } from './private-words';
import { reportText, type ReportSubject } from './report';

const AT = Date.UTC(2026, 4, 6, 12, 0, 0);
const none = Object.fromEntries(INCIDENT_KINDS.map((kind) => [kind, 0])) as Record<IncidentKind, number>;

const diagnostics: Diagnostics = {
  connections: [
    {
      id: 2,
      streams: ['btcusdt@spotDepth', '月btc看涨0226usdt@spotTrade', 'account'],
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

const status: ConnectionStatus = {
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
};

const subject: ReportSubject = {
  diagnostics,
  status,
  facts: {
    perch: '0.1.0',
    electron: '45.4.1',
    chromium: '152.0.1',
    node: '20.18.1',
    v8: '13.0',
    system: 'linux x64',
  },
  account: { kind: 'paper', state: 'works', secretHome: 'keychain' },
  keychain: 'available',
  settings: DEFAULT_SETTINGS,
  known: [],
};

describe('the report', () => {
  const lines = reportText(subject, AT).split('\n');

  it('tells of versions, account, server, streams, clock and limits', () => {
    expect(lines.slice(0, 11)).toEqual([
      'Perch report, 2026-05-06T12:00:00.000Z',
      'Perch 0.1.0, Electron 45.4.1, Chromium 152.0.1, linux x64',
      'settings: dark, en, green-up, local time',
      'account: paper, works, secret in keychain',
      'keychain: available',
      'server: http://127.0.0.1:5000 (polling)',
      'streams: unreachable, 0 of 2 live; last failure: ECONNREFUSED',
      'last answer or event: 90 ms ago',
      'round trip: 12 ms; clock offset: ? ± ? ms',
      'weight: 84 of 1200; orders: 1 of 10',
      'told to wait until 2026-05-06T12:00:09.000Z',
    ]);
  });

  it('tells of each connection', () => {
    expect(lines).toContain(
      '  #2 waiting: btcusdt@spotDepth, 月btc看涨0226usdt@spotTrade, account; opened never; last message 250 ms ago; failures 3; again in 4000 ms',
    );
  });

  it('tells what happened, and shows hidden characters instead of obeying them', () => {
    expect(lines).toContain('  gap: 2 (Gaps in a book)');
    expect(lines.at(-1)).toBe('  2026-05-06T11:59:59.000Z gap: Version 7 followed 5\\u{202e}.');
  });

  it('says “none” where there is nothing', () => {
    const empty: Diagnostics = { connections: [], messages: 0, bytes: 0, counts: none, incidents: [] };
    const text = reportText({ ...subject, diagnostics: empty, status: undefined, account: undefined }, AT);
    expect(text.match(/^ {2}none$/gm)).toHaveLength(2);
    expect(text).toContain('account: none');
  });

  it('is short enough to be saved', () => {
    const incident = { at: AT, kind: 'gap' as const, text: 'word '.repeat(200) };
    const many = { ...diagnostics, incidents: Array.from({ length: 50 }, () => incident) };
    expect(reportText({ ...subject, diagnostics: many }, AT).length).toBeLessThanOrEqual(16_000);
  });
});

describe('a report of somebody', () => {
  /** What must not be found in it, in whatever sentence a server or the system might put it. */
  const SECRETS = {
    keyId: 'mzCUDxGbWbPQ3mJcH8sU7vKq9Rt',
    keyTail: 'a91f',
    secret: 'hT7kQ2vWc5nYb8xLd3sRf6gJm9pZ1q4w',
    listenKey: 'pqia91ma19a5s61cv6a81va65sdf19v8a65a1a5s61cv6a81va65sdf19v8a65a1',
    signature: 'c8db56825ae71d6d79447849e617115f4a920fa2acdcab2b053c6b2838bd6b71',
    accountName: 'Savings of Zoë',
    accountId: '5f0c9a3e-1d2b-4c5d-8e9f-0a1b2c3d4e5f',
    userInfo: 'zoe:hunter2',
    mail: 'zoe.miller@example.org',
    balance: '48210.5500',
    written: '48,210.5500',
    locked: '0.0523',
    orderId: '739412005',
    otherOrderId: '81150000123',
    home: '/home/zoemiller/.config/perch/perch.sqlite',
    macHome: '/Users/zoemiller/Library',
    windowsHome: 'C:\\Users\\zoemiller\\AppData',
    user: 'zoemiller',
  };
  /** Names that stand in addresses and paths alone; by themselves they are words like any others. */
  const { userInfo: _userInfo, user: _user, ...bare } = SECRETS;
  const planted = Object.values(bare);
  const address = `https://${SECRETS.userInfo}@api.exchange.test:8443/u/${SECRETS.user}?listenKey=${SECRETS.listenKey}&signature=${SECRETS.signature}`;
  const sentence = [
    'It failed:',
    ...planted,
    address,
    `wss://api.exchange.test/ws/${SECRETS.listenKey}`,
    `apiKey=short1 secret: "short2" X-JEX-APIKEY=${SECRETS.keyId}`,
    `open '${SECRETS.home}'`,
  ].join(' ');

  const account: Account = {
    id: SECRETS.accountId,
    name: SECRETS.accountName,
    kind: 'custom',
    restUrl: address,
    streamUrl: address,
    keyTail: SECRETS.keyTail,
    secretHome: 'keychain',
    state: 'failed',
    stateReason: sentence,
    checkedAt: AT,
  };
  const permissions = { canTrade: true, canDeposit: true, canWithdraw: true };
  const balances: Balances = {
    accountId: SECRETS.accountId,
    spot: [{ asset: 'USDT', free: SECRETS.balance, locked: SECRETS.locked, ...permissions }],
    contract: [],
    option: [],
    updateTime: AT,
    state: 'live',
    confirmedAt: AT,
  };
  const text = reportText(
    {
      ...subject,
      account,
      facts: {
        perch: '0.1.0',
        electron: '45',
        chromium: '152',
        node: '20.18.1',
        v8: '13.0',
        system: `linux ${SECRETS.home}`,
      },
      status: {
        ...status,
        restUrl: address,
        failure: sentence,
        streams: { ...status.streams, failure: sentence },
      },
      diagnostics: {
        ...diagnostics,
        connections: diagnostics.connections.map((connection) => ({
          ...connection,
          streams: ['btcusdt@spotDepth', SECRETS.listenKey],
        })),
        incidents: INCIDENT_KINDS.map((kind) => ({ at: AT, kind, text: sentence })),
      },
      known: privateWords({
        accounts: [account],
        balances,
        openOrders: [{ orderId: SECRETS.orderId }],
      }),
    },
    AT,
  );

  it.each(Object.entries(SECRETS))('has no %s in it', (_name, value) => {
    expect(text).not.toContain(value);
  });

  it('has no parts of them either, and no short secret that has a name', () => {
    for (const part of ['hunter2', 'zoe', 'Zoë', 'miller', 'short1', 'short2', '210.55', 'listenKey=p']) {
      expect(text).not.toContain(part);
    }
  });

  it('still tells which server it was, and what kind of thing went wrong', () => {
    expect(text).toContain('server: https://api.exchange.test:8443 (polling)');
    expect(text).toContain('It failed:');
    expect(text).toContain('btcusdt@spotDepth');
    expect(text).toContain('custom, failed');
  });
});
