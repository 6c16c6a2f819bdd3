import { describe, expect, it } from 'vitest';
import { STREAM_INTERVALS, type StreamRequest } from '../streams/streams';
import { accountPath, streamName, streamsPath } from './stream-names';

describe('stream names', () => {
  const symbol = 'BTCUSDT';

  it.each<[StreamRequest, string]>([
    [{ kind: 'trades', symbol }, 'btcusdt@spotTrade'],
    [{ kind: 'miniTicker', symbol }, 'btcusdt@spotMiniTicker'],
    [{ kind: 'allMiniTickers' }, '!spotMiniTicker@arr'],
    [{ kind: 'ticker', symbol }, 'btcusdt@spotTicker'],
    [{ kind: 'allTickers' }, '!spotTicker@arr'],
    [{ kind: 'partialDepth', symbol, levels: 5 }, 'btcusdt@spotDepth5'],
    [{ kind: 'partialDepth', symbol, levels: 10 }, 'btcusdt@spotDepth10'],
    [{ kind: 'partialDepth', symbol, levels: 20 }, 'btcusdt@spotDepth20'],
    [{ kind: 'depth', symbol }, 'btcusdt@spotDepth'],
  ])('%o is %s', (request, name) => {
    expect(streamName(request)).toBe(name);
  });

  it('spell the intervals of candles in capitals', () => {
    const names = STREAM_INTERVALS.map((interval) => streamName({ kind: 'kline', symbol, interval }));
    expect(names.map((name) => name.replace('btcusdt@spotKline_', ''))).toEqual([
      '1M',
      '5M',
      '15M',
      '30M',
      '1H',
      '4H',
      '1D',
      '1W',
    ]);
  });

  it('lead to a raw connection for one stream and to a combined one for more', () => {
    expect(streamsPath(['btcusdt@spotDepth'])).toBe('/ws/btcusdt@spotDepth');
    expect(streamsPath(['!spotMiniTicker@arr', 'btcusdt@spotDepth'])).toBe(
      '/stream?streams=!spotMiniTicker@arr/btcusdt@spotDepth',
    );
    expect(accountPath('a-key_1')).toBe('/ws/a-key_1');
  });

  it('keep a symbol that is not ASCII, or tries to be a path, inside its name', () => {
    const chinese = streamName({ kind: 'trades', symbol: '月BTC看涨' });
    expect(decodeURIComponent(streamsPath([chinese]))).toBe('/ws/月btc看涨@spotTrade');
    const hostile = streamName({ kind: 'trades', symbol: '../a?b#c/D&e%2f' });
    expect(streamsPath([hostile])).toBe('/ws/..%2Fa%3Fb%23c%2Fd%26e%252f@spotTrade');
    expect(new URL(`wss://host${streamsPath([hostile])}`).pathname.startsWith('/ws/')).toBe(true);
  });
});
