/** Names of kinds, in words: short nouns for speech and headings, sentences for choosing. No rules about kinds here. */
import type { Kind } from '../engine/contract';
import type { PlainKey } from './keys';
import { say, sayMaybe } from './words.svelte';

const NOUNS: [RegExp, PlainKey][] = [
  [/^task\./, 'noun-step'], [/^subprocess\./, 'noun-subprocess'], [/^call$/, 'noun-call'],
  [/^gateway\.parallel$/, 'noun-parallel'], [/^gateway\.inclusive$/, 'noun-inclusive'], [/^gateway\.event$/, 'noun-race'],
  [/^gateway\.complex$/, 'noun-complex'], [/^gateway\./, 'noun-decision'],
  [/^event\.start\./, 'noun-start'], [/^event\.catch\./, 'noun-wait'], [/^event\.throw\./, 'noun-throw'],
  [/^event\.end\./, 'noun-end'], [/^event\.boundary\./, 'noun-boundary'],
  [/^lane$/, 'noun-lane'], [/^pool$/, 'noun-pool'], [/^flow\.sequence$/, 'noun-flow'], [/^flow\.message$/, 'noun-message-flow'],
  [/^flow\./, 'noun-association'], [/^note/, 'noun-note'], [/^text$/, 'noun-text'], [/^shape\./, 'noun-shape'],
  [/^frame$/, 'noun-frame'], [/^stroke$/, 'noun-stroke'], [/^line$/, 'noun-line'], [/^data\.store$/, 'noun-store'],
  [/^data\./, 'noun-data'], [/^annotation$/, 'noun-annotation'], [/^group$/, 'noun-group'], [/^depiction$/, 'noun-depiction'],
];

/** One plain word: "Step", "Decision", "Lane". */
export function noun(kind: Kind): string {
  return say(NOUNS.find(([pattern]) => pattern.test(kind))?.[1] ?? 'noun-unknown');
}

/** As one would choose it: "A person does it", "Wait for a time". */
export function kindName(kind: Kind): string {
  const own = sayMaybe(`kind-${kind}`);
  if (own) return own;
  const [head, , trigger] = kind.split('.');
  const about = head === 'event' && trigger ? sayMaybe(`trigger-${trigger}`) : null;
  return about ? say('kind-event-with', { noun: noun(kind), trigger: about }) : say('kind-unknown');
}

/** "Step 'Check application'", or "Step, untitled". */
export function named(kind: Kind, label: string): string {
  const text = label.replaceAll('\u00AD', '').replace(/\s+/g, ' ').trim();
  return text ? say('mirror-name', { kind: noun(kind), label: text }) : say('mirror-name-empty', { kind: noun(kind) });
}

const ICONS: [RegExp, string][] = [
  [/^task\.user$/, 'task-user'], [/^task\.service$/, 'task-service'], [/^task\.script$/, 'task-script'], [/^task\.send$/, 'task-send'],
  [/^task\.receive$/, 'task-receive'], [/^task\.manual$/, 'task-manual'], [/^task\.rule$/, 'task-rule'], [/^task\./, 'step'],
  [/^(subprocess\.|call$)/, 'subprocess'], [/^gateway\.exclusive$/, 'gateway-x'], [/^gateway\.parallel$/, 'gateway-plus'],
  [/^gateway\.inclusive$/, 'gateway-o'], [/^gateway\./, 'decision'],
  [/^event\..*\.timer$/, 'timer'], [/^event\..*\.message$/, 'message'], [/^event\.start\./, 'start'], [/^event\.end\./, 'end'],
  [/^event\./, 'wait'], [/^(lane|pool)$/, 'lane'], [/^(flow\.|line$)/, 'connect'], [/^note/, 'note'], [/^text$/, 'text'],
  [/^shape\./, 'shape'], [/^frame$/, 'frame'], [/^stroke$/, 'pen'], [/^data\./, 'data'], [/^annotation$/, 'annotation'], [/^group$/, 'frame'],
];

/** The icon of a kind, by its id in `icons.svg`. */
export function kindIcon(kind: Kind): string {
  return ICONS.find(([pattern]) => pattern.test(kind))?.[1] ?? 'step';
}
