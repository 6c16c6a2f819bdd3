/** What a program would import to trade with Perch's exchange client: requests, and the streams of market and account. */
export { createExchangeConnection } from '../../electron/main/exchange/connection';
export { createMarketStreams } from '../../electron/main/exchange/streams/market-streams';
export { openUserStream } from '../../electron/main/exchange/streams/user-stream';
