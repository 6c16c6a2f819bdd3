import { lstat, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** What must not be found, under the name by which a finding is reported. */
export interface Sought {
  readonly name: string;
  readonly text: string;
}

/** Long enough not to occur by chance, short enough to find a part of a secret that was split or cut. */
const PART = 16;

/** A text in every form in which it could lie around: encoded as a whole, and plain in parts. */
function formsOf(text: string): readonly (readonly [form: string, bytes: Buffer])[] {
  const plain = Buffer.from(text, 'utf8');
  // The middle of a base64 text does not depend on what surrounds it, only on where it begins among three bytes.
  const base64 = [0, 1, 2].map((shift) =>
    Buffer.concat([Buffer.alloc(shift), plain])
      .toString('base64')
      .slice(4, -4),
  );
  const parts = Array.from({ length: Math.ceil(text.length / PART) }, (_, index) =>
    text.slice(index * PART, (index + 1) * PART),
  ).filter((part) => part.length === PART);
  return [
    ...parts.map((part) => ['utf8', Buffer.from(part, 'utf8')] as const),
    ...parts.map((part) => ['utf16le', Buffer.from(part, 'utf16le')] as const),
    ...base64.map((encoded) => ['base64', Buffer.from(encoded)] as const),
    ...base64.map(
      (encoded) => ['base64url', Buffer.from(encoded.replaceAll('+', '-').replaceAll('/', '_'))] as const,
    ),
    ['hex', Buffer.from(plain.toString('hex'))],
    ['upper-case hex', Buffer.from(plain.toString('hex').toUpperCase())],
    ['url-encoded', Buffer.from(encodeURIComponent(text))],
    ['JSON', Buffer.from(JSON.stringify(text).slice(1, -1))],
    ['reversed', Buffer.from([...text].reverse().join(''))],
  ];
}

export interface SecretSearch {
  /** Looks into a text or bytes from `place`, and remembers what it finds. */
  look(place: string, content: string | Buffer): void;
  /** Looks into every file below a folder, and at its name. Gives the number of files. */
  lookIntoFiles(place: string, folder: string): Promise<number>;
  /** `name as form in place` of everything found. */
  found(): readonly string[];
}

export function startSearch(sought: readonly Sought[]): SecretSearch {
  const needles = sought.flatMap(({ name, text }) =>
    formsOf(text).map(([form, bytes]) => ({ label: `${name} as ${form}`, bytes })),
  );
  const found = new Set<string>();
  const look = (place: string, content: string | Buffer): void => {
    const bytes = typeof content === 'string' ? Buffer.from(content, 'utf8') : content;
    for (const { label, bytes: needle } of needles)
      if (bytes.includes(needle)) found.add(`${label} in ${place}`);
  };
  return {
    look,
    async lookIntoFiles(place, folder) {
      let files = 0;
      for (const name of await readdir(folder, { recursive: true })) {
        look(`${place}, a name`, name);
        const path = join(folder, name);
        // A file that a running app has just removed is not there to be read.
        if (!(await lstat(path).catch(() => undefined))?.isFile()) continue;
        look(`${place}/${name}`, await readFile(path).catch(() => ''));
        files += 1;
      }
      return files;
    },
    found: () => [...found].sort(),
  };
}
