// Which of all that a board can hold (`elements.txt`, out of the lists in the code) a process of ours shows, and by which of its
// elements.
import { readFileSync } from 'node:fs';
import { readLines } from './source.mjs';

/** The list. */
export const ELEMENTS = readFileSync(new URL('../elements.txt', import.meta.url), 'utf8').trimEnd().split('\n');
const known = new Set(ELEMENTS);

/** Carries no token: an engine keeps it, or passes over it. */
export const DRAWN = new Set(['annotation', 'data.input', 'data.object', 'data.output', 'data.store', 'flow.association', 'flow.data', 'flow.message', 'group', 'lane', 'pool']);

const WHEN = ['date', 'duration', 'cycle'];
const SIGNS = { '~': 'flow.association', '=>': 'flow.message', ':>': 'flow.data' };
const TYPES = { string: 'text' };

/** Names of the list and the ids of what shows them. */
export function shown(one) {
  const found = new Map();
  const { nodes, flows } = readLines(one);
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const add = (name, id) => {
    if (!known.has(name)) throw new Error(`${one.id} shows ${name}, which is not in elements.txt`);
    found.set(name, [...(found.get(name) ?? []), id]);
  };
  for (const node of nodes) {
    for (const name of node.kind.startsWith('event.') ? [event(node, byId)] : [node.kind, ...ways(node)]) add(name, node.id);
    for (const type of fields(node)) add(type, node.id);
    if (node.set.default) add('flow.sequence: default', node.set.default);
  }
  for (const { id, sign, condition } of flows) {
    add(SIGNS[sign] ?? 'flow.sequence', id);
    if (condition) add('flow.sequence: condition', id);
  }
  for (const table of one.tables ?? []) {
    const asks = nodes.find((node) => node.set.decisionRef === table.key)?.id;
    for (const name of parts(table)) add(name, asks);
  }
  for (const [name, id] of Object.entries(one.shows ?? {})) add(name, id);
  return found;
}

function event({ kind, parent, set }, byId) {
  const goesOn = set.isInterrupting === 'false' || set.cancelActivity === 'false';
  const inside = kind.startsWith('event.start') && byId.get(parent)?.kind === 'subprocess.event';
  const way = [inside && 'event subprocess', goesOn && 'non-interrupting'].filter(Boolean).join(', ');
  const when = WHEN.find((name) => set[name]);
  return `${kind}${way ? ` (${way})` : ''}${when ? `: ${when}` : ''}`;
}

function ways({ kind, set }) {
  const said = (name, condition) => (condition ? [name] : []);
  const head = kind.split('.')[0];
  const several = Boolean(set.each || set.times);
  return [
    ...said(`${head}: standard loop`, set.loop),
    ...said(`${head}: sequential multi-instance`, several && set.sequential),
    ...said(`${head}: parallel multi-instance`, several && !set.sequential),
    ...said('multi-instance: list', set.each),
    ...said('multi-instance: number', set.times),
    ...said('multi-instance: completion condition', set.until),
    ...said(`${head}: compensation`, set.isForCompensation),
    ...said(`${head}: values in`, set.inputs),
    ...said(`${head}: values out`, set.outputs),
    ...said('call: all values', kind === 'call' && !set.inputs && !set.outputs),
    ...said('task.rule: table', kind === 'task.rule' && set.decisionRef),
    ...said('task.rule: topic', kind === 'task.rule' && set.topic),
    ...['class', 'expression', 'topic'].flatMap((name) => said(`task.service: ${name}`, kind === 'task.service' && set[name])),
    ...said('task.service: delegate expression', kind === 'task.service' && set.delegateExpression),
    ...said('task.user: groups', set.candidateGroups),
    ...said('task.user: assignee, users, due date', set.assignee && set.candidateUsers && set.dueDate),
  ];
}

function fields({ set }) {
  if (!set.fields) return [];
  const types = set.fields.split(',').map((field) => field.split(':')[1].replace('!', ''));
  return ['definition.form', 'definition.field', ...types.map((type) => `definition.field: ${type}`), ...(types.includes('choice') ? ['definition.choice'] : [])];
}

function parts({ policy = 'UNIQUE', aggregation, inputs, outputs }) {
  const columns = (name, list) => [`definition.${name}`, ...list.map((column) => `definition.${name}: ${TYPES[column.split(':')[1]] ?? column.split(':')[1]}`)];
  const named = policy.toLowerCase().replace(' ', '-') + (aggregation ? `, ${aggregation.toLowerCase()}` : '');
  return ['definition.decision', 'definition.rule', `definition.decision: ${named}`, ...columns('input', inputs), ...columns('output', outputs)];
}
