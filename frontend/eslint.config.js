/** Lint rules of the front end. HTML from strings is forbidden: lit-html templates escape by default. */
import js from '@eslint/js';
import globals from 'globals';
import noUnsanitized from 'eslint-plugin-no-unsanitized';

const HTML_FROM_STRINGS = [
  { selector: "MemberExpression[property.name='innerHTML']", message: 'Render with a lit-html template.' },
  { selector: "MemberExpression[property.name='outerHTML']", message: 'Render with a lit-html template.' },
  { selector: "CallExpression[callee.property.name='insertAdjacentHTML']", message: 'Render with a lit-html template.' },
  { selector: "CallExpression[callee.property.name='write'][callee.object.name='document']", message: 'Never.' },
  { selector: "ImportDeclaration[source.value=/unsafe-(html|svg|mathml|static)/]", message: 'Escaped templates only.' },
  { selector: "CallExpression[callee.property.name='setAttribute'][arguments.0.value='style']", message: 'The CSP forbids inline styles: use a class or CSSOM.' },
  { selector: "ImportDeclaration[source.value=/style-map/]", message: 'The CSP forbids inline styles: use a class or CSSOM.' },
];

export default [
  { ignores: ['dist/', 'node_modules/', 'js/api/schema.d.ts'] },
  js.configs.recommended,
  noUnsanitized.configs.recommended,
  {
    languageOptions: { ecmaVersion: 2025, sourceType: 'module' },
    rules: {
      'no-restricted-syntax': ['error', ...HTML_FROM_STRINGS],
      'no-eval': 'error',
      'no-implied-eval': 'error',
      'no-new-func': 'error',
      'no-var': 'error',
      'prefer-const': 'error',
      eqeqeq: ['error', 'always'],
      complexity: ['error', 10],
      'max-lines': ['error', { max: 250 }],
      'no-unused-vars': ['error', { argsIgnorePattern: '^_', caughtErrors: 'none' }],
    },
  },
  { files: ['js/**'], languageOptions: { globals: globals.browser } },
  { files: ['test/**', 'tools/**', '*.mjs', '*.config.js'], languageOptions: { globals: globals.node } },
];
