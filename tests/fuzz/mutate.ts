import type { Choose } from './seed';

/** Values that break something somewhere: what is no number, no text, not plain, too long, of another script, or not what it seems. */
export const JUNK: readonly unknown[] = [
  undefined, null, true, false, 0, -0, 1, -1, 0.1, 1e21, 1e300, NaN, Infinity, -Infinity, 2 ** 53, 10n,
  '', ' ', '0', '-0', '-1', '+1', '.5', '5.', '1e5', '1E400', '0x10', '1,5', '1_000', '１２', '٣', 'NaN', 'Infinity', 'null',
  '1'.repeat(31), `0.${'1'.repeat(21)}`, '9007199254740993', '4613019726031880200', 'x'.repeat(70), 'x'.repeat(3_000),
  'a\u0000b', '\u0007', 'a\nb', '\u202e\u200b', '\ud800', '<img src=x onerror=alert(1)>', '../../etc/passwd', '__proto__',
  'constructor', 'BUY', 'buy', 'BTCUSDT', 'btcusdt', '{}', '[]', '${7*7}', "' OR 1=1 --", [], {}, [[]], [null], { length: 3 },
  Object.create(null), JSON.parse('{"__proto__":{"polluted":1}}'), { constructor: { prototype: { polluted: 1 } } },
  new Date(0), new Map([['a', 1]]), new Set([1]), /x/, new Uint8Array(4), () => 1, Symbol('x'), Array.from({ length: 600 }, () => 0),
  { toString: 1, valueOf: 'x' }, { toString: () => 'BTCUSDT' }, { valueOf: () => 1 }, 'x'.repeat(20_000),
]; // prettier-ignore

/** The part of {@link JUNK} that JSON can hold. */
export const JSON_JUNK: readonly unknown[] = JUNK.filter(
  (value) =>
    value === null ||
    ['string', 'boolean'].includes(typeof value) ||
    (typeof value === 'number' && Number.isFinite(value)) ||
    (typeof value === 'object' &&
      [Object.prototype, Array.prototype].includes(Object.getPrototypeOf(value) as object)),
).filter((value) => JSON.stringify(value) !== undefined);

type Container = Record<string, unknown> | unknown[];
type Path = readonly (string | number)[];

const isContainer = (value: unknown): value is Container =>
  Array.isArray(value) ||
  (typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype);

/** Every place in a value; the empty path is the value itself. */
function places(value: unknown, path: Path = []): Path[] {
  if (!isContainer(value)) return [path];
  const inside = Object.keys(value).flatMap((key) =>
    places((value as Record<string, unknown>)[key], [...path, key]),
  );
  return [path, ...inside];
}

/** The same value with one thing wrong somewhere. */
export function mutated(value: unknown, choose: Choose, junk: readonly unknown[]): unknown {
  const all = places(value);
  const path = all[choose(all.length)] ?? [];
  return at(value, path, (old, parent, key) => damaged(old, parent, key, choose, junk));
}

function at(
  value: unknown,
  path: Path,
  change: (old: unknown, parent: Container | undefined, key: string) => unknown,
): unknown {
  if (path.length === 0) return change(value, undefined, '');
  const copy = (Array.isArray(value) ? [...(value as unknown[])] : { ...(value as object) }) as Record<
    string,
    unknown
  >;
  const [key = '', ...rest] = path.map(String);
  if (rest.length > 0) copy[key] = at(copy[key], rest, change);
  else {
    const next = change(copy[key], copy, key);
    // Damage to the container itself says so by leaving the key out.
    if (next !== LEFT_OUT) copy[key] = next;
  }
  return copy;
}

const LEFT_OUT = Symbol('left out');

function damaged(
  old: unknown,
  parent: Container | undefined,
  key: string,
  choose: Choose,
  junk: readonly unknown[],
): unknown {
  const pick = (): unknown => junk[choose(junk.length)];
  switch (choose(9)) {
    case 0:
      if (parent !== undefined && !Array.isArray(parent)) {
        delete parent[key];
        return LEFT_OUT;
      }
      return pick();
    case 1:
      // One field too many, now and then with a name that means something to JavaScript.
      if (isContainer(old) && !Array.isArray(old)) {
        const name =
          ['extra', '__proto__', 'constructor', 'hasOwnProperty', 'then', key][choose(6)] ?? 'extra';
        return Object.defineProperty({ ...old }, name, {
          value: pick(),
          enumerable: true,
          configurable: true,
          writable: true,
        });
      }
      return [old];
    case 2:
      return typeof old === 'string' ? Number(old) : typeof old === 'number' ? String(old) : { value: old };
    case 3:
      return typeof old === 'string' ? old.slice(0, choose(old.length + 1)) : pick();
    case 4:
      if (typeof old !== 'string') return pick();
      return [
        `-${old}`,
        `${old}e400`,
        `${old}\u0000`,
        ` ${old}`,
        old.repeat(90),
        old.toLowerCase(),
        `${old},5`,
      ][choose(7)];
    case 5:
      if (typeof old !== 'number') return pick();
      return [-old - 1, old + 0.5, old * 1e300, 2 ** 53 + old, -0, NaN, old - 1][choose(7)];
    case 6:
      return Array.isArray(old) ? (old as unknown[]).concat(old as unknown[], [pick()]) : pick();
    case 7:
      return Array.isArray(old) ? (old as unknown[]).toReversed().slice(0, choose(old.length + 1)) : pick();
    default:
      return pick();
  }
}

/** What no object can say: a text of JSON with one thing wrong in its spelling. */
export function misspelt(text: string, choose: Choose): string {
  const where = choose(text.length + 1);
  const [before, after] = [text.slice(0, where), text.slice(where)];
  const literals = [
    '1e400',
    '-1',
    'NaN',
    '0x10',
    '0.0',
    '1'.repeat(40),
    '9007199254740993',
    '-0',
    '1.5e-7',
    '01',
    '+1',
  ];
  switch (choose(10)) {
    case 0:
      return before;
    case 1:
      return before + after.slice(1 + choose(3));
    case 2:
      return (
        before +
        (['"', '{', '}', '[', ']', ',', ':', '\\', '\u0000', '\ufeff', '\ud800', 'e', '-', '.'][choose(14)] ??
          '') +
        after
      );
    case 3: {
      // A number or a text of digits becomes one that nobody believes.
      const numbers = [...text.matchAll(/(?<=[:[,])("?)-?\d[\d.]*\1/g)];
      const chosen = numbers[choose(Math.max(1, numbers.length))];
      if (!chosen) return before;
      const literal = literals[choose(literals.length)] ?? '';
      const quote = choose(2) === 0 ? '"' : '';
      return (
        text.slice(0, chosen.index) + quote + literal + quote + text.slice(chosen.index + chosen[0].length)
      );
    }
    case 4: {
      // A field named twice.
      const names = [...text.matchAll(/"(\w+)":/g)];
      const name = names[choose(Math.max(1, names.length))];
      return name ? `${text.slice(0, name.index)}"${name[1] ?? ''}":"1",${text.slice(name.index)}` : before;
    }
    case 5:
      return '['.repeat(choose(200)) + text;
    case 6:
      return text + text;
    case 7:
      return text.replaceAll('"', "'");
    case 8:
      return `<html>${after}`;
    default:
      return before + after.split('').toReversed().join('');
  }
}
