import { createSecretKey } from 'node:crypto';
import { afterEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { createStore } from 'zustand/vanilla';
import type { AccountsState } from '@shared/contract/topics';
import type { Account } from '@shared/domain/account';
import { pause } from '@shared/testing-pause';
import { followActiveAccount } from './active-account';
import { createDemand } from './state/demand';
import { createDesk } from './state/desk';
import { createDeskStores } from './state/stores';
import { createOrderJournalRepository } from './storage/order-journal';
import { temporaryDatabase } from './storage/testing';
import { approveAll } from './trading/testing-host';
import type { AccountsVault } from './vault/accounts';
import type { KeyCheck } from './vault/check-key';

/** An account as a database that somebody else wrote to may have it, and what the window is told of it. */
function follow(addresses: Pick<Account, 'restUrl' | 'streamUrl'>) {
  const reported: KeyCheck[] = [];
  const keyAsked: string[] = [];
  const state = createStore<AccountsState>(() => ({
    accounts: [{ id: 'a', kind: 'custom', name: 'A', ...addresses } as Account],
    activeId: 'a',
    lock: null,
  }));
  const accounts = {
    state,
    report: (_id: string, found: KeyCheck) => void reported.push(found),
    credentialsOf: async (id: string) => {
      keyAsked.push(id);
      return { ok: true, value: { keyId: 'k', secret: createSecretKey('secret', 'utf8') } };
    },
  } as unknown as AccountsVault;
  const connections: string[] = [];
  const stores = createDeskStores();
  const desk = createDesk({
    stores,
    shown: { symbol: 'BTCUSDT', interval: '15m' },
    host: {
      demand: createDemand(),
      proxy: (url) => {
        connections.push(url);
        return Promise.resolve('DIRECT');
      },
      tradedSymbols: () => [],
      onTraded: () => undefined,
      onVerdict: () => undefined,
      journal: createOrderJournalRepository(temporaryDatabase(onTestFinished)),
      approve: approveAll,
      confirmDismissal: () => Promise.resolve(false),
    },
  });
  const active = followActiveAccount(accounts, desk);
  onTestFinished(async () => {
    active.stop();
    await desk.close();
  });
  return { reported, desk, connections, state, stores, active };
}

const GOOD = { restUrl: 'https://perch.invalid', streamUrl: 'wss://perch.invalid' };

afterEach(() => void delete process.env['NODE_TLS_REJECT_UNAUTHORIZED']);

describe('an account whose stored address is hostile', () => {
  it.each([
    { ...GOOD, restUrl: 'http://perch.invalid' },
    { ...GOOD, restUrl: 'http://127.0.0.1.perch.invalid' },
    { ...GOOD, restUrl: 'https://user:pass@perch.invalid' },
    { ...GOOD, restUrl: 'https://perch.invalid/?to=elsewhere' },
    { ...GOOD, restUrl: 'javascript:alert(1)' },
    { ...GOOD, restUrl: 'file:///etc/passwd' },
    { ...GOOD, restUrl: '\u0000' },
    { ...GOOD, streamUrl: '' },
    { ...GOOD, streamUrl: 'ws://perch.invalid' },
    { ...GOOD, streamUrl: 'https://perch.invalid' },
  ])('is told what is wrong, gets no connection, and is no defect: %o', async (addresses) => {
    const { reported, desk, connections } = follow(addresses);
    await vi.waitFor(() => expect(reported).toHaveLength(1));
    expect(reported[0]).toEqual({ state: 'failed', reason: expect.stringMatching(/address|Plain/) });
    expect(reported[0]?.reason).not.toContain('perch.invalid');
    expect(desk.tradingOf('a')).toMatchObject({ ok: false, error: { code: 'account.not-active' } });
    expect(connections).toEqual([]);
  });

  it('a good one is opened', async () => {
    const { reported, desk, connections } = follow(GOOD);
    await vi.waitFor(() => expect(connections.length).toBeGreaterThan(0));
    expect([reported, desk.tradingOf('a').ok]).toEqual([[], true]);
  });
});

it('with certificate checks turned off by the environment nothing is connected, and the account says why', async () => {
  process.env['NODE_TLS_REJECT_UNAUTHORIZED'] = '0';
  const { reported, connections } = follow(GOOD);
  await vi.waitFor(() => expect(reported).toHaveLength(1));
  expect(reported[0]?.reason).toContain('NODE_TLS_REJECT_UNAUTHORIZED=0');
  expect(connections).toEqual([]);
});

describe('a switch to another account', () => {
  const account = (id: string, host: string) =>
    ({ id, kind: 'custom', name: id, restUrl: `https://${host}`, streamUrl: `wss://${host}` }) as Account;

  it('leaves nothing of the account before on the screen while the key of the next is read', async () => {
    const { state, stores, desk } = follow(GOOD);
    await vi.waitFor(() => expect(desk.tradingOf('a').ok).toBe(true));
    const none = stores.symbols.getState();
    stores.symbols.set({ ...none, restUrl: GOOD.restUrl, confirmedAt: 1 });
    stores.openOrders.set({ ...stores.openOrders.getState(), confirmedAt: 1 });
    state.setState({
      accounts: [...state.getState().accounts, account('b', 'other.invalid')],
      activeId: 'b',
    });
    expect(desk.tradingOf('a')).toMatchObject({ ok: false, error: { code: 'account.not-active' } });
    expect(stores.symbols.getState()).toEqual(none);
    expect(stores.openOrders.getState()).toMatchObject({ accountId: 'b', confirmedAt: 0 });
    expect(stores.connection.getState().restUrl).toBe('https://other.invalid');
  });

  it('keeps what is shown when it is the same account, as after a new key', async () => {
    const { stores, desk, active } = follow(GOOD);
    await vi.waitFor(() => expect(desk.tradingOf('a').ok).toBe(true));
    const known = { ...stores.symbols.getState(), restUrl: GOOD.restUrl, confirmedAt: 1 };
    stores.symbols.set(known);
    active.reconnect('a');
    expect(desk.tradingOf('a').ok).toBe(true);
    expect(stores.symbols.getState()).toBe(known);
  });
});

it('an account whose key comes after the end is not opened', async () => {
  const { active, connections } = follow(GOOD);
  active.stop();
  await pause(50);
  expect(connections).toEqual([]);
});
