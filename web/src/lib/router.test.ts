import { describe, expect, it } from 'vitest';
import { parse } from './router.svelte';

describe('router', () => {
  it.each([
    ['/', '', { page: 'boards' }], ['/sign-in', '', { page: 'sign-in' }], ['/setup', '#abc', { page: 'setup', token: 'abc' }], ['/b/x1_Y-2', '', { page: 'board', id: 'x1_Y-2', secret: '' }],
    ['/b/x1', '#S3cret', { page: 'board', id: 'x1', secret: 'S3cret' }], ['/b/', '', { page: 'not-found' }], ['/b/a/b', '', { page: 'not-found' }], ['/b/%2e%2e', '', { page: 'not-found' }], ['/nowhere', '', { page: 'not-found' }],
  ])('%s%s', (path, hash, expected) => { expect(parse(path, hash)).toEqual(expected); });
});
