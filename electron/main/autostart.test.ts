import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { autostartEntry, autostartFolder, isAutostarted, setAutostart } from './autostart';

const command = { program: '/opt/Perch/perch', args: ['--hidden'] };

describe('the folder of autostart entries', () => {
  it('is the one of XDG_CONFIG_HOME, when that is absolute', () => {
    expect(autostartFolder({ XDG_CONFIG_HOME: '/c' }, '/home/u')).toBe('/c/autostart');
    expect(autostartFolder({ XDG_CONFIG_HOME: 'relative' }, '/home/u')).toBe('/home/u/.config/autostart');
    expect(autostartFolder({}, '/home/u')).toBe('/home/u/.config/autostart');
  });
});

describe('the entry', () => {
  it('starts the program hidden', () => {
    expect(autostartEntry(command)).toContain('\nExec="/opt/Perch/perch" "--hidden"\n');
  });

  it('quotes what the specification gives a meaning', () => {
    const entry = autostartEntry({ program: '/opt/My "Perch" $1/100%/a\\b', args: [] });
    expect(entry).toContain(String.raw`Exec="/opt/My \\"Perch\\" \\$1/100%%/a\\\\b"`);
  });
});

it.each([
  ['line break', '\n', String.raw`\n`],
  ['carriage return', '\r', String.raw`\r`],
  ['tab', '\t', String.raw`\t`],
])('a %s of a path is written as an escape, and breaks no line of the entry', (_name, character, escape) => {
  const exec = autostartEntry({ program: `/opt/a${character}b`, args: [] })
    .split('\n')
    .filter((line) => line.startsWith('Exec='));
  expect(exec).toEqual([`Exec="/opt/a${escape}b"`]);
});

/** What a desktop makes of the line, step by step as the specification has it: the string's escapes, then quotes, then field codes. */
function execOf(entry: string): string[] {
  const lines = entry.split('\n').filter((line) => line.startsWith('Exec='));
  expect(lines).toHaveLength(1);
  const escapes: Record<string, string> = { s: ' ', n: '\n', t: '\t', r: '\r', '\\': '\\' };
  const value = lines[0]!.slice('Exec='.length).replace(/\\(.)/g, (_all, character) => {
    expect(Object.keys(escapes)).toContain(character);
    return escapes[character]!;
  });
  const words = [...value.matchAll(/"((?:\\["`$\\]|[^"`$\\])*)"(?: |$)/g)];
  expect(words.map(([whole]) => whole).join('')).toBe(value);
  return words.map(([, word = '']) =>
    word.replace(/\\(.)/gs, '$1').replace(/%(.)/gs, (_all, code) => {
      expect(code).toBe('%');
      return '%';
    }),
  );
}

describe('what a desktop reads', () => {
  it('is the program and its arguments, whatever is in them', () => {
    const character = fc.oneof(
      fc.constantFrom(...' "\'`$\\%\n\r\t;#=[]~*?()<>|&'),
      fc.string({ unit: 'grapheme', minLength: 1, maxLength: 1 }),
    );
    const path = fc.array(character, { minLength: 1, maxLength: 12 }).map((parts) => `/${parts.join('')}`);
    fc.assert(
      fc.property(path, fc.array(path, { maxLength: 3 }), (program, args) => {
        expect(execOf(autostartEntry({ program, args }))).toEqual([program, ...args]);
      }),
      {
        numRuns: 500,
        examples: [['/opt/My "Perch" $1/100%/a\\b', ['--user-data-dir=/home/a b/%u', '--hidden']]],
      },
    );
  });
});

describe('start at login', () => {
  let folder: string;
  beforeEach(() => {
    folder = join(mkdtempSync(join(tmpdir(), 'perch-autostart-')), 'autostart');
  });
  afterEach(() => rmSync(join(folder, '..'), { recursive: true, force: true }));

  it('is on while the entry is there, which is for the user alone', () => {
    expect(isAutostarted(folder)).toBe(false);
    setAutostart(folder, command);
    expect(isAutostarted(folder)).toBe(true);
    expect(statSync(join(folder, 'perch.desktop')).mode & 0o777).toBe(0o600);
    setAutostart(folder, undefined);
    expect(isAutostarted(folder)).toBe(false);
    expect(() => setAutostart(folder, undefined)).not.toThrow();
  });

  it.each(['Hidden=true', 'X-GNOME-Autostart-enabled=false'])('is off when the desktop says %s', (line) => {
    setAutostart(folder, command);
    const file = join(folder, 'perch.desktop');
    writeFileSync(file, readFileSync(file, 'utf8').replace('X-GNOME-Autostart-enabled=true', line));
    expect(isAutostarted(folder)).toBe(false);
  });
});
