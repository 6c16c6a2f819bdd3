import { describe, expect, it } from 'vitest';
import { LIFE_EVENTS, ORDER_PHASES, type LifeEventKind, type TimelineEvent } from '@shared/domain/order-life';
import type { Language } from '@shared/domain/settings';
import { isMessageKey, translate } from '@shared/i18n/translate';
import { phaseKey } from '../orders/phase-key';
import { journalOrder } from '../state/testing-orders';
import { eventText, shortPrice, type EventContext } from './event-text';

const LANGUAGES: readonly Language[] = ['en', 'zh-CN'];
const context: EventContext = { baseAsset: 'BTC', quotePrecision: 2 };

function event(kind: LifeEventKind, details: Record<string, string> = {}): TimelineEvent {
  return { at: 0, kind, details };
}

/** What an event of each kind carries at its fullest. */
const FULL: Readonly<Record<string, string>> = {
  orderId: '123456789012345678901',
  code: 'refused.insufficient-balance',
  message: 'Account has insufficient balance.',
  where: 'history',
  why: 'balances',
  quantity: '0.05',
  price: '41000.123400000000',
  quote: '2050.00617',
  fee: '0.00005',
  feeAsset: 'BTC',
  executed: '0.01',
  status: 'REJECTED',
};

describe.each(LANGUAGES)('in %s', (language) => {
  it.each(LIFE_EVENTS)('%s has a whole sentence, with its details and without', (kind) => {
    for (const details of [FULL, {}]) {
      const words = eventText(event(kind, details), context, language);
      expect(words).toMatch(/[.。）)]$/);
      expect(words).not.toMatch(/[{}]|undefined/);
    }
  });

  it.each(ORDER_PHASES)('the phase %s has a name', (phase) => {
    const key = phaseKey(journalOrder({ phase }));
    expect(isMessageKey(key)).toBe(true);
    expect(translate(language, key)).not.toBe('');
  });
});

describe('a refusal', () => {
  it('names the rule that the order broke', () => {
    const details = { code: 'refused.filter', message: 'Filter failure: LOT_SIZE', filter: 'LOT_SIZE' };
    expect(eventText(event('refused', details), context, 'en')).toBe(
      'The exchange refused it. The exchange’s rule LOT_SIZE refused it.',
    );
  });

  it('whose rule is not known any more is told in the words of the exchange', () => {
    const refused = event('refused', { code: 'refused.filter', message: 'Filter failure: LOT_SIZE' });
    expect(eventText(refused, context, 'en')).toBe('The exchange refused it. Filter failure: LOT_SIZE');
  });
});

describe('an answer that never came', () => {
  it('says why, and not that it is being looked up, which is told elsewhere', () => {
    const details = { code: 'order.unknown', message: 'socket hang up', cause: 'reset' };
    const words = eventText(event('no-answer', details), context, 'en');
    expect(words).toBe('No usable answer: it may have been placed. No answer: the connection broke.');
  });
});

describe('a fill', () => {
  it('has quantity, price and fee, exactly', () => {
    expect(eventText(event('fill', FULL), context, 'en')).toBe(
      'Filled 0.05 BTC at 41,000.1234; fee 0.00005 BTC.',
    );
  });

  it('without a price says so', () => {
    expect(eventText(event('fill', { quantity: '0.05', quote: '0' }), context, 'en')).toBe(
      'Filled 0.05 BTC; the exchange does not say at which price.',
    );
  });

  it('at a price between steps shows four decimals more, never all of a division', () => {
    expect(shortPrice('41000.333333333333', 2)).toBe('41,000.333333');
    expect(shortPrice('41000.500000000000', 2)).toBe('41,000.50');
    expect(shortPrice('41000', 2)).toBe('41,000.00');
  });
});

it('an order that was cancelled after fills says how much was filled', () => {
  expect(eventText(event('cancelled', { executed: '0.01' }), context, 'en')).toBe(
    'Cancelled, after 0.01 BTC had been filled.',
  );
  expect(eventText(event('cancelled', { executed: '0.000' }), context, 'en')).toBe('Cancelled.');
});

it('hidden characters of the exchange’s words are seen', () => {
  const odd = event('refused', { code: 'never.heard', message: 'Odd \u202e words' });
  expect(eventText(odd, context, 'en')).toContain('\\u{202e}');
});
