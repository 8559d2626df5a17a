/** The sentence of whatever went wrong. */
import { say, sayCode } from '../words/words.svelte';
import { Refusal } from './api';

export function trouble(cause: unknown): string {
  if (!(cause instanceof Refusal)) return sayCode('error', 'internal');
  const sentence = sayCode('error', cause.code);
  // Of a file that cannot be read, where: what is wrong with it as a whole has no place.
  const place = /^bpmn\./.test(cause.code) ? /^(\d+):(\d+)$/.exec(cause.detail) : null;
  return place && place[0] !== '1:1' ? `${sentence} ${say('error-place', { line: place[1] ?? '', column: place[2] ?? '' })}` : sentence;
}
