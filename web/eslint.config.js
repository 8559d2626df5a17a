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
      // `style:` directives go through the CSSOM, which the content security policy allows; attributes would not (below).
      'svelte/no-inline-styles': 'off',
      // Our own router; there is no SvelteKit to resolve paths.
      'svelte/no-navigation-without-resolve': 'off',
      'no-restricted-syntax': ['error',
        { selector: 'SvelteAttribute[key.name="style"]', message: 'The content security policy refuses style attributes: use a class or a style: directive.' },
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
