import boundaries from 'eslint-plugin-boundaries';
import svelte from 'eslint-plugin-svelte';
import { defineConfig, globalIgnores } from 'eslint/config';
import globals from 'globals';
import tseslint from 'typescript-eslint';
import svelteConfig from './svelte.config.js';
import { importRules } from './scripts/lint/import-rules.mjs';

/**
 * For files whose values come untyped from JSON, from matchers of a test, or from a Svelte template.
 * @type {import('eslint').Linter.RulesRecord}
 */
const untypedValues = {
  '@typescript-eslint/no-unsafe-argument': 'off',
  '@typescript-eslint/no-unsafe-assignment': 'off',
  '@typescript-eslint/no-unsafe-call': 'off',
  '@typescript-eslint/no-unsafe-member-access': 'off',
  '@typescript-eslint/no-unsafe-return': 'off',
};

const typeAware = {
  parserOptions: {
    projectService: true,
    tsconfigRootDir: import.meta.dirname,
    extraFileExtensions: ['.svelte'],
  },
};

export default defineConfig(
  globalIgnores(['out/', 'dist/', '.cache/', 'coverage/', '**/node_modules/']),
  { linterOptions: { reportUnusedDisableDirectives: 'error', noInlineConfig: true } },
  tseslint.configs.recommendedTypeChecked,
  svelte.configs.recommended,
  { languageOptions: typeAware },
  {
    rules: {
      eqeqeq: ['error', 'always'],
      'no-restricted-imports': [
        'error',
        { paths: [{ name: 'keytar', message: 'Use electron/main/vault.' }] },
      ],
      'object-shorthand': 'error',
      'prefer-template': 'error',
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/no-unnecessary-type-assertion': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/ban-ts-comment': [
        'error',
        { 'ts-expect-error': true, minimumDescriptionLength: 3 },
      ],
      // Looks for Svelte 4 stores read without `$`, at a fifth of the whole time; there are none here, only runes.
      'svelte/require-store-reactive-access': 'off',
      // A union such as `Decimal | ''` says more than the `string` it comes to, and an interface may ask for a promise.
      '@typescript-eslint/no-redundant-type-constituents': 'off',
      '@typescript-eslint/require-await': 'off',
      // Takes a branded bigint for something that cannot be negated.
      '@typescript-eslint/no-unsafe-unary-minus': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
    },
  },
  {
    files: ['{electron,shared,renderer}/**/*.{ts,svelte}'],
    plugins: { boundaries },
    ...importRules(import.meta.dirname),
  },
  { files: ['electron/main/vault/keychain.ts'], rules: { 'no-restricted-imports': 'off' } },
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: {
      globals: globals.browser,
      parserOptions: { parser: tseslint.parser, svelteConfig },
    },
    // svelte-check knows the types of snippets and components, which this parser takes for any.
    rules: untypedValues,
  },
  {
    files: ['**/*.{mjs,js}'],
    languageOptions: { globals: globals.node },
    rules: untypedValues,
  },
  // Measuring programs load their peers by name from a package of their own, so that nothing in them has a type.
  { files: ['bench/**/*.{mjs,js}'], ...tseslint.configs.disableTypeChecked },
  {
    files: ['**/*.test.ts', '**/*.e2e.ts', 'tests/**'],
    rules: { ...untypedValues, '@typescript-eslint/no-non-null-assertion': 'off' },
  },
);
