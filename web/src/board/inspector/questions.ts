/**
 * Which questions the inspector asks about a kind, and which technical fields stand folded below. Data, tested as data;
 * what may be set at all is the engine's matter.
 */
import type { FieldType, Kind } from '../../lib/engine/contract';
import type { PlainKey } from '../../lib/words/keys';

/** What can be asked for in a field, in the order of choosing. */
export const FIELD_TYPES: readonly FieldType[] = ['text', 'long-text', 'number', 'boolean', 'date', 'choice'];

/** A text property asked for in words. */
export interface TextQuestion { ask: 'text'; property: string; title: PlainKey; help: PlainKey | null; lines?: boolean }
export type Question =
  | { ask: 'what' | 'who' | 'timer' | 'exits' | 'condition' | 'interrupting' | 'next' | 'colour' | 'promote' | 'ends' | 'direction' | 'name' | 'work' }
  | { ask: 'form'; title: PlainKey }
  | { ask: 'decision' | 'called' }
  | { ask: 'definition'; of: 'message' | 'error' | 'signal' | 'escalation'; title: PlainKey; coded: boolean; any: boolean; /** A message that finds its case by a key. */ awaited: boolean }
  | TextQuestion;

const text = (property: string, title: PlainKey, help: PlainKey | null, lines = false): TextQuestion => ({ ask: 'text', property, title, help, lines });
const DOCUMENTATION = text('documentation', 'ask-documentation', null, true);
const SERVICE = text('topic', 'ask-service', 'ask-service-help');
const SEND = text('topic', 'ask-send', 'ask-service-help');
const RESULT = text('result', 'ask-result', 'ask-result-help');
const definition = (of: 'message' | 'error' | 'signal' | 'escalation', title: PlainKey, coded: boolean, any = false, awaited = false): Question => ({ ask: 'definition', of, title, coded, any, awaited });

function task(kind: string): Question[] {
  switch (kind) {
    case 'user': return [{ ask: 'form', title: 'ask-form' }];
    case 'service': return [SERVICE];
    case 'send': return [SEND, definition('message', 'ask-message-throw', false)];
    case 'receive': return [definition('message', 'ask-message-catch', false, false, true)];
    case 'rule': return [{ ask: 'decision' }, RESULT];
    case 'script': return [text('script', 'ask-script', null, true), text('script-format', 'ask-script-language', null), RESULT];
    default: return [];
  }
}

function event(position: string, trigger: string): Question[] {
  const throws = position === 'throw' || position === 'end';
  const about: Question[] = [];
  if (trigger === 'timer') about.push({ ask: 'timer' });
  if (trigger === 'message') about.push(definition('message', throws ? 'ask-message-throw' : position === 'start' ? 'ask-message-start' : 'ask-message-catch', false, false, !throws), ...(throws ? [SEND] : []));
  if (trigger === 'error') about.push(definition('error', throws ? 'ask-error-throw' : 'ask-error-catch', true, !throws));
  if (trigger === 'signal') about.push(definition('signal', 'ask-signal', false));
  if (trigger === 'escalation') about.push(definition('escalation', 'ask-escalation', true, !throws));
  if (trigger === 'conditional') about.push(text('condition', 'ask-event-condition', 'ask-condition-help'));
  if (trigger === 'link') about.push(text('link', 'technical-link', null));
  if (position === 'boundary' && !['error', 'compensation', 'cancel'].includes(trigger)) about.push({ ask: 'interrupting' });
  if (position === 'start' && trigger === 'none') about.push({ ask: 'form', title: 'ask-form-start' });
  return about;
}

