/** Why a socket ended. `message` is a sentence of our own words: never a path, a listen key or a text of the peer. */
export interface SocketEnd {
  readonly cause:
    /** It never opened. */
    | 'connect-failed'
    /** It was open, and ended without our asking. */
    | 'disconnected'
    /** A frame above the byte cap. */
    | 'oversized'
    /** What came is not WebSocket, or not UTF-8. */
    | 'malformed';
  readonly message: string;
  /** The server's HTTP status, when it answered the handshake with anything but an upgrade. */
  readonly httpStatus?: number;
  /** From `Retry-After` of that answer. */
  readonly retryAfterMs?: number;
}

/** Calls come in order; `onEnd` is the last one, and comes once unless the socket was closed by us, when nothing comes any more. */
export interface SocketEvents {
  onOpen(): void;
  /** `bytes` as they came over the wire, without frame heads. */
  onText(text: string, bytes: number): void;
  /** A binary frame, which the protocol does not know. */
  onBinary(bytes: number): void;
  /** The peer answered a ping or sent one. */
  onSign(): void;
  onEnd(end: SocketEnd): void;
}

/** One WebSocket, being opened or open. */
export interface Socket {
  ping(): void;
  /** Ends it: politely where the peer answers within a second. The promise is there when nothing is left of it; it never rejects. */
  close(): Promise<void>;
}

/** Opens a WebSocket at a path of the exchange's stream server. Never throws; no event comes before it has returned. */
export type OpenSocket = (path: string, events: SocketEvents) => Socket;

/** The server refused what was asked for, so that asking for something else may help; not that it was asked too often. */
export function isRefusal({ httpStatus = 0 }: Pick<SocketEnd, 'httpStatus'>): boolean {
  return httpStatus >= 400 && httpStatus < 500 && httpStatus !== 429 && httpStatus !== 418;
}
