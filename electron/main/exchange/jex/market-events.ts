import { assertNever } from '@shared/domain/assert-never';
import { magnitudeOf } from '@shared/domain/magnitude';
import type { Level } from '@shared/domain/market';
import type {
  DepthEvent,
  EventOf,
  KlineEvent,
  MiniTickerEvent,
  PartialDepthEvent,
  StreamInterval,
  StreamRequest,
  TickerEvent,
  TradeEvent,
} from '../streams/streams';
import {
  decimal,
  digits,
  fields,
  flag,
  list,
  MalformedEvent,
  positive,
  signed,
  text,
  UnknownEvent,
  whole,
  type Fields,
} from './event-fields';

/**
 * Reads what came over one stream, already parsed. What cannot be believed is thrown: {@link MalformedEvent}, {@link UnknownEvent},
 * `INEXACT_NUMBER`. Of an array (trades, all tickers) the good elements survive: the others go to `onBad`, all of them in one
 * call, and null is the answer when none is left. An event whose parts belong together (a book's levels, a candle) is good as a
 * whole or not at all.
 */
export type ReadEvent<E> = (value: unknown, onBad: (bad: BadElements) => void) => E | null;

export interface BadElements {
  /** How many of how many. */
  readonly count: number;
  readonly of: number;
  readonly first: MalformedEvent | UnknownEvent;
}

/** The reader for one stream. Symbols must be the stream's own, whatever their case; in the streams of all symbols any will do. */
export function eventReader<R extends StreamRequest>(request: R): ReadEvent<EventOf<R>>;
export function eventReader(request: StreamRequest): ReadEvent<EventOf<StreamRequest>> {
  switch (request.kind) {
    case 'trades': {
      const isOurs = symbolCheck(request.symbol);
      return each((event) => readTrade(event, isOurs));
    }
    case 'kline': {
      const isOurs = symbolCheck(request.symbol);
      return (value) => readKline(value, isOurs, request.interval);
    }
    case 'miniTicker': {
      const isOurs = symbolCheck(request.symbol);
      return (value) => readMiniTicker(value, isOurs);
    }
    case 'allMiniTickers':
      return each((event) => readMiniTicker(event, anySymbol));
    case 'ticker': {
      const isOurs = symbolCheck(request.symbol);
      return (value) => readTicker(value, isOurs);
    }
    case 'allTickers':
      return each((event) => readTicker(event, anySymbol));
    case 'partialDepth':
      return (value) => readPartialDepth(value, request.levels);
    case 'depth': {
      const isOurs = symbolCheck(request.symbol);
      return (value) => readDepth(value, isOurs);
    }
    default:
      return assertNever(request);
  }
}

type SymbolCheck = (symbol: string) => boolean;

const anySymbol: SymbolCheck = () => true;

/** PROTOCOL: in stream names symbols are lower case, so they cannot tell cases apart either. */
function symbolCheck(symbol: string): SymbolCheck {
  const lower = symbol.toLowerCase();
  return (other) => other === symbol || other.toLowerCase() === lower;
}

function each<T>(read: (value: unknown) => T): ReadEvent<readonly T[]> {
  return (value, onBad) => {
    const elements = list(value, '');
    const events: T[] = [];
    let first: MalformedEvent | UnknownEvent | undefined;
    for (let index = 0; index < elements.length; index += 1) {
      try {
        events.push(read(elements[index]));
      } catch (error) {
        if (!(error instanceof MalformedEvent || error instanceof UnknownEvent)) throw error;
        first ??= error instanceof MalformedEvent ? error.within(index) : error;
      }
    }
    if (first === undefined) return events;
    onBad({ count: elements.length - events.length, of: elements.length, first });
    return events.length === 0 ? null : events;
  };
}

/** The fields of an event of this kind and symbol. */
function eventOf(value: unknown, kind: string, isOurs: SymbolCheck): Fields & { s: string } {
  const event = fields(value, '');
  if (event['e'] !== kind) {
    text(event['e'], 'e');
    throw new UnknownEvent('It is of another kind than the stream.');
  }
  const s = text(event['s'], 's');
  if (!isOurs(s)) throw new UnknownEvent('It is of another symbol than the stream.');
  return event as Fields & { s: string };
}

function readTrade(value: unknown, isOurs: SymbolCheck): TradeEvent {
  const event = eventOf(value, 'spotTrade', isOurs);
  return {
    eventTime: whole(event['E'], 'E'),
    symbol: event.s,
    tradeId: digits(event['t'], 't'),
    price: positive(event['p'], 'p'),
    quantity: positive(event['q'], 'q'),
    time: whole(event['T'], 'T'),
    buyerIsMaker: flag(event['m'], 'm'),
  };
}

