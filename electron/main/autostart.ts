import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** How Perch is started at login: the program and what it is given. */
export interface StartCommand {
  readonly program: string;
  readonly args: readonly string[];
}

const FILE_NAME = 'perch.desktop';

/**
 * Folder of the user's autostart entries, by the XDG Desktop Application Autostart Specification: `$XDG_CONFIG_HOME/autostart`, and
 * `~/.config/autostart` where that is unset or not absolute.
 */
export function autostartFolder(env: Readonly<Record<string, string | undefined>>, home: string): string {
  const configured = env['XDG_CONFIG_HOME'] ?? '';
  return join(configured.startsWith('/') ? configured : join(home, '.config'), 'autostart');
}

/** Whether an entry is there that the session will start: one that the desktop's own settings switched off is not. */
export function isAutostarted(folder: string): boolean {
  try {
    const text = readFileSync(join(folder, FILE_NAME), 'utf8');
    return !/^(?:Hidden=true|X-GNOME-Autostart-enabled=false)\s*$/m.test(text);
  } catch {
    return false;
  }
}

/** Writes the entry, or removes it. Throws what the file system says. */
export function setAutostart(folder: string, command: StartCommand | undefined): void {
  const file = join(folder, FILE_NAME);
  if (!command) return rmSync(file, { force: true });
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  writeFileSync(file, autostartEntry(command), { mode: 0o600 });
}

/** The entry as the Desktop Entry Specification has it. */
export function autostartEntry({ program, args }: StartCommand): string {
  return [
    '[Desktop Entry]',
    'Type=Application',
    'Name=Perch',
    'Comment=Crypto spot trading desk and price watcher',
    'Comment[zh_CN]=加密货币现货交易台与盯盘工具',
    `Exec=${[program, ...args].map(quoted).join(' ')}`,
    'Icon=perch',
    'Terminal=false',
    'X-GNOME-Autostart-enabled=true',
    '',
  ].join('\n');
}

/**
 * An argument of `Exec`. Desktop Entry Specification, "The Exec key": in quotes, with a backslash before `"`, `` ` ``, `$` and `\`;
 * `%` begins a field code and is doubled; the whole is a string value, in which each backslash is doubled once more.
 */
function quoted(argument: string): string {
  const escaped = argument.replace(/["`$\\]/g, '\\$&').replace(/%/g, '%%');
  return `"${escaped.replace(/[\\\n\r\t]/g, (character) => VALUE_ESCAPES[character] ?? character)}"`;
}

/** Of the specification's strings: a path may have a line break in it, a line of the entry may not. */
const VALUE_ESCAPES: Readonly<Record<string, string>> = {
  '\\': '\\\\',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
};
