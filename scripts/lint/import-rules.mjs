import { join } from 'node:path';

/**
 * Who may import what: the table of docs/architecture.md as policies of eslint-plugin-boundaries. Everything that no
 * row allows is refused.
 */

/** Parts of main that run in a plain Node test without a mock, each with the parts below it that it may use. */
const plainParts = {
  bus: [],
  storage: [],
  exchange: ['storage'],
  market: ['exchange', 'storage'],
  trading: ['market', 'exchange', 'storage'],
  alerts: ['market', 'exchange', 'storage'],
  state: ['trading', 'market', 'exchange', 'storage'],
};

/** Parts of main that speak to Electron. `shell` is what lies in electron/main itself: index.ts and its like. */
const electronParts = ['shell', 'windows', 'tray', 'ipc', 'vault'];
const mainParts = [...Object.keys(plainParts), ...electronParts];

/** Packages that reach for Node or Electron themselves. */
const electronPackages = ['electron', 'electron/*', 'electron-log', 'electron-log/*'];
const nodePackages = ['ws', 'https-proxy-agent', 'libsql'];
const testPackages = ['vitest', 'fast-check'];

/** @param {string} type @param {string} pattern */
const folder = (type, pattern) => ({ type, pattern, partialMatch: false });

/** Order matters: the first that matches a file names its part. */
const parts = [
  folder('contract', 'shared/contract'),
  folder('shared', 'shared'),
  folder('renderer', 'renderer'),
  folder('preload', 'electron/preload'),
  folder('paper', 'electron/paper'),
  ...mainParts.filter((part) => part !== 'shell').map((part) => folder(part, `electron/main/${part}`)),
  folder('shell', 'electron/main'),
  folder('desktop-session', 'scripts/lib/session'),
];

const files = [
  { category: 'test', pattern: '**/*.test.ts' },
  { category: 'paper-testing', pattern: 'electron/paper/testing.ts' },
  { category: 'keychain', pattern: 'electron/main/vault/keychain.ts' },
];

/** @param {readonly string[]} types */
const inParts = (...types) => ({ element: { type: [...types] } });
/** @param {string} category */
const ofCategory = (category) => ({ file: { categories: category } });
const anywhere = { element: { type: '*' } };
const library = { module: { origin: 'external' } };
const node = { module: { origin: 'core' } };
const packages = (/** @type {readonly string[]} */ names) => ({
  module: { origin: 'external', source: [...names] },
});

/** @param {readonly string[]} from @param {readonly object[]} to @param {string} [kind] */
const allow = (from, to, kind) => ({
  from: inParts(...from),
  allow: to.map((target) => ({ to: target, ...(kind === undefined ? {} : { dependency: { kind } }) })),
});

/** @param {object} from @param {object} to @param {string} message */
const refuse = (from, to, message) => ({ from, disallow: { to }, message });

const shared = ['contract', 'shared'];
const plain = Object.keys(plainParts);

/** Later policies override earlier ones. */
const policies = [
  allow(shared, [inParts(...shared), library]),
  allow(['renderer'], [inParts('renderer', ...shared), library]),
  allow(['preload'], [inParts('preload', 'contract'), packages(['electron'])]),
  allow(['preload'], [inParts('shared')], 'type'),
  ...Object.entries(plainParts).map(([part, below]) =>
    allow([part], [inParts(part, ...below, ...shared), library, node]),
  ),
  allow(electronParts, [inParts(...mainParts, ...shared), library, node]),
  allow(['paper'], [inParts('paper', ...shared), library, node]),

  refuse(
    inParts(...shared, 'renderer', 'paper', ...plain),
    packages(electronPackages),
    'Only preload and the index, windows, tray, ipc and vault of main may import electron.',
  ),
  refuse(
    inParts(...shared, 'renderer'),
    packages(nodePackages),
    'shared/ and renderer/ run in a sandboxed window, where there is no Node.',
  ),
  refuse(anywhere, packages(['keytar']), 'Only electron/main/vault/keychain.ts may import keytar.'),
  { from: ofCategory('keychain'), allow: { to: packages(['keytar']) } },
  refuse(anywhere, packages(testPackages), 'Only tests may import test libraries.'),
  refuse(anywhere, ofCategory('paper-testing'), 'Only tests may import the paper exchange for tests.'),
  {
    from: [ofCategory('test'), ofCategory('paper-testing')],
    allow: { to: [node, packages(testPackages), ofCategory('paper-testing')] },
  },
  // A bus and a keyring of its own, for tests that need the real ones.
  { from: ofCategory('test'), allow: { to: inParts('desktop-session') } },
];

/**
 * The configuration for ESLint. The files it is applied to must lie in one of the parts.
 * @param {string} root folder that holds electron/, renderer/, shared/ and tsconfig.json
 * @returns {Pick<import('eslint').Linter.Config, 'settings' | 'rules'>}
 */
export const importRules = (root) => ({
  settings: {
    'boundaries/root-path': root,
    'boundaries/elements': parts,
    'boundaries/files': files,
    'boundaries/dependency-nodes': ['import', 'export', 'dynamic-import', 'require'],
    'boundaries/additional-dependency-nodes': [
      { selector: 'TSImportType > Literal.source', kind: 'type', name: 'import-type' },
      { selector: 'TSExternalModuleReference > Literal', kind: 'value', name: 'import-equals' },
    ],
    'import/resolver': { typescript: { project: join(root, 'tsconfig.json') } },
  },
  rules: {
    'boundaries/dependencies': [
      'error',
      {
        default: 'disallow',
        message:
          'The architecture does not let {{from.element.type}} import this (scripts/lint/import-rules.mjs).',
        checkAllOrigins: true,
        checkUnknownLocals: true,
        policies,
      },
    ],
    'boundaries/no-unknown-files': 'error',
  },
});
