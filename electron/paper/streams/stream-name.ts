import { ApiError } from '../http/api-error';
import type { Market } from '../market/market';
import type { DayStatistics } from '../market/statistics';
import { depthSource } from './depth-source';
import { isKlineName, klineSource } from './kline-source';
import { partialDepthSource } from './partial-depth-source';
import type { Source } from './source';
import { allTickersSource, miniTickerOf, tickerOf, tickerSource } from './ticker-source';
import { tradeSource } from './trade-source';

/** What public streams are made from. */
export interface StreamGround {
  readonly markets: ReadonlyMap<string, Market>;
  readonly statistics: DayStatistics;
}

/** Longest stream name looked at; it is repeated in the refusal. */
const LONGEST_NAME = 64;

/**
 * The maker of a public stream's messages. PROTOCOL: streams. Throws the refusal of a stream or symbol that does not exist, naming it.
 */
export function sourceOf(name: string, ground: StreamGround): () => Source {
  if (name === '!spotMiniTicker@arr') return () => allTickersSource(ground, miniTickerOf);
  if (name === '!spotTicker@arr') return () => allTickersSource(ground, tickerOf);
  const at = name.indexOf('@');
  const kind = name.slice(at + 1);
  const make = at < 1 ? undefined : ofSymbol(kind, ground);
  if (!make) throw noStream(name);
  const market = marketOf(name.slice(0, at), ground);
  if (!market) throw noSymbol(name.slice(0, at), name);
  return () => make(market);
}

function ofSymbol(kind: string, { statistics }: StreamGround): ((market: Market) => Source) | undefined {
  switch (kind) {
    case 'spotTrade':
      return tradeSource;
    case 'spotMiniTicker':
      return (market) => tickerSource(market, statistics, miniTickerOf);
    case 'spotTicker':
      return (market) => tickerSource(market, statistics, tickerOf);
    case 'spotDepth':
      return depthSource;
    case 'spotDepth5':
      return (market) => partialDepthSource(market, 5);
    case 'spotDepth10':
      return (market) => partialDepthSource(market, 10);
    case 'spotDepth20':
      return (market) => partialDepthSource(market, 20);
    default: {
      const interval = kind.startsWith('spotKline_') ? kind.slice('spotKline_'.length) : '';
      return isKlineName(interval) ? (market) => klineSource(market, interval) : undefined;
    }
  }
}

/** PROTOCOL: symbols are lower case in stream names. */
function marketOf(symbol: string, { markets }: StreamGround): Market | undefined {
  return symbol === symbol.toLowerCase() ? markets.get(symbol.toUpperCase()) : undefined;
}

const short = (text: string): string =>
  text.length > LONGEST_NAME ? `${text.slice(0, LONGEST_NAME)}…` : text;

const noStream = (name: string): ApiError =>
  new ApiError(-1130, `Data sent for parameter 'streams' is not valid: there is no stream '${short(name)}'.`);

const noSymbol = (symbol: string, name: string): ApiError =>
  new ApiError(
    -1121,
    symbol === symbol.toLowerCase()
      ? `Invalid symbol: '${short(symbol)}' in stream '${short(name)}'.`
      : `Invalid symbol: '${short(symbol)}' in stream '${short(name)}' must be lower case.`,
  );
