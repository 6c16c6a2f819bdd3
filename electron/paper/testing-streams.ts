import { WebSocket } from 'ws';
import { parseJson } from './testing-json';

/** Everything one plain WebSocket client has heard. */
export interface Heard {
  readonly socket: WebSocket;
  /** Parsed messages, oldest first; whole numbers beyond 2^53 as text. */
  readonly messages: readonly unknown[];
  /** The raw texts. */
  readonly texts: readonly string[];
  /** Resolves with the first message from `from` on that `wanted` holds for; rejects after `withinMs` or when the connection ends. */
  next<Message>(
    wanted: (message: Message) => boolean,
    options?: { from?: number; withinMs?: number },
  ): Promise<Message>;
  /** Resolves with code and reason when the connection has ended. */
  readonly ended: Promise<{ code: number; reason: string }>;
  close(): void;
}

/** Opens a WebSocket and listens; rejects when it is refused. */
export async function listen(base: string, target: string): Promise<Heard> {
  const socket = new WebSocket(`${base}${target}`, { perMessageDeflate: false });
  const messages: unknown[] = [];
  const texts: string[] = [];
  const waiting = new Set<() => void>();
  let over: { code: number; reason: string } | undefined;
  socket.on('message', (frame: Buffer) => {
    const text = frame.toString('utf8');
    texts.push(text);
    messages.push(parseJson(text));
    for (const look of [...waiting]) look();
  });
  const ended = new Promise<{ code: number; reason: string }>((resolve) => {
    socket.on('close', (code, reason) => {
      over = { code, reason: reason.toString() };
      resolve(over);
      for (const look of [...waiting]) look();
    });
  });
  await new Promise<void>((resolve, reject) => {
    socket.once('open', resolve);
    socket.once('error', reject);
  });
  socket.on('error', () => undefined);
  return {
    socket,
    messages,
    texts,
    ended,
    close: () => socket.terminate(),
    next<Message>(
      wanted: (message: Message) => boolean,
      { from = 0, withinMs = 15_000 }: { from?: number; withinMs?: number } = {},
    ) {
      let at = from;
      return new Promise<Message>((resolve, reject) => {
        const stop = (): void => {
          clearTimeout(timer);
          waiting.delete(look);
        };
        const timer = setTimeout(() => {
          stop();
          reject(new Error(`nothing wanted among ${messages.length} messages in ${withinMs} ms`));
        }, withinMs);
        const look = (): void => {
          for (; at < messages.length; at++) {
            if (!wanted(messages[at] as Message)) continue;
            stop();
            resolve(messages[at] as Message);
            return;
          }
          if (!over) return;
          stop();
          reject(new Error(`the connection ended with ${over.code} ${over.reason}`));
        };
        waiting.add(look);
        look();
      });
    },
  };
}
