import type {
  EventOf,
  FollowedStream,
  MarketStreams,
  StreamFollower,
  StreamRequest,
} from '../exchange/streams/streams';

/** Streams that say only what a test says, for tests: one follower at a time. */
export interface TestStreams<R extends StreamRequest> {
  readonly streams: MarketStreams;
  /** What is followed, or undefined. */
  readonly followed: () => StreamRequest | undefined;
  /** Reasons for which the follower wanted the connection made again. */
  readonly reconnects: string[];
  live(): void;
  /** Tells an event; nothing happens while nobody follows. */
  tell(event: EventOf<R>, receivedAt: number): void;
  interrupt(reason?: string): void;
}

/** @param onReconnect called after the follower asked for a new connection */
export function testStreams<R extends StreamRequest>(onReconnect?: () => void): TestStreams<R> {
  let present: { request: StreamRequest; follower: StreamFollower<R> } | undefined;
  const reconnects: string[] = [];
  const follow = (request: StreamRequest, follower: StreamFollower<R>): FollowedStream => {
    present = { request, follower };
    return {
      stop: () => (present = undefined),
      reconnect(reason) {
        reconnects.push(reason);
        onReconnect?.();
      },
    };
  };
  return {
    streams: { follow: follow as unknown as MarketStreams['follow'] },
    followed: () => present?.request,
    reconnects,
    live: () => present?.follower.onLive(),
    tell: (event, receivedAt) => present?.follower.onEvent(event, receivedAt),
    interrupt: (reason = 'cut') => present?.follower.onInterrupted(reason),
  };
}
