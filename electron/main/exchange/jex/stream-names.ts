import { assertNever } from '@shared/domain/assert-never';
import type { StreamInterval, StreamRequest } from '../streams/streams';

/** PROTOCOL: "minutes are `M` here". */
const INTERVAL: Readonly<Record<StreamInterval, string>> = {
  '1m': '1M',
  '5m': '5M',
  '15m': '15M',
  '30m': '30M',
  '1h': '1H',
  '4h': '4H',
  '1d': '1D',
  '1w': '1W',
};

/** PROTOCOL: "at most 10 streams per connection". */
export const MOST_STREAMS_PER_CONNECTION = 10;

/** The stream's name as in PROTOCOL's table, with the symbol in lower case. Two requests of one name are one stream. */
export function streamName(request: StreamRequest): string {
  switch (request.kind) {
    case 'trades':
      return `${request.symbol.toLowerCase()}@spotTrade`;
    case 'kline':
      return `${request.symbol.toLowerCase()}@spotKline_${INTERVAL[request.interval]}`;
    case 'miniTicker':
      return `${request.symbol.toLowerCase()}@spotMiniTicker`;
    case 'allMiniTickers':
      return '!spotMiniTicker@arr';
    case 'ticker':
      return `${request.symbol.toLowerCase()}@spotTicker`;
    case 'allTickers':
      return '!spotTicker@arr';
    case 'partialDepth':
      return `${request.symbol.toLowerCase()}@spotDepth${request.levels}`;
    case 'depth':
      return `${request.symbol.toLowerCase()}@spotDepth`;
    default:
      return assertNever(request);
  }
}

/** Path and query of a connection. PROTOCOL: raw for one stream, combined for more. */
export function streamsPath(names: readonly string[]): string {
  const [first = '', ...rest] = names.map(escaped);
  return rest.length === 0 ? `/ws/${first}` : `/stream?streams=${[first, ...rest].join('/')}`;
}

/** PROTOCOL: the account's stream. The key is checked where it arrives: letters, digits, - and _. */
export function accountPath(listenKey: string): string {
  return `/ws/${listenKey}`;
}

/** A symbol is data and can hold anything; `@` and `!` are legal as they are and are what servers look for. */
function escaped(name: string): string {
  return encodeURIComponent(name).replaceAll('%40', '@').replaceAll('%21', '!');
}
