import { connect, type Socket } from 'node:net';
import { MOST_BYTES } from './codec';
import { decodeMessage, encodeCall, lengthOfMessage, type BusMessage, type OutgoingCall } from './message';

/** An error that came as an answer. */
export class BusError extends Error {
  constructor(
    /** Such as `org.freedesktop.DBus.Error.ServiceUnknown`. */
    readonly errorName: string,
    message: string,
  ) {
    super(message);
  }
}

interface Signal {
  readonly sender: string;
  readonly path: string;
  readonly interface: string;
  readonly member: string;
  readonly body: readonly unknown[];
}

/**
 * A connection to the desktop's session bus: what Perch needs to know whether there is a tray, and to be told what was pressed on a
 * notification. It owns no name and answers nobody.
 */
export interface SessionBus {
  /** Rejects with the error that came as the answer, and when the bus is gone or does not answer. */
  call(call: OutgoingCall): Promise<readonly unknown[]>;
  /** Signals of one interface, or of one member of it. */
  follow(
    of: { readonly interface: string; readonly member?: string; readonly arg0?: string },
    onSignal: (signal: Signal) => void,
  ): () => void;
  /** False once the bus has ended the connection, or sent what could not be read: no call is answered then, and no signal comes. */
  isOpen(): boolean;
  /** Hears when that happens, not when it is closed here. */
  onEnd(listener: () => void): void;
  close(): void;
}

export const BUS = {
  destination: 'org.freedesktop.DBus',
  path: '/org/freedesktop/DBus',
  interface: 'org.freedesktop.DBus',
} as const;

const PATIENCE_MS = 10_000;

/** @param socketPath see {@link sessionSocket} */
export async function openSessionBus(socketPath: string): Promise<SessionBus> {
  const socket = connect(socketPath);
  await signIn(socket);
  const waiting = new Map<
    number,
    { readonly resolve: (body: readonly unknown[]) => void; readonly reject: (error: Error) => void }
  >();
  const followers = new Set<(message: BusMessage) => void>();
  const onEnds: (() => void)[] = [];
  let serial = 0;
  let received = Buffer.alloc(0);
  let open = true;

  function end(reason: string): void {
    if (!open) return;
    open = false;
    socket.destroy();
    for (const { reject } of waiting.values()) reject(new BusError('', reason));
    waiting.clear();
    for (const listener of onEnds) listener();
  }

  function take(message: BusMessage): void {
    // Who waits for an answer that came in the same piece hears it first: a button of a notification whose number it tells.
    if (message.type === 'signal') setImmediate(() => followers.forEach((follower) => follower(message)));
    const call = message.replySerial === undefined ? undefined : waiting.get(message.replySerial);
    if (message.type === 'answer') call?.resolve(message.body);
    if (message.type === 'error') {
      const [words] = message.body;
      call?.reject(new BusError(message.errorName ?? '', typeof words === 'string' ? words : ''));
    }
  }

  socket.on('data', (bytes) => {
    received = Buffer.concat([received, bytes]);
    try {
      if (received.length > 2 * MOST_BYTES) throw new Error('too much at once');
      for (let length = lengthOfMessage(received); length !== undefined && length <= received.length;) {
        take(decodeMessage(received.subarray(0, length)));
        received = received.subarray(length);
        length = lengthOfMessage(received);
      }
    } catch (error) {
      end(error instanceof Error ? error.message : 'a message could not be read');
    }
  });
  socket.on('error', () => end('the bus is gone'));
  socket.on('close', () => end('the bus is gone'));

  function call(outgoing: OutgoingCall): Promise<readonly unknown[]> {
    if (!open) return Promise.reject(new BusError('', 'the bus is gone'));
    const number = (serial += 1);
    return new Promise<readonly unknown[]>((resolve, reject) => {
      const patience = setTimeout(() => reject(new BusError('', 'no answer')), PATIENCE_MS);
      const settle = (): void => {
        clearTimeout(patience);
        waiting.delete(number);
      };
      waiting.set(number, {
        resolve: (body) => (settle(), resolve(body)),
        reject: (error) => (settle(), reject(error)),
      });
      socket.write(encodeCall(outgoing, number));
    });
  }

  await call({ ...BUS, member: 'Hello' });

  return {
    call,
    follow(of, onSignal) {
      const rule = ['type=signal', ...Object.entries(of).map(([key, value]) => `${key}='${value}'`)].join(
        ',',
      );
      const follower = ({ sender = '', path = '', body, ...message }: BusMessage): void => {
        if (message.interface !== of.interface || message.member === undefined) return;
        if (of.member !== undefined && of.member !== message.member) return;
        if (of.arg0 !== undefined && of.arg0 !== body[0]) return;
        onSignal({ sender, path, interface: of.interface, member: message.member, body });
      };
      followers.add(follower);
      const rules = (member: string): void =>
        void call({ ...BUS, member, signature: 's', body: [rule] }).catch(() => undefined);
      rules('AddMatch');
      return () => {
        if (followers.delete(follower) && open) rules('RemoveMatch');
      };
    },
    isOpen: () => open,
    onEnd: (listener) => void onEnds.push(listener),
    close() {
      open = false;
      socket.destroy();
    },
  };
}

/** D-Bus Specification, "EXTERNAL": the kernel tells the bus who we are. */
function signIn(socket: Socket): Promise<void> {
  const uid = Buffer.from(String(process.getuid?.() ?? 0)).toString('hex');
  return new Promise((resolve, reject) => {
    const patience = setTimeout(() => socket.destroy(new Error('no answer')), PATIENCE_MS);
    const fail = (error?: Error): void => {
      clearTimeout(patience);
      reject(error ?? new Error('the bus is gone'));
    };
    socket.once('error', fail);
    socket.once('close', () => fail());
    socket.once('connect', () => socket.write(`\0AUTH EXTERNAL ${uid}\r\n`));
    socket.once('data', (answer) => {
      clearTimeout(patience);
      if (!answer.toString('latin1').startsWith('OK ')) {
        socket.destroy();
        return fail(new Error('the bus refused us'));
      }
      socket.removeAllListeners();
      socket.write('BEGIN\r\n');
      resolve();
    });
  });
}
