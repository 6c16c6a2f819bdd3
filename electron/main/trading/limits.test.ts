import { describe, expect, it, onTestFinished } from 'vitest';
import type { LimitsQuestion } from '@shared/domain/confirmation';
import { DEFAULT_LIMITS } from '@shared/domain/limits';
import { createAccountRepository } from '../storage/accounts';
import { createLimitsRepository } from '../storage/limits';
import { StorageError } from '../storage/storage-error';
import { temporaryDatabase } from '../storage/testing';
import { createLimits, type LimitChanges } from './limits';

const account = { name: 'Main', kind: 'custom', keyTail: 'dEh8' } as const;

function setUp() {
  const db = temporaryDatabase(onTestFinished);
  createAccountRepository(db).insert({
    id: 'a',
    ...account,
    restUrl: 'https://a',
    streamUrl: 'wss://a',
    secretHome: 'none',
    createdAt: 1,
  });
  const repository = createLimitsRepository(db);
  const asked: { question: LimitsQuestion; answer: (accepted: boolean) => void }[] = [];
  const changed: string[] = [];
  const limits = createLimits({
    repository,
    accountOf: (id) => (id === 'a' ? account : undefined),
    ask: (question) => new Promise((answer) => asked.push({ question, answer })),
    onChange: (id) => void changed.push(id),
  });
  const change = async (changes: LimitChanges, id = 'a') => {
    const answer = await limits.change(id, changes);
    return answer.ok ? 'ok' : answer.error.code;
  };
  return { limits, repository, asked, changed, change };
}

describe('a change of limits', () => {
  it('that tightens takes effect at once and asks nobody', async () => {
    const { limits, change, asked, changed } = setUp();
    expect(await change({ largestOrder: '100', symbols: ['BTCUSDT'], locked: true })).toBe('ok');
    expect(limits.of('a')).toEqual({
      ...DEFAULT_LIMITS,
      largestOrder: '100',
      symbols: ['BTCUSDT'],
      locked: true,
    });
    expect([asked.length, changed]).toEqual([0, ['a']]);
  });

  it('that loosens waits for a yes, while what tightens with it holds already', async () => {
    const { limits, change, asked } = setUp();
    await change({ largestOrder: '100' });
    const answer = change({ largestOrder: '200', warnDistance: '1' });
    expect(limits.of('a')).toMatchObject({ largestOrder: '100', warnDistance: '1' });
    expect(asked[0]!.question).toEqual({
      kind: 'looser-limits',
      account,
      changes: [{ field: 'largestOrder', from: '100', to: '200' }],
    });
    asked[0]!.answer(true);
    expect(await answer).toBe('ok');
    expect(limits.of('a').largestOrder).toBe('200');
  });

  it('that loosens is refused with a no', async () => {
    const { limits, change, asked } = setUp();
    await change({ locked: true });
    const answer = change({ locked: false });
    asked[0]!.answer(false);
    expect(await answer).toBe('limit.not-confirmed');
    expect(limits.of('a').locked).toBe(true);
  });

  it('does not undo what was tightened while the question was open', async () => {
    const { limits, change, asked } = setUp();
    await change({ largestOrder: '100' });
    const answer = change({ largestOrder: '200' });
    await change({ largestOrder: '10', locked: true });
    asked[0]!.answer(true);
    expect(await answer).toBe('limit.changed');
    expect(limits.of('a')).toMatchObject({ largestOrder: '10', locked: true });
  });

  it('keeps other fields that changed while the question was open', async () => {
    const { limits, change, asked } = setUp();
    const answer = change({ confirm: 'unusual' });
    await change({ locked: true });
    asked[0]!.answer(true);
    expect(await answer).toBe('ok');
    expect(limits.of('a')).toMatchObject({ confirm: 'unusual', locked: true });
  });

  it('of an account that is not there is refused', async () => {
    expect(await setUp().change({ locked: true }, 'b')).toBe('account.unknown');
  });

  it('that cannot be kept is said to be so, and nothing is asked', async () => {
    const { change, asked, repository, limits } = setUp();
    repository.write = () => {
      throw new StorageError('read-only', '/x', '');
    };
    expect(await change({ locked: true, refuseDistance: '50' })).toBe('storage.read-only');
    expect([asked.length, limits.of('a').locked]).toEqual([0, false]);
  });
});
