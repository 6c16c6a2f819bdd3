import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { BusWriter, type Variant } from './codec';
import { decodeMessage, lengthOfMessage } from './message';
import { BusError, openSessionBus } from './session-bus';
import { followTrayPresence } from './tray-presence';

const NOTIFICATIONS = 'org.freedesktop.Notifications';

/** A bus that answers each call by what `answer` makes of it, all in one piece. */
async function busOfTest(answer: (member: string, serial: number) => Buffer): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'perch-bus-'));
  const sockets: Socket[] = [];
  const server = createServer((socket) => {
    sockets.push(socket);
    let begun = false;
    socket.on('data', (bytes) => {
      let rest = bytes;
      if (!begun) {
        const at = bytes.indexOf('BEGIN\r\n');
        if (at < 0) return void socket.write('OK 0123456789abcdef\r\n');
        begun = true;
        rest = bytes.subarray(at + 7);
      }
      for (let length = lengthOfMessage(rest); length !== undefined && length <= rest.length;) {
        const { member = '', serial } = decodeMessage(rest.subarray(0, length));
        socket.write(answer(member, serial));
        rest = rest.subarray(length);
        length = lengthOfMessage(rest);
      }
    });
  });
  const path = join(folder, 'bus');
  await new Promise<void>((resolve) => server.listen(path, resolve));
  onTestFinished(async () => {
    for (const socket of sockets) socket.destroy();
    server.close();
    await rm(folder, { recursive: true, force: true });
  });
  return path;
}

/** @param fields by their codes: 1 path, 2 interface, 3 member, 5 reply serial, 8 signature */
function message(type: 2 | 4, fields: readonly (readonly [number, Variant])[], body: Buffer): Buffer {
  const head = new BusWriter();
  head.writeAll('yyyyuua(yv)', ['l'.charCodeAt(0), type, 0, 1, body.length, 1, fields]);
  head.align(8);
  return Buffer.concat([head.bytes(), body]);
}

function bodyOf(signature: string, values: readonly unknown[]): Buffer {
  const writer = new BusWriter();
  writer.writeAll(signature, values);
  return writer.bytes();
}

const reply = (serial: number, signature: string, values: readonly unknown[]): Buffer =>
  message(
    2,
    [
      [5, { signature: 'u', value: serial }],
      [8, { signature: 'g', value: signature }],
    ],
    bodyOf(signature, values),
  );

const signal = (member: string, signature: string, values: readonly unknown[]): Buffer =>
  message(
    4,
    [
      [1, { signature: 'o', value: '/' }],
      [2, { signature: 's', value: NOTIFICATIONS }],
      [3, { signature: 's', value: member }],
      [8, { signature: 'g', value: signature }],
    ],
    bodyOf(signature, values),
  );

it('whoever waits for an answer hears it before the signals that came after it', async () => {
  const path = await busOfTest((member, serial) =>
    member === 'Notify'
      ? Buffer.concat([reply(serial, 'u', [7]), signal('ActionInvoked', 'us', [7, 'open'])])
      : reply(serial, '', []),
  );
  const bus = await openSessionBus(path);
  onTestFinished(() => bus.close());
  const heard: unknown[] = [];
  const known = new Set<number>();
  bus.follow({ interface: NOTIFICATIONS }, ({ body: [id] }) => heard.push(known.has(Number(id))));
  const call = { destination: NOTIFICATIONS, path: '/', interface: NOTIFICATIONS, member: 'Notify' };
  const [id] = await bus.call(call);
  known.add(Number(id));
  await expect.poll(() => heard).toEqual([true]);
});

it('what can not be read ends it: nobody is left waiting, and the tray counts as gone', async () => {
  const path = await busOfTest((member, serial) => {
    if (member === 'NameHasOwner') return reply(serial, 'b', [true]);
    if (member === 'Get') return reply(serial, 'v', [{ signature: 'b', value: true }]);
    return member === 'Notify' ? Buffer.alloc(64, 'x') : reply(serial, '', []);
  });
  const bus = await openSessionBus(path);
  onTestFinished(() => bus.close());
  const told: boolean[] = [];
  followTrayPresence(bus, (present) => told.push(present));
  await expect.poll(() => told).toEqual([true]);
  const call = { destination: NOTIFICATIONS, path: '/', interface: NOTIFICATIONS, member: 'Notify' };
  await expect(bus.call(call)).rejects.toThrow(BusError);
  expect(bus.isOpen()).toBe(false);
  expect(told).toEqual([true, false]);
});
