import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { ESLint, type Linter } from 'eslint';
import boundaries from 'eslint-plugin-boundaries';
import { parser } from 'typescript-eslint';
import { afterAll, describe, expect, it } from 'vitest';
import { importRules } from './lint/import-rules.mjs';

/** A file of each part, in a tree of their own, so that the claims do not hang on the names of real files. */
const FILES = {
  contract: 'shared/contract/commands.ts',
  domain: 'shared/domain/symbol.ts',
  i18n: 'shared/i18n/en.ts',
  renderer: 'renderer/markets/rows.ts',
  preload: 'electron/preload/index.ts',
  paper: 'electron/paper/server.ts',
  'paper for tests': 'electron/paper/testing.ts',
  storage: 'electron/main/storage/database.ts',
  exchange: 'electron/main/exchange/jex/endpoints.ts',
  market: 'electron/main/market/tickers.ts',
  trading: 'electron/main/trading/orders.ts',
  alerts: 'electron/main/alerts/rules.ts',
  state: 'electron/main/state/stores.ts',
  index: 'electron/main/index.ts',
  windows: 'electron/main/windows/terminal.ts',
  tray: 'electron/main/tray/icon.ts',
  ipc: 'electron/main/ipc/handlers/orders.ts',
  vault: 'electron/main/vault/accounts.ts',
  keychain: 'electron/main/vault/keychain.ts',
} as const;

type Part = keyof typeof FILES;
const PARTS = Object.keys(FILES) as Part[];
const MAIN = ['index', 'windows', 'tray', 'ipc', 'vault', 'keychain'] as const satisfies readonly Part[];
const PLAIN = [
  'storage',
  'exchange',
  'market',
  'trading',
  'alerts',
  'state',
] as const satisfies readonly Part[];
const SHARED = ['contract', 'domain', 'i18n'] as const satisfies readonly Part[];

/** The table of docs/architecture.md: which parts each part may import, itself left out. */
const MAY_IMPORT: Readonly<Record<Exclude<Part, 'paper for tests'>, readonly Part[]>> = {
  contract: SHARED,
  domain: SHARED,
  i18n: SHARED,
  renderer: SHARED,
  preload: ['contract'],
  paper: SHARED,
  storage: SHARED,
  exchange: [...SHARED, 'storage'],
  market: [...SHARED, 'exchange', 'storage'],
  trading: [...SHARED, 'market', 'exchange', 'storage'],
  alerts: [...SHARED, 'market', 'exchange', 'storage'],
  state: [...SHARED, 'trading', 'market', 'exchange', 'storage'],
  index: [...SHARED, ...PLAIN, ...MAIN],
  windows: [...SHARED, ...PLAIN, ...MAIN],
  tray: [...SHARED, ...PLAIN, ...MAIN],
  ipc: [...SHARED, ...PLAIN, ...MAIN],
  vault: [...SHARED, ...PLAIN, ...MAIN],
  keychain: [...SHARED, ...PLAIN, ...MAIN],
};
const IMPORTERS = Object.keys(MAY_IMPORT) as (keyof typeof MAY_IMPORT)[];

const root = mkdtempSync(join(tmpdir(), 'perch-import-rules-'));
for (const file of [...Object.values(FILES), ...Object.values(FILES).map(testBeside)]) {
  mkdirSync(dirname(join(root, file)), { recursive: true });
  writeFileSync(join(root, file), 'export const it = 1;\n');
}
writeFileSync(
  join(root, 'tsconfig.json'),
  JSON.stringify({
    compilerOptions: { moduleResolution: 'bundler', paths: { '@shared/*': ['./shared/*'] } },
  }),
);
symlinkSync(join(import.meta.dirname, '../node_modules'), join(root, 'node_modules'), 'dir');
afterAll(() => rmSync(root, { recursive: true, force: true }));

const configuration = [
  { files: ['**/*.ts'], languageOptions: { parser } },
  { files: ['**/*.ts'], plugins: { boundaries }, ...importRules(root) },
] as Linter.Config[];
const eslint = new ESLint({ cwd: root, overrideConfigFile: true, overrideConfig: configuration });

