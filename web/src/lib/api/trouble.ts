/** The sentence of whatever went wrong. */
import { sayCode } from '../words/words.svelte';
import { Refusal } from './api';

export function trouble(cause: unknown): string {
  return sayCode('error', cause instanceof Refusal ? cause.code : 'internal');
}
