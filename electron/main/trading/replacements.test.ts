import { randomUUID } from 'node:crypto';
import { expect, it, onTestFinished } from 'vitest';
import { createOrderJournalRepository } from '../storage/order-journal';
import { StorageError } from '../storage/storage-error';
import { temporaryDatabase } from '../storage/testing';
import { createOrderJournal } from './journal/order-journal';
import { toldOrder } from './life/testing-entry';
import { createReplacements, type Replacements } from './replacements';
import { createReplacing } from './replacing';

const INTENT = { symbol: 'BTCUSDT', side: 'BUY', price: '100', quantity: '2' } as const;
const error = { code: 'x', message: 'x', retryable: false } as const;

/** An order that was listed as another client's, and one of ours in doubt that turns out to be the same. */
function listedWhileInDoubt() {
  const real = createOrderJournalRepository(temporaryDatabase(onTestFinished));
  const disk = { isFull: false };
  const repository: typeof real = {
    ...real,
    absorb(...given) {
      if (disk.isFull) throw new StorageError('full', 'perch.sqlite', 'disk full');
      real.absorb(...given);
    },
  };
  // They hear of each other, as in open-trading.ts.
  const parts: { replacements?: Replacements } = {};
  const journal = createOrderJournal({
    accountId: 'a',
    server: 'http://127.0.0.1:1',
    repository,
    onEntry: (order) => parts.replacements?.heard(order),
  });
  const replacements = createReplacements({
    accountId: 'a',
    repository,
    journal,
    onChange: () => undefined,
  });
  parts.replacements = replacements;
  onTestFinished(() => {
    replacements.close();
    journal.close();
  });
  const order = toldOrder({
    ...INTENT,
    orderId: '77',
    status: 'NEW',
    executedQuantity: '0',
    executedQuote: '0',
  });
  journal.told([order], 'open');
  const elsewhere = journal.byOrderId(INTENT.symbol, '77')!;
  const window = { from: 1_000, until: Date.now() + 60_000 };
  const ours = journal.commit({
    intentId: randomUUID(),
    intent: INTENT,
    window,
    value: '200',
    valueAsset: 'USDT',
  });
  journal.apply(ours.entryId, { kind: 'no-answer', error, window });

  return { repository, disk, journal, replacements, order, elsewhere, ours };
}

/** The same while it is being changed. */
function turnedOut({ diskIsFull = false } = {}) {
  const { repository, disk, journal, replacements, order, elsewhere, ours } = listedWhileInDoubt();
  replacements.hold(elsewhere.entryId);
  replacements.note({
    accountId: 'a',
    entryId: elsewhere.entryId,
    intentId: randomUUID(),
    price: '101',
    quantity: '2',
    askedAt: 1,
    reason: null,
  });
  journal.apply(elsewhere.entryId, { kind: 'replace-asked', price: '101', quantity: '2' });
  journal.apply(elsewhere.entryId, { kind: 'cancel-asked', until: Date.now() + 5_000 });
  disk.isFull = diskIsFull;
  journal.apply(ours.entryId, { kind: 'told', order, by: 'query' });
  expect(journal.find(elsewhere.entryId)?.entryId).toBe(ours.entryId);
  const life = (): string[] => repository.events(ours.entryId).map(({ kind }) => kind);
  const kept = () => repository.replacements('a').map(({ entryId }) => entryId);
  return { disk, journal, replacements, elsewhere, ours, life, kept };
}

it('a change goes on under the entry that its order turned out to be', async () => {
  const { journal, replacements, elsewhere, ours, life, kept } = turnedOut();
  expect(kept()).toEqual([ours.entryId]);
  expect(replacements.of(ours.entryId)).toBe(replacements.of(elsewhere.entryId));
  expect(replacements.of(ours.entryId)).toMatchObject({ entryId: ours.entryId, price: '101' });
  expect([replacements.isHeld(ours.entryId), replacements.isHeld(elsewhere.entryId)]).toEqual([true, true]);

  // Whoever held it still knows it by its first entry.
  replacements.release(elsewhere.entryId);
  journal.apply(ours.entryId, { kind: 'cancel-no-answer', error, until: Date.now() });
  journal.apply(ours.entryId, { kind: 'cancel-not-done' });
  await Promise.resolve();
  expect(life().filter((kind) => kind.startsWith('replace'))).toEqual(['replace-asked', 'replace-dropped']);
  expect(kept()).toEqual([]);
});

it('a change that nobody sent is kept, and forgotten, under that entry too', () => {
  const { replacements, elsewhere, ours, kept } = turnedOut();
  replacements.failed(elsewhere.entryId, error, false);
  expect(kept()).toEqual([ours.entryId]);
  expect(replacements.of(ours.entryId)?.reason).toEqual(error);
  replacements.forget(elsewhere.entryId);
  expect([kept(), replacements.of(ours.entryId)]).toEqual([[], undefined]);
});

it('a change that ended while the disk was full does not come back when it is written', () => {
  const { disk, journal, replacements, elsewhere, kept } = turnedOut({ diskIsFull: true });
  expect(kept()).toEqual([elsewhere.entryId]);
  replacements.forget(elsewhere.entryId);
  disk.isFull = false;
  expect(journal.flush()).toBe(true);
  expect(kept()).toEqual([]);
});

it('a change whose order turns out to be ours meanwhile is called off by a cancel all the same, and sends nothing', async () => {
  const { journal, replacements, elsewhere, ours, order, repository } = listedWhileInDoubt();
  const sent: string[] = [];
  const replacing = createReplacing({
    accountId: 'a',
    journal,
    replacements,
    cancelling: {
      cancel(symbol) {
        // Somebody cancels it while our own cancel is on its way.
        replacing.callOff(symbol, order.orderId);
        const cancelled = { ...order, status: 'CANCELED' as const };
        journal.told([cancelled], 'answer');
        return Promise.resolve({ ok: true, value: cancelled });
      },
    },
    submit: ({ intentId }) => {
      sent.push(intentId);
      throw new Error('Nothing may be sent.');
    },
    barrier: () => undefined,
    checkFunds: () => undefined,
    approve() {
      // While a person reads the question.
      journal.apply(ours.entryId, { kind: 'told', order, by: 'query' });
      return Promise.resolve({
        ok: true,
        value: { admit: () => ({ ok: true, value: { value: null, valueAsset: 'USDT' } }) },
      });
    },
    onDoubt: () => undefined,
  });
  const change = {
    intentId: randomUUID(),
    symbol: INTENT.symbol,
    orderId: '77',
    price: '101',
    quantity: '2',
  };
  const answer = await replacing.replace(change);
  expect(answer).toMatchObject({ ok: false, error: { code: 'replace.called-off' } });
  expect(sent).toEqual([]);
  expect(journal.find(elsewhere.entryId)).toMatchObject({ entryId: ours.entryId, phase: 'cancelled' });
  expect(repository.replacements('a')).toEqual([]);
});