function testBeside(file: string): string {
  return file.replace(/\.ts$/, '.test.ts');
}

/** Lints code as if it stood in that file. */
async function isRefused(file: string, code: string): Promise<boolean> {
  const [result] = await eslint.lintText(`${code}\n`, { filePath: join(root, file) });
  const rules = result!.messages.map(({ ruleId, message }) => ruleId ?? message);
  expect(rules.filter((rule) => rule !== 'boundaries/dependencies')).toEqual([]);
  return rules.length > 0;
}

const importing = (module: string): string => `import * as it from '${module}';`;
const absolute = (part: Part): string => join(root, FILES[part]).replace(/\.ts$/, '');

describe.each(IMPORTERS)('%s', (importer) => {
  const file = FILES[importer];

  it.each(PARTS.filter((part) => part !== importer))('meets %s as the table says', async (imported) => {
    const together = dirname(file) === dirname(FILES[imported]);
    const allowed = together || MAY_IMPORT[importer].includes(imported);
    expect(await isRefused(file, importing(absolute(imported)))).toBe(!allowed);
  });

  it('imports electron only where the table says', async () => {
    const allowed = importer === 'preload' || MAIN.some((part) => part === importer);
    expect(await isRefused(file, importing('electron'))).toBe(!allowed);
    expect(await isRefused(file, `import type { App } from 'electron';`)).toBe(!allowed);
    expect(await isRefused(file, `export const it = () => import('electron');`)).toBe(!allowed);
    expect(await isRefused(file, `export { app } from 'electron';`)).toBe(!allowed);
    expect(await isRefused(file, `export type It = import('electron').App;`)).toBe(!allowed);
    expect(await isRefused(file, `import it = require('electron');`)).toBe(!allowed);
  });

  it('imports Node only where the table says', async () => {
    const allowed = importer === 'paper' || [...MAIN, ...PLAIN].some((part) => part === importer);
    expect(await isRefused(file, importing('node:fs'))).toBe(!allowed);
    expect(await isRefused(file, importing('fs'))).toBe(!allowed);
    expect(await isRefused(file, importing('ws'))).toBe(!allowed);
  });

  it('imports libraries, unless it is the preload', async () => {
    expect(await isRefused(file, importing('big.js'))).toBe(importer === 'preload');
  });

  it('imports keytar only as the keychain', async () => {
    expect(await isRefused(file, importing('keytar'))).toBe(importer !== 'keychain');
    expect(await isRefused(file, `export const it = () => import('keytar');`)).toBe(importer !== 'keychain');
  });

  it('leaves test libraries and the paper exchange for tests to tests', async () => {
    expect(await isRefused(file, importing('vitest'))).toBe(true);
    expect(await isRefused(testBeside(file), importing('vitest'))).toBe(false);
    expect(await isRefused(testBeside(file), importing(absolute('paper for tests')))).toBe(false);
    expect(await isRefused(testBeside(file), importing('node:net'))).toBe(false);
  });
});

describe('the import rules', () => {
  it('see through the alias for shared/', async () => {
    expect(await isRefused(FILES.renderer, importing('@shared/domain/symbol'))).toBe(false);
    expect(await isRefused(FILES.preload, importing('@shared/domain/symbol'))).toBe(true);
  });

  it('let preload use the types of the domain', async () => {
    expect(await isRefused(FILES.preload, `import type { it } from '@shared/domain/symbol';`)).toBe(false);
  });

  it('hold for a test as for the file beside it, but for what tests need', async () => {
    expect(await isRefused(testBeside(FILES.exchange), importing('electron'))).toBe(true);
    expect(await isRefused(testBeside(FILES.exchange), importing(absolute('state')))).toBe(true);
    expect(await isRefused(testBeside(FILES.vault), importing('keytar'))).toBe(true);
  });

  it('refuse a module that cannot be found in the tree', async () => {
    expect(await isRefused(FILES.state, importing('../no-such-part/file'))).toBe(true);
  });
});