/** The questions about a kind, in the order they are asked. */
export function questions(kind: Kind): Question[] {
  const [head = '', second = '', third = ''] = kind.split('.');
  switch (head) {
    case 'task': return [{ ask: 'what' }, { ask: 'who' }, ...task(second), { ask: 'next' }, { ask: 'work' }, DOCUMENTATION];
    case 'subprocess': return [{ ask: 'what' }, { ask: 'who' }, { ask: 'next' }, DOCUMENTATION];
    case 'call': return [{ ask: 'what' }, { ask: 'who' }, { ask: 'called' }, { ask: 'next' }, DOCUMENTATION];
    case 'gateway': return [{ ask: 'what' }, { ask: 'exits' }, { ask: 'who' }, DOCUMENTATION];
    case 'event': return [{ ask: 'what' }, ...event(second, third), ...(second === 'boundary' ? [] : [{ ask: 'who' } as Question]), ...(second === 'end' ? [] : [{ ask: 'next' } as Question]), DOCUMENTATION];
    case 'lane': return [{ ask: 'name' }, text('groups', 'ask-lane-groups', 'ask-lane-groups-help'), { ask: 'colour' }, DOCUMENTATION];
    case 'pool': return [{ ask: 'name' }, DOCUMENTATION];
    case 'flow':
      if (second === 'sequence') return [{ ask: 'name' }, { ask: 'condition' }, { ask: 'ends' }, DOCUMENTATION];
      if (second === 'message') return [{ ask: 'name' }, { ask: 'ends' }, DOCUMENTATION];
      return [{ ask: 'ends' }, { ask: 'direction' }];
    case 'line': return [{ ask: 'name' }, { ask: 'direction' }];
    case 'note': return [{ ask: 'colour' }, { ask: 'promote' }];
    case 'text': return [{ ask: 'promote' }];
    case 'shape': return [{ ask: 'colour' }, { ask: 'promote' }];
    case 'data': case 'annotation': case 'group': return [{ ask: 'what' }, DOCUMENTATION];
    case 'frame': case 'stroke': return [{ ask: 'colour' }];
    default: return [];
  }
}

export interface TechnicalField { property: string; title: PlainKey }
const field = (property: string, title: PlainKey): TechnicalField => ({ property, title });

/** Attributes of engines, folded: by the kind, beside what the questions already ask. */
export function technical(kind: Kind): TechnicalField[] {
  const [head = '', second = '', third = ''] = kind.split('.');
  const work = [field('topic', 'implementation-topic'), field('expression', 'implementation-expression'), field('delegate', 'implementation-delegate'), field('class', 'implementation-class')];
  switch (head) {
    case 'task':
      if (second === 'user') return [field('assignee', 'technical-assignee'), field('groups', 'technical-groups'), field('form', 'technical-form'), field('form-ref', 'technical-form-ref')];
      if (second === 'service' || second === 'send') return [...work, field('result', 'technical-result')];
      if (second === 'rule') return [field('decision', 'technical-decision'), field('result', 'technical-result'), ...work];
      if (second === 'script') return [field('result', 'technical-result')];
      return [];
    case 'flow': return second === 'sequence' ? [field('condition', 'technical-condition')] : [];
    case 'event':
      if ((second === 'throw' || second === 'end') && third === 'message') return work;
      if (second === 'start' && third === 'none') return [field('form', 'technical-form'), field('form-ref', 'technical-form-ref')];
      return [];
    case 'lane': return [field('groups', 'technical-groups')];
    default: return [];
  }
}

/** Activities can be repeated. */
export function repeats(kind: Kind): boolean {
  return /^(task\.|subprocess\.|call$)/.test(kind);
}

/** Values can be handed to it, and taken from it under other names. */
export function maps(kind: Kind): boolean {
  return /^(task\.(user|service|send|receive|rule|script)$|call$|event\.(throw|end)\.message$)/.test(kind);
}

/** Which codes of findings a question answers, so that the gap box leads to it. */
export const ANSWERS: Record<string, string> = {
  'task.missing-form': 'form', 'task.missing-service': 'topic', 'event.missing-service': 'topic', 'task.missing-decision': 'decision', 'task.missing-script': 'script',
  'task.missing-script-format': 'script-format', 'call.missing-process': 'called', 'flow.missing-condition': 'condition', 'gateway.missing-default': 'exits',
  'event.missing-timer': 'timer', 'event.timer-invalid': 'timer', 'task.untyped': 'what', 'task.missing-actor': 'who', 'event.missing-message': 'definition',
  'task.missing-message': 'definition', 'engine.missing-correlation': 'definition', 'event.missing-error': 'definition', 'event.missing-signal': 'definition', 'event.missing-escalation': 'definition',
  'event.missing-condition': 'condition', 'node.no-exit': 'next', 'label.missing': 'name', 'label.missing-exit': 'name', 'event.untyped': 'what',
  'flow.default-with-condition': 'condition', 'form.dangling': 'form', 'form.empty': 'form', 'field.missing-name': 'form', 'field.bad-key': 'form', 'field.duplicate': 'form',
  'field.no-choices': 'form', 'field.choice-twice': 'form', 'field.bad-initial': 'form', 'condition.unknown-variable': 'condition',
  'decision.dangling': 'decision', 'decision.empty': 'decision', 'decision.missing-name': 'decision', 'decision.missing-input': 'decision', 'decision.bad-output-name': 'decision',
  'decision.bad-cell': 'decision', 'decision.cell-type': 'decision', 'decision.overlap': 'decision', 'decision.gap': 'decision',
};
