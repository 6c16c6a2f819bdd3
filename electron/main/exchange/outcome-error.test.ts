import { describe, expect, expectTypeOf, it } from 'vitest';
import type { MessageKey } from '@shared/i18n/en';
import { translateError } from '@shared/i18n/translate';
import type { RefusalMeaning } from './jex/errors';
import type { NotSentCause, UnknownCause } from './outcome';
import { errorOf } from './outcome-error';

describe('what the user is told of a request without an answer', () => {
  it('has words for every meaning and cause', () => {
    expectTypeOf<`error.refused.${RefusalMeaning}`>().toExtend<MessageKey>();
    expectTypeOf<`error.not-sent.${NotSentCause}`>().toExtend<MessageKey>();
    expectTypeOf<`error.no-answer.${UnknownCause}`>().toExtend<MessageKey>();
  });

  it('a refusal names the rule of the exchange', () => {
    const error = errorOf(
      {
        kind: 'refused',
        refusal: {
          code: -9000,
          message: 'Filter failure: MIN_NOTIONAL',
          httpStatus: 400,
          meaning: 'filter',
          filter: 'MIN_NOTIONAL',
        },
      },
      true,
    );
    expect(error).toMatchObject({ code: 'refused.filter', retryable: false });
    expect(translateError('en', error)).toBe('The exchange’s rule MIN_NOTIONAL refused it.');
    expect(translateError('zh-CN', error)).toContain('MIN_NOTIONAL');
  });

  it('what was not sent may be tried again, with the wait that the limits ask for', () => {
    const error = errorOf(
      { kind: 'not-sent', reason: { cause: 'rate-limit', message: 'x', retryAfterMs: 2_100 } },
      true,
    );
    expect(error).toMatchObject({ code: 'not-sent.rate-limit', retryable: true, details: { seconds: '3' } });
  });

  it('an order without an answer is unknown and not to be repeated; a question without an answer may be asked again', () => {
    const failure = { kind: 'unknown', reason: { cause: 'timeout', message: 'No answer.' } } as const;
    expect(errorOf(failure, true)).toMatchObject({ code: 'order.unknown', retryable: false });
    expect(errorOf(failure, false)).toMatchObject({ code: 'no-answer.timeout', retryable: true });
  });
});
