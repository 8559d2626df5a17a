/** Made-up names for guests: an adjective and an animal from the catalogue. Randomness is handed in. */
import { say } from './words/words.svelte';

export function pseudonym(random: () => number = Math.random): string {
  const pick = (text: string) => {
    const all = text.split(',').map((word) => word.trim());
    return all[Math.floor(random() * all.length)] ?? '';
  };
  return `${pick(say('pseudonym-adjectives'))} ${pick(say('pseudonym-animals'))}`;
}
