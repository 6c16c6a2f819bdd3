import type { TopicValues } from '@shared/contract/topics';
import type { ExchangeConnection } from '../exchange/connection';
import type { Incidents } from '../exchange/streams/incidents';
import type { MarketStreams } from '../exchange/streams/streams';
import { followBook } from '../market/book/book-feed';
import { followChart } from '../market/candles/chart-feed';
import { followTape } from '../market/tape/tape-feed';
import type { ShownMarket } from './market-view';
import { shareFeed } from './shared-feed';

interface MarketFeedsOptions {
  readonly connection: Pick<ExchangeConnection, 'call' | 'serverNow'>;
  readonly streams: MarketStreams;
  readonly incidents: Incidents;
  /** Whether endpoints that need a key can be asked. */
  readonly hasKey: boolean;
}

/** Books, tapes and charts of one session, each once for all windows that look at it. */
export type MarketFeeds = ReturnType<typeof openMarketFeeds>;

type Book = NonNullable<TopicValues['book']>;
type Tape = NonNullable<TopicValues['tape']>;
type Chart = readonly [state: NonNullable<TopicValues['chart']>, candles: TopicValues['candles']];

export function openMarketFeeds({ hasKey, ...common }: MarketFeedsOptions) {
  const books = shareFeed((symbol, onBook: (value: Book) => void) =>
    followBook({ ...common, symbol, onBook }),
  );
  const tapes = shareFeed((symbol, onTape: (value: Tape) => void) =>
    followTape({ ...common, hasKey, symbol, onTape }),
  );
  const charts = shareFeed((key, onChart: (value: Chart) => void) =>
    followChart({ ...common, ...marketOf(key), onChart: (state, candles) => onChart([state, candles]) }),
  );
  return {
    book: (symbol: string, onBook: (value: Book) => void) => books.follow(symbol, onBook),
    tape: (symbol: string, onTape: (value: Tape) => void) => tapes.follow(symbol, onTape),
    chart: (market: ShownMarket, onChart: (value: Chart) => void) =>
      charts.follow(`${market.interval} ${market.symbol}`, onChart),
    wake(): void {
      for (const feeds of [books, tapes, charts]) feeds.wake();
    },
  };
}

/** A symbol may have any character; an interval has no space. */
function marketOf(key: string): ShownMarket {
  const at = key.indexOf(' ');
  return { interval: key.slice(0, at) as ShownMarket['interval'], symbol: key.slice(at + 1) };
}
