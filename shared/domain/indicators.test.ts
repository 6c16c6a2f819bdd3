import { describe, expect, it } from 'vitest';
import {
  INDICATOR_COLOURS,
  MOST_INDICATOR_TEXT,
  MOST_INDICATORS,
  readIndicators,
  writeIndicators,
  type Indicator,
} from './indicators';
import { DEFAULT_SETTINGS } from './settings';

const some: readonly Indicator[] = [
  { kind: 'volume' },
  { kind: 'sma', period: 20, colour: 'blue' },
  { kind: 'sma', period: 50, colour: 'violet' },
  { kind: 'vwap', colour: 'amber' },
  { kind: 'rsi', period: 14, colour: 'cyan' },
];

describe('indicators as the settings keep them', () => {
  it('are read as they were written', () => {
    expect(readIndicators(writeIndicators(some))).toEqual(some);
    expect(readIndicators('[]')).toEqual([]);
  });

  it('are volume alone to begin with', () => {
    expect(readIndicators(DEFAULT_SETTINGS.indicators)).toEqual([{ kind: 'volume' }]);
  });

  it('fit into the text that is allowed, as many as are allowed', () => {
    const most = Array.from({ length: MOST_INDICATORS }, (_, at): Indicator => ({
      kind: 'sma',
      period: 500 - at,
      colour: INDICATOR_COLOURS[1],
    }));
    expect(writeIndicators(most).length).toBeLessThanOrEqual(MOST_INDICATOR_TEXT);
    expect(readIndicators(writeIndicators(most))).toEqual(most);
  });

  it.each([
    ['no JSON', '['],
    ['no list', '{"kind":"volume"}'],
    ['an unknown kind', '[{"kind":"macd","period":9,"colour":"blue"}]'],
    ['a period that is no whole number', '[{"kind":"sma","period":2.5,"colour":"blue"}]'],
    ['a period of one', '[{"kind":"rsi","period":1,"colour":"blue"}]'],
    ['a period beyond all candles', '[{"kind":"sma","period":501,"colour":"blue"}]'],
    ['a colour of its own', '[{"kind":"vwap","colour":"url(x)"}]'],
    ['a field more', '[{"kind":"volume","note":"x"}]'],
    ['the same line twice', '[{"kind":"volume"},{"kind":"volume"}]'],
    ['null', '[null]'],
    [
      'too many',
      JSON.stringify(
        Array.from({ length: 13 }, (_, at) => ({ kind: 'ema', period: at + 2, colour: 'lime' })),
      ),
    ],
    ['too long a text', ` ${' '.repeat(MOST_INDICATOR_TEXT)}[]`],
  ])('are refused as a whole with %s', (_name, text) => {
    expect(readIndicators(text)).toBeUndefined();
  });
});
