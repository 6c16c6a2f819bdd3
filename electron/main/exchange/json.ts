/**
 * JSON from a server, read without loss and without trust.
 *
 * A number literal becomes a number when it is whole and has at most 15 digits, and otherwise a string of its literal characters:
 * `4613019726031880200` → `'4613019726031880200'`, `0.10` → `'0.10'`, `1e400` → `'1e400'`. So no digit is ever lost, and the schemas
 * decide whether the text makes sense. Everything else is as JSON.parse has it, but a duplicate key is refused (JSON.parse would
 * let the last one win) and nesting is capped. `__proto__` becomes an ordinary own property.
 *
 * Not JSON.parse: in the oldest runtime supported its reviver does not see a number's source, and no runtime shows duplicates.
 */
export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

export class JsonError extends Error {
  override readonly name = 'JsonError';
  constructor(
    readonly reason: 'syntax' | 'ends-early' | 'duplicate-key' | 'too-deep',
    /** Characters from the start. */
    readonly at: number,
  ) {
    super(`JSON ${reason} at character ${at}`);
  }
}

/** The venue's deepest answer (exchangeInfo) nests 5 levels. */
const MAX_DEPTH = 32;

const NUMBER = /-?(?:0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?/y;
/** A string without the escape character and without control characters is its own value. */
const SPECIAL = /[\\\p{Cc}]/u;
/** The start of a number that the text's end cut off. */
const CUT_NUMBER = /^[-+.eE\d]*$/;

/** Parses one JSON text. Throws {@link JsonError}; its message never holds a part of the text. */
export function parseJson(text: string): Json {
  return new Parser(text).document();
}

class Parser {
  #at = 0;
  #depth = 0;
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  document(): Json {
    const value = this.#value();
    this.#space();
    if (this.#at < this.#text.length) throw new JsonError('syntax', this.#at);
    return value;
  }

  #value(): Json {
    this.#space();
    switch (this.#text.charCodeAt(this.#at)) {
      case 0x22: // "
        return this.#string();
      case 0x7b: // {
        return this.#object();
      case 0x5b: // [
        return this.#array();
      case 0x74: // t
        return this.#word('true', true);
      case 0x66: // f
        return this.#word('false', false);
      case 0x6e: // n
        return this.#word('null', null);
      default:
        return this.#number();
    }
  }

  #object(): Json {
    this.#open();
    const object: { [key: string]: Json } = {};
    if (this.#next() === 0x7d) return this.#close(object);
    for (;;) {
      this.#expect(0x22, false);
      const keyAt = this.#at;
      const key = this.#string();
      this.#expect(0x3a, true);
      const value = this.#value();
      if (Object.hasOwn(object, key)) throw new JsonError('duplicate-key', keyAt);
      if (key === '__proto__') {
        Object.defineProperty(object, key, { value, enumerable: true, configurable: true, writable: true });
      } else {
        object[key] = value;
      }
      if (this.#next() === 0x7d) return this.#close(object);
      this.#expect(0x2c, true);
      this.#space();
    }
  }

  #array(): Json {
    this.#open();
    const array: Json[] = [];
    if (this.#next() === 0x5d) return this.#close(array);
    for (;;) {
      array.push(this.#value());
      if (this.#next() === 0x5d) return this.#close(array);
      this.#expect(0x2c, true);
    }
  }

  #string(): string {
    const text = this.#text;
    const start = this.#at + 1;
    let end = text.indexOf('"', start);
    if (end < 0) throw new JsonError('ends-early', text.length);
    const plain = text.slice(start, end);
    if (!SPECIAL.test(plain)) {
      this.#at = end + 1;
      return plain;
    }
    while (backslashesBefore(text, end, start) % 2 === 1) {
      end = text.indexOf('"', end + 1);
      if (end < 0) throw new JsonError('ends-early', text.length);
    }
    this.#at = end + 1;
    try {
      // The escapes of one string literal: nothing here can be a number or a key.
      return JSON.parse(text.slice(start - 1, end + 1)) as string;
    } catch {
      throw new JsonError('syntax', start - 1);
    }
  }

  #number(): Json {
    NUMBER.lastIndex = this.#at;
    const match = NUMBER.exec(this.#text);
    const literal = match?.[0];
    const after = this.#text.charCodeAt(this.#at + (literal?.length ?? 0));
    if (match === null || literal === undefined || after === 0x2e || after === 0x45 || after === 0x65) {
      throw new JsonError(CUT_NUMBER.test(this.#text.slice(this.#at)) ? 'ends-early' : 'syntax', this.#at);
    }
    this.#at += literal.length;
    const isWhole = match[1] === undefined && match[2] === undefined;
    const digits = literal.charCodeAt(0) === 0x2d ? literal.length - 1 : literal.length;
    return isWhole && digits <= 15 ? Number(literal) : literal;
  }

  #word<T extends Json>(word: string, value: T): T {
    if (!this.#text.startsWith(word, this.#at)) {
      throw new JsonError(word.startsWith(this.#text.slice(this.#at)) ? 'ends-early' : 'syntax', this.#at);
    }
    this.#at += word.length;
    return value;
  }

  #open(): void {
    this.#at += 1;
    this.#depth += 1;
    if (this.#depth > MAX_DEPTH) throw new JsonError('too-deep', this.#at);
  }

  #close<T extends Json>(value: T): T {
    this.#at += 1;
    this.#depth -= 1;
    return value;
  }

  /** The next character that is not white space, without taking it; NaN at the end. */
  #next(): number {
    this.#space();
    return this.#text.charCodeAt(this.#at);
  }

  #expect(character: number, take: boolean): void {
    if (this.#text.charCodeAt(this.#at) !== character) {
      if (this.#next() !== character) {
        throw new JsonError(this.#at >= this.#text.length ? 'ends-early' : 'syntax', this.#at);
      }
    }
    if (take) this.#at += 1;
  }

  #space(): void {
    for (;;) {
      const character = this.#text.charCodeAt(this.#at);
      if (
        character > 0x20 ||
        (character !== 0x20 && character !== 0x0a && character !== 0x0d && character !== 0x09)
      )
        return;
      this.#at += 1;
    }
  }
}

function backslashesBefore(text: string, at: number, start: number): number {
  let index = at;
  while (index > start && text.charCodeAt(index - 1) === 0x5c) index -= 1;
  return at - index;
}
