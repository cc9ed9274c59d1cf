import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import ts from 'typescript-eslint';
import { house } from './scripts/lint/rules.js';
import svelteConfig from './svelte.config.js';

const TESTS = ['**/*.test.ts'];
const SVELTE = ['**/*.svelte', '**/*.svelte.ts'];
/** Shapes and decisions: the time is handed to them. */
const PURE = ['src/lib/*/*.ts', 'crypto/**/*.ts'];

const NOW = 'Time is a parameter; only its default may ask the clock.';
const CLOCK = [
  {
    selector: ":not(AssignmentPattern) > NewExpression[callee.name='Date'][arguments.length=0]",
    message: NOW,
  },
  {
    selector:
      ":not(AssignmentPattern) > CallExpression[callee.object.name='Date'][callee.property.name='now']",
    message: NOW,
  },
];
const LEFT_BEHIND = [
  {
    selector: "MemberExpression[property.name='only'][object.name=/^(it|test|describe)$/]",
    message: 'Every test runs.',
  },
  {
    selector:
      'MemberExpression[property.name=/^(skip|todo|fixme|fails)$/][object.name=/^(it|test|describe)$/]',
    message: 'Every test runs; what needs a thing that may be absent says so with skipIf.',
  },
];

const FORBIDDEN_IMPORTS = [
  { group: ['$lib', '$lib/*', '$lib/**'], message: "Write '#lib/….ts'." },
  { group: ['$app/stores'], message: "Use '$app/state'." },
];
const SERVER_IMPORTS = {
  regex: '(^|/)server/|\\.server\\.ts$',
  message: 'What is shown gets its material from the route, types included.',
};

/** What TypeScript does not see by itself. */
const MISTAKES = [
  ...['no-async-promise-executor', 'no-cond-assign', 'no-constant-condition', 'no-debugger', 'no-empty'],
  ...['no-irregular-whitespace', 'no-loss-of-precision', 'no-misleading-character-class', 'no-self-assign'],
  ...['no-self-compare', 'no-sparse-arrays', 'no-unsafe-finally', 'no-unused-labels', 'no-useless-catch'],
  ...[
    'no-useless-escape',
    'no-unmodified-loop-condition',
    'no-template-curly-in-string',
    'use-isnan',
    'eqeqeq',
  ],
  ...['no-var', 'no-eval', 'no-implied-eval', 'no-new-func', 'require-yield'],
];

export default ts.config(
  {
    ignores: [
      'build/',
      '.svelte-kit/',
      'src/lib/i18n/paraglide/',
      'var/',
      'coverage/',
      'tools/',
      'test-results/',
    ],
  },
  ...ts.configs.recommended,
  ...svelte.configs.recommended,
  {
    plugins: { house },
    languageOptions: { globals: { ...globals.browser, ...globals.node } },
    linterOptions: { noInlineConfig: true, reportUnusedDisableDirectives: 'error' },
    rules: {
      'house/file-name': 'error',
      'max-lines': ['error', 250],
      'max-lines-per-function': ['error', { max: 40, skipComments: true, skipBlankLines: true }],
      'max-depth': ['error', 3],
      'max-params': ['error', 3],
      'no-warning-comments': [
        'error',
        {
          terms: ['todo', 'fixme', 'v8 ignore', 'c8 ignore', 'istanbul ignore', 'eslint-disable'],
          location: 'anywhere',
        },
      ],
      'no-restricted-imports': ['error', { patterns: FORBIDDEN_IMPORTS }],
      'no-restricted-properties': [
        'error',
        {
          object: 'Math',
          property: 'random',
          message: 'Randomness comes from the system: crypto.getRandomValues.',
        },
      ],
      'no-console': ['error', { allow: ['log', 'error'] }],
      ...Object.fromEntries(MISTAKES.map((name) => [name, 'error'])),
      '@typescript-eslint/ban-ts-comment': [
        'error',
        { 'ts-expect-error': true, 'ts-ignore': true, 'ts-nocheck': true },
      ],
      '@typescript-eslint/consistent-type-imports': [
        'error',
        { fixStyle: 'inline-type-imports', disallowTypeAnnotations: false },
      ],
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-empty-object-type': ['error', { allowInterfaces: 'with-single-extends' }],
      'prefer-const': ['error', { destructuring: 'all', ignoreReadBeforeAssign: true }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/no-empty-function': 'off',
    },
  },
  {
    // A promise that nobody waits for hides its failure.
    files: ['src/**/*.ts', 'crypto/**/*.ts', 'scripts/**/*.ts', 'tests/**/*.ts'],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/no-floating-promises': ['error', { ignoreVoid: true }],
      '@typescript-eslint/await-thenable': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
    },
  },
  {
    files: SVELTE,
    languageOptions: { parserOptions: { parser: ts.parser, extraFileExtensions: ['.svelte'], svelteConfig } },
    rules: {
      'max-lines': ['error', 200],
      'svelte/no-inline-styles': ['error', { allowTransitions: true }],
      'svelte/no-at-html-tags': 'error',
      // Kit's paths are plain here: the house lives at the root of its host.
      'svelte/no-navigation-without-resolve': 'off',
      'prefer-const': 'off',
    },
  },
  { files: ['src/lib/ui/**/Markdown.svelte'], rules: { 'svelte/no-at-html-tags': 'off' } },
  {
    files: ['src/lib/ui/**', 'src/lib/*/ui/**'],
    ignores: TESTS,
    rules: { 'no-restricted-imports': ['error', { patterns: [...FORBIDDEN_IMPORTS, SERVER_IMPORTS] }] },
  },
  {
    files: PURE,
    ignores: [...TESTS, 'crypto/cli/**', 'crypto/testing/**'],
    rules: { 'no-restricted-syntax': ['error', ...CLOCK] },
  },
  {
    files: [...TESTS, 'tests/**/*.ts'],
    rules: {
      'max-lines': ['error', 400],
      'max-lines-per-function': 'off',
      'max-params': 'off',
      'no-restricted-syntax': ['error', ...LEFT_BEHIND],
    },
  },
  {
    files: ['**/*.cjs'],
    rules: { '@typescript-eslint/no-require-imports': 'off' },
  },
);
