/**
 * Values of the D-Bus wire format, little-endian (D-Bus Specification, "Marshaling"). Basic types are numbers, booleans, texts and
 * bigints (`x`, `t`); `v` is a {@link Variant}; an array is an array, of dict entries a list of pairs; a struct is an array.
 */
export interface Variant {
  readonly signature: string;
  readonly value: unknown;
}

const FIXED = { y: 1, n: 2, q: 2, i: 4, u: 4, b: 4, x: 8, t: 8, d: 8 } as const;
type Fixed = keyof typeof FIXED;

/** Longest message that is read or written: what Perch asks a desktop for is far smaller. */
export const MOST_BYTES = 1 << 20;

/** Throws on what breaks the format. */
export class BusFormatError extends Error {}

function alignmentOf(type: string): number {
  if (type in FIXED) return FIXED[type as Fixed];
  if (type === 's' || type === 'o' || type === 'a') return 4;
  return type === '(' || type === '{' ? 8 : 1;
}

/** Complete types of a signature: `sa{sv}` → `s`, `a{sv}`. */
export function typesOf(signature: string): string[] {
  const types: string[] = [];
  for (let at = 0; at < signature.length;) {
    const end = endOfType(signature, at);
    types.push(signature.slice(at, end));
    at = end;
  }
  return types;
}

function endOfType(signature: string, at: number): number {
  const first = signature[at];
  if (first === undefined) throw new BusFormatError('a signature ends too early');
  if (first === 'a') return endOfType(signature, at + 1);
  if (first !== '(' && first !== '{') return at + 1;
  let depth = 0;
  for (let end = at; end < signature.length; end += 1) {
    if ('({'.includes(signature[end] ?? ' ')) depth += 1;
    if (')}'.includes(signature[end] ?? ' ')) depth -= 1;
    if (depth === 0) return end + 1;
  }
  throw new BusFormatError('a signature has an open bracket');
}

export class BusWriter {
  #bytes = Buffer.alloc(256);
  #length = 0;

  bytes(): Buffer {
    return this.#bytes.subarray(0, this.#length);
  }

  align(to: number): void {
    this.#grow((to - (this.#length % to)) % to);
  }

  writeAll(signature: string, values: readonly unknown[]): void {
    typesOf(signature).forEach((type, at) => this.write(type, values[at]));
  }

  write(type: string, value: unknown): void {
    const [first = ''] = type;
    this.align(alignmentOf(first));
    if (first in FIXED) return this.#writeFixed(first as Fixed, value);
    if (first === 's' || first === 'o') return this.#writeText(String(value), 4);
    if (first === 'g') return this.#writeText(String(value), 1);
    if (first === 'v') {
      const { signature, value: inner } = value as Variant;
      this.write('g', signature);
      return this.write(signature, inner);
    }
    if (first === 'a') return this.#writeArray(type.slice(1), value as readonly unknown[]);
    if (first === '(' || first === '{') return this.writeAll(type.slice(1, -1), value as readonly unknown[]);
    throw new BusFormatError(`no such type: ${type}`);
  }

  #writeArray(type: string, values: readonly unknown[]): void {
    const lengthAt = this.#grow(4);
    this.align(alignmentOf(type.charAt(0)));
    const begin = this.#length;
    for (const value of values) this.write(type, value);
    this.#bytes.writeUInt32LE(this.#length - begin, lengthAt);
  }

  #writeText(text: string, lengthBytes: 1 | 4): void {
    const length = Buffer.byteLength(text);
    const at = this.#grow(lengthBytes + length + 1);
    this.#bytes.writeUIntLE(length, at, lengthBytes);
    this.#bytes.write(text, at + lengthBytes);
  }

  #writeFixed(type: Fixed, value: unknown): void {
    const at = this.#grow(FIXED[type]);
    const number = Number(value);
    if (type === 'x') this.#bytes.writeBigInt64LE(value as bigint, at);
    else if (type === 't') this.#bytes.writeBigUInt64LE(value as bigint, at);
    else if (type === 'd') this.#bytes.writeDoubleLE(number, at);
    else if (type === 'i' || type === 'n') this.#bytes.writeIntLE(number, at, FIXED[type]);
    else this.#bytes.writeUIntLE(number, at, FIXED[type]);
  }

  /** Room for so many zero bytes; answers where they begin. */
  #grow(by: number): number {
    const at = this.#length;
    this.#length += by;
    if (this.#length > MOST_BYTES) throw new BusFormatError('a message is too long');
    if (this.#length > this.#bytes.length) {
      this.#bytes = Buffer.concat([this.#bytes, Buffer.alloc(this.#length)]);
    }
    return at;
  }
}

export class BusReader {
  #at: number;

  constructor(
    private readonly bytes: Buffer,
    at = 0,
  ) {
    this.#at = at;
  }

  align(to: number): void {
    this.#take((to - (this.#at % to)) % to);
  }

  readAll(signature: string): unknown[] {
    return typesOf(signature).map((type) => this.read(type));
  }

  read(type: string): unknown {
    const [first = ''] = type;
    this.align(alignmentOf(first));
    if (first in FIXED) return this.#readFixed(first as Fixed);
    if (first === 's' || first === 'o') return this.#readText(4);
    if (first === 'g') return this.#readText(1);
    if (first === 'v') {
      const signature = this.#readText(1);
      if (typesOf(signature).length !== 1) throw new BusFormatError('a variant has not one type');
      return { signature, value: this.read(signature) } satisfies Variant;
    }
    if (first === 'a') return this.#readArray(type.slice(1));
    if (first === '(' || first === '{') return this.readAll(type.slice(1, -1));
    throw new BusFormatError(`no such type: ${type}`);
  }

  #readArray(type: string): unknown[] {
    const length = this.bytes.readUInt32LE(this.#take(4));
    this.align(alignmentOf(type.charAt(0)));
    const end = this.#at + length;
    if (end > this.bytes.length) throw new BusFormatError('an array is longer than its message');
    const values: unknown[] = [];
    while (this.#at < end) values.push(this.read(type));
    return values;
  }

  #readText(lengthBytes: 1 | 4): string {
    const length = this.bytes.readUIntLE(this.#take(lengthBytes), lengthBytes);
    const at = this.#take(length + 1);
    return this.bytes.toString('utf8', at, at + length);
  }

  #readFixed(type: Fixed): unknown {
    const at = this.#take(FIXED[type]);
    if (type === 'x') return this.bytes.readBigInt64LE(at);
    if (type === 't') return this.bytes.readBigUInt64LE(at);
    if (type === 'd') return this.bytes.readDoubleLE(at);
    if (type === 'b') return this.bytes.readUInt32LE(at) === 1;
    if (type === 'i' || type === 'n') return this.bytes.readIntLE(at, FIXED[type]);
    return this.bytes.readUIntLE(at, FIXED[type]);
  }

  #take(bytes: number): number {
    const at = this.#at;
    if (at + bytes > this.bytes.length) throw new BusFormatError('a message ends too early');
    this.#at += bytes;
    return at;
  }
}
