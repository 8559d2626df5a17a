/** Colours only as tokens; nothing but tokens.css may write one. */
export default {
  extends: ['stylelint-config-standard'],
  ignoreFiles: ['dist/**', 'src/lib/engine/pkg/**'],
  rules: {
    'color-no-hex': true,
    'color-named': 'never',
    'function-disallowed-list': ['rgb', 'rgba', 'hsl', 'hsla', 'oklch', 'light-dark'],
    'selector-class-pattern': '^[a-z][a-z0-9]*(-[a-z0-9]+)*$',
    'selector-pseudo-class-no-unknown': [true, { ignorePseudoClasses: ['global'] }],
    'no-descending-specificity': null,
    'declaration-empty-line-before': null,
    'custom-property-empty-line-before': null,
    'rule-empty-line-before': null,
    'comment-empty-line-before': null,
    'at-rule-empty-line-before': null,
    'declaration-block-single-line-max-declarations': null,
    'value-keyword-case': ['lower', { ignoreKeywords: ['optimizeLegibility'] }],
    'media-feature-range-notation': null,
  },
  overrides: [
    { files: ['**/*.svelte'], customSyntax: 'postcss-html' },
    {
      files: ['src/styles/tokens.css'],
      rules: {
        'color-no-hex': null, 'color-named': null, 'function-disallowed-list': null, 'color-hex-length': null,
        'value-keyword-case': null, 'no-duplicate-selectors': null,
      },
    },
  ],
};
