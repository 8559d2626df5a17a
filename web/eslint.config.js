import js from '@eslint/js';
import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import ts from 'typescript-eslint';
import svelteConfig from './svelte.config.js';

export default ts.config(
  { ignores: ['dist/', 'src/lib/engine/pkg/', 'src/lib/words/de.ts', 'src/lib/words/en.ts', 'src/lib/words/keys.ts'] },
  js.configs.recommended,
  ...ts.configs.strict,
  ...svelte.configs.recommended,
  {
    languageOptions: { globals: { ...globals.browser } },
    rules: {
      'no-undef': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
      // Labels are text, never HTML.
      'svelte/no-at-html-tags': 'error',
      // A style attribute in markup would need `unsafe-inline`; `style:` directives go through the CSSOM.
      'svelte/no-inline-styles': 'error',
      // Our own router; there is no SvelteKit to resolve paths.
      'svelte/no-navigation-without-resolve': 'off',
      'no-restricted-syntax': ['error',
        { selector: 'AssignmentExpression[left.property.name=/^(innerHTML|outerHTML)$/]', message: 'Text, never HTML.' },
        { selector: 'CallExpression[callee.property.name=/^(insertAdjacentHTML|write)$/]', message: 'Text, never HTML.' }],
    },
  },
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: { parserOptions: { parser: ts.parser, svelteConfig, extraFileExtensions: ['.svelte'] } },
  },
  { files: ['scripts/**', '*.config.*'], languageOptions: { globals: { ...globals.node } } },
);
