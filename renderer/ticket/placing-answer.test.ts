import { describe, expect, it } from 'vitest';
import { fail } from '@shared/domain/result';
import { placingAnswer, sameIntent } from './placing-answer';

const intent = { symbol: 'BTCUSDT', side: 'BUY', price: '41000', quantity: '0.05' } as const;

describe('an answer to a press', () => {
  it('that an identical order is not settled holds it back, with since when and until when', () => {
    const details = { entryId: '7', since: '1000', until: '8000' };
    expect(placingAnswer(fail('order.held-back', 'Held.', { details }), intent)).toEqual({
      kind: 'held',
      held: { entryId: 7, since: 1000, until: 8000, intent },
    });
  });

  it('that cannot say until when leaves that open', () => {
    const details = { entryId: '7', since: '1000', until: '' };
    expect(placingAnswer(fail('order.held-back', 'Held.', { details }), intent)).toMatchObject({
      held: { until: undefined },
    });
  });

  it('that was lost names the entry that is followed, when there is one', () => {
    const lost = fail('order.unknown', 'No answer.', { details: { entryId: '7' } });
    expect(placingAnswer(lost, intent)).toEqual({ kind: 'unknown', entryId: 7 });
    expect(placingAnswer(fail('order.unknown', 'No answer.'), intent)).toEqual({
      kind: 'unknown',
      entryId: undefined,
    });
  });

  it('that the user declined is no refusal', () => {
    expect(placingAnswer(fail('order.not-confirmed', 'Declined.'), intent)).toEqual({ kind: 'declined' });
  });

  it('that says why it is refused is told as it is', () => {
    const { error } = fail('limit.locked', 'Locked.');
    expect(placingAnswer({ ok: false, error }, intent)).toEqual({ kind: 'refused', error });
    expect(placingAnswer(fail('order.held-back', 'Held.'), intent)).toMatchObject({ kind: 'refused' });
  });
});

it('two intents are the same by their numbers', () => {
  expect(sameIntent(intent, { ...intent, price: '41000.00', quantity: '0.050' })).toBe(true);
  expect(sameIntent(intent, { ...intent, price: '41000.01' })).toBe(false);
  expect(sameIntent(intent, { ...intent, side: 'SELL' })).toBe(false);
  expect(sameIntent({ ...intent, price: '' }, { ...intent, price: '' })).toBe(true);
  expect(sameIntent({ ...intent, price: '' }, intent)).toBe(false);
});
