import boundaries from 'eslint-plugin-boundaries';
import svelte from 'eslint-plugin-svelte';
import { defineConfig, globalIgnores } from 'eslint/config';
import globals from 'globals';
import tseslint from 'typescript-eslint';
import svelteConfig from './svelte.config.js';
import { importRules } from './scripts/lint/import-rules.mjs';

/**
 * For values that come untyped from a Svelte template.
 * @type {import('eslint').Linter.RulesRecord}
 */
const untypedValues = {
  '@typescript-eslint/no-unsafe-argument': 'off',
  '@typescript-eslint/no-unsafe-assignment': 'off',
  '@typescript-eslint/no-unsafe-call': 'off',
  '@typescript-eslint/no-unsafe-member-access': 'off',
  '@typescript-eslint/no-unsafe-return': 'off',
};

const components = ['**/*.svelte'];

/** oxlint holds these files to the same rules (.oxlintrc.json). */
const lintedElsewhere = { files: ['**/*.{ts,mjs,js}'] };

export default defineConfig(
  globalIgnores(['.svelte-check/', 'out/', 'dist/', '.cache/', 'coverage/', '**/node_modules/']),
  { linterOptions: { reportUnusedDisableDirectives: 'error', noInlineConfig: true } },
  { files: components, extends: [tseslint.configs.recommendedTypeChecked] },
  { ...lintedElsewhere, languageOptions: { parser: tseslint.parser } },
  svelte.configs.recommended,
  {
    rules: {
      // oxlint has no other way to be told that a comment switches nothing off.
      'no-warning-comments': ['error', { terms: ['oxlint-disable', 'oxlint-enable'], location: 'anywhere' }],
      // Looks for Svelte 4 stores read without `$`, at a fifth of the whole time; there are none here, only runes.
      'svelte/require-store-reactive-access': 'off',
    },
  },
  {
    files: ['**/*.svelte.ts'],
    languageOptions: { globals: globals.browser, parserOptions: { parser: tseslint.parser } },
  },
  {
    files: components,
    languageOptions: {
      globals: globals.browser,
      parserOptions: {
        projectService: true,
        tsconfigRootDir: import.meta.dirname,
        extraFileExtensions: ['.svelte'],
        parser: tseslint.parser,
        svelteConfig,
      },
    },
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
      // A union such as `Decimal | ''` says more than the `string` it comes to, and an interface may ask for a promise.
      '@typescript-eslint/no-redundant-type-constituents': 'off',
      '@typescript-eslint/require-await': 'off',
      // Takes a branded bigint for something that cannot be negated.
      '@typescript-eslint/no-unsafe-unary-minus': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      // svelte-check knows the types of snippets and components, which this parser takes for any.
      ...untypedValues,
    },
  },
  {
    files: ['{electron,shared,renderer}/**/*.{ts,svelte}'],
    plugins: { boundaries },
    ...importRules(import.meta.dirname),
  },
);