function readKline(value: unknown, isOurs: SymbolCheck, interval: StreamInterval): KlineEvent {
  const event = eventOf(value, 'spotKline', isOurs);
  const k = fields(event['k'], 'k');
  if (!isOurs(text(k['s'], 'k.s')))
    throw new UnknownEvent('Its candle is of another symbol than the stream.');
  // PROTOCOL does not say whether `i` is spelled as in the stream's name (1M) or as elsewhere (1m).
  if (text(k['i'], 'k.i').toLowerCase() !== interval)
    throw new UnknownEvent('Its candle is of another interval than the stream.');
  const openTime = whole(k['t'], 'k.t');
  const closeTime = whole(k['T'], 'k.T');
  if (closeTime <= openTime) throw new MalformedEvent('k.T', 'after k.t');
  return {
    eventTime: whole(event['E'], 'E'),
    symbol: event.s,
    openTime,
    closeTime,
    open: positive(k['o'], 'k.o'),
    high: positive(k['h'], 'k.h'),
    low: positive(k['l'], 'k.l'),
    close: positive(k['c'], 'k.c'),
    volume: decimal(k['v'], 'k.v'),
    quoteVolume: decimal(k['q'], 'k.q'),
  };
}

function readMiniTicker(value: unknown, isOurs: SymbolCheck): MiniTickerEvent {
  const event = eventOf(value, '24hrSpotMiniTicker', isOurs);
  return {
    eventTime: whole(event['E'], 'E'),
    symbol: event.s,
    // A symbol that was never traded has zeros.
    lastPrice: decimal(event['c'], 'c'),
    openPrice: decimal(event['o'], 'o'),
    highPrice: decimal(event['h'], 'h'),
    lowPrice: decimal(event['l'], 'l'),
    volume: decimal(event['v'], 'v'),
    quoteVolume: decimal(event['q'], 'q'),
  };
}

function readTicker(value: unknown, isOurs: SymbolCheck): TickerEvent {
  const event = eventOf(value, '24hrSpotTicker', isOurs);
  return {
    eventTime: whole(event['E'], 'E'),
    symbol: event.s,
    priceChange: signed(event['p'], 'p'),
    priceChangePercent: signed(event['P'], 'P'),
    lastPrice: decimal(event['c'], 'c'),
    highPrice: decimal(event['h'], 'h'),
    lowPrice: decimal(event['l'], 'l'),
    volume: decimal(event['v'], 'v'),
    quoteVolume: decimal(event['q'], 'q'),
    openTime: whole(event['O'], 'O'),
    closeTime: whole(event['C'], 'C'),
  };
}

function readPartialDepth(value: unknown, levels: number): PartialDepthEvent {
  const event = fields(value, '');
  const bids = readLevels(event['bids'], 'bids', positive);
  const asks = readLevels(event['asks'], 'asks', positive);
  if (bids.length > levels) throw new MalformedEvent('bids', `at most ${levels} levels`);
  if (asks.length > levels) throw new MalformedEvent('asks', `at most ${levels} levels`);
  return { bids, asks };
}

function readDepth(value: unknown, isOurs: SymbolCheck): DepthEvent {
  const event = eventOf(value, 'spotDepthUpdate', isOurs);
  return {
    symbol: event.s,
    version: whole(event['v'], 'v'),
    bids: readLevels(event['b'], 'b', decimal),
    asks: readLevels(event['a'], 'a', decimal),
  };
}

/** Levels as JSON.parse made them when all are pairs of texts, as they are: no array is made for any, and no digit is read twice. */
function readLevels(value: unknown, name: string, quantity: typeof decimal): readonly Level[] {
  const levels = list(value, name);
  const least = quantity === positive ? 'positive' : 'zero';
  for (let index = 0; index < levels.length; index += 1) {
    if (!isLevel(levels[index], least)) return readOddLevels(levels, name, quantity);
  }
  return levels as readonly Level[];
}

function isLevel(level: unknown, least: 'zero' | 'positive'): level is Level {
  if (!Array.isArray(level) || level.length !== 2) return false;
  const price: unknown = level[0];
  const quantity: unknown = level[1];
  if (typeof price !== 'string' || typeof quantity !== 'string') return false;
  if (magnitudeOf(price) !== 'positive') return false;
  const magnitude = magnitudeOf(quantity);
  return magnitude === 'positive' || magnitude === least;
}

/** The same for levels of which one is spelled otherwise or bad, which is then named. */
function readOddLevels(list: readonly unknown[], name: string, quantity: typeof decimal): readonly Level[] {
  return list.map((level, index) => {
    try {
      // A third element is allowed: over REST there is one, to be ignored.
      if (!Array.isArray(level) || level.length < 2) throw new MalformedEvent('', '[price, quantity]');
      return [positive(level[0], '0'), quantity(level[1], '1')] as const;
    } catch (error) {
      throw error instanceof MalformedEvent ? error.within(index).within(name) : error;
    }
  });
}
