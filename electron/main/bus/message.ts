import { BusFormatError, BusReader, BusWriter, MOST_BYTES, type Variant } from './codec';

/** D-Bus Specification, "Message Types". */
const TYPES = { call: 1, answer: 2, error: 3, signal: 4 } as const;
type MessageType = keyof typeof TYPES;

/** D-Bus Specification, "Header Fields": name → code and type. */
const FIELDS = {
  path: [1, 'o'],
  interface: [2, 's'],
  member: [3, 's'],
  errorName: [4, 's'],
  replySerial: [5, 'u'],
  destination: [6, 's'],
  sender: [7, 's'],
  signature: [8, 'g'],
} as const;
type FieldName = keyof typeof FIELDS;

const FIXED_BYTES = 16;

export interface BusMessage {
  readonly type: MessageType;
  readonly serial: number;
  readonly path?: string;
  readonly interface?: string;
  readonly member?: string;
  readonly errorName?: string;
  readonly replySerial?: number;
  readonly destination?: string;
  readonly sender?: string;
  readonly body: readonly unknown[];
}

export type OutgoingCall = Required<Pick<BusMessage, 'path' | 'interface' | 'member' | 'destination'>> & {
  readonly signature?: string;
  readonly body?: readonly unknown[];
};

export function encodeCall(call: OutgoingCall, serial: number): Buffer {
  const { signature = '', body: values = [] } = call;
  const body = new BusWriter();
  body.writeAll(signature, values);
  const fields = (['path', 'interface', 'member', 'destination'] as const).map((name) =>
    field(name, call[name]),
  );
  if (signature !== '') fields.push(field('signature', signature));
  const head = new BusWriter();
  head.writeAll('yyyyuua(yv)', ['l'.charCodeAt(0), TYPES.call, 0, 1, body.bytes().length, serial, fields]);
  head.align(8);
  return Buffer.concat([head.bytes(), body.bytes()]);
}

function field(name: FieldName, value: unknown): readonly [number, Variant] {
  const [code, signature] = FIELDS[name];
  return [code, { signature, value }];
}

/** How long the message that begins here is, or undefined while its head has not come whole. */
export function lengthOfMessage(bytes: Buffer): number | undefined {
  if (bytes.length < FIXED_BYTES) return undefined;
  if (bytes[0] !== 'l'.charCodeAt(0)) throw new BusFormatError('a message is not little-endian');
  const head = FIXED_BYTES + bytes.readUInt32LE(12);
  const length = Math.ceil(head / 8) * 8 + bytes.readUInt32LE(4);
  if (length > MOST_BYTES) throw new BusFormatError('a message is too long');
  return length;
}

export function decodeMessage(bytes: Buffer): BusMessage {
  const reader = new BusReader(bytes);
  const [, code, , , , serial, given] = reader.readAll('yyyyuua(yv)');
  const type = (Object.keys(TYPES) as MessageType[]).find((name) => TYPES[name] === code);
  if (!type) throw new BusFormatError('a message has no known type');
  const fields: Partial<Record<FieldName, unknown>> = {};
  for (const [number, { value }] of given as [number, Variant][]) {
    const name = (Object.keys(FIELDS) as FieldName[]).find((each) => FIELDS[each][0] === number);
    if (name) fields[name] = value;
  }
  const { signature, ...known } = fields;
  reader.align(8);
  return {
    ...(known as Omit<BusMessage, 'type' | 'serial' | 'body'>),
    type,
    serial: Number(serial),
    body: reader.readAll(typeof signature === 'string' ? signature : ''),
  };
}
