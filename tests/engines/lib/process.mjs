// An exported file as the tests see it: read with bpmn-moddle (which must have nothing to complain about), nodes by id.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { BpmnModdle } from 'bpmn-moddle';

/** Reads a file; fails if bpmn-moddle warns about anything. `labelled`: scenarios name nodes by their labels, else by ids. */
export async function readProcess(file, labelled = true) {
  const xml = readFileSync(file, 'utf8');
  const { rootElement, warnings } = await new BpmnModdle().fromXML(xml);
  assert.deepEqual(warnings.map((warning) => warning.message), [], `bpmn-moddle warns about ${file}`);
  const process = rootElement.rootElements.find((root) => root.$type === 'bpmn:Process' && root.isExecutable);
  assert.ok(process, `${file} has no executable process`);
  const nodes = new Map();
  const messages = new Map();
  const signals = new Map();
  const conditional = new Set();
  collect(process, { nodes, messages, signals, conditional });
  /** What messages, errors and the like are called. */
  const names = new Set(rootElement.rootElements.flatMap((root) => [root.name, root.errorCode, root.escalationCode]).filter(Boolean));
  const key = (id) => (labelled ? nodes.get(id)?.name : id);
  /** Answers and the like by ids of the file. */
  const byId = (named = {}) => Object.fromEntries([...nodes.keys(), ...(labelled ? [] : Object.keys(named))].filter((id) => named[key(id)]).map((id) => [id, named[key(id)]]));
  function expectGroups(scenario, id, groups) {
    const wanted = scenario.groups?.[key(id)];
    if (wanted) assert.deepEqual([...groups].sort(), [...wanted].sort(), `who is offered ${key(id)}`);
  }
  return { xml, id: process.id, nodes, messages, signals, conditional, names, key, byId, expectGroups };
}

function collect(container, found) {
  const { nodes, messages, signals, conditional } = found;
  for (const element of container.flowElements ?? []) {
    if (element.$type === 'bpmn:SequenceFlow' || element.$type.startsWith('bpmn:Data')) continue;
    nodes.set(element.id, { id: element.id, type: element.$type, name: label(element), outgoing: (element.outgoing ?? []).map((flow) => flow.id) });
    const message = element.eventDefinitions?.find((one) => one.messageRef)?.messageRef;
    if (message) messages.set(element.id, message.name);
    const signal = element.eventDefinitions?.find((one) => one.signalRef)?.signalRef;
    if (signal) signals.set(element.id, signal.name);
    if (element.eventDefinitions?.some((one) => one.$type === 'bpmn:ConditionalEventDefinition')) conditional.add(element.id);
    collect(element, found);
  }
}

/** How scenarios name a node: by its label; an unnamed one by its type. */
function label(element) {
  const name = (element.name ?? '').replace(/\s+/g, ' ').replaceAll('\u00ad', '').trim();
  return name === '' ? element.$type.replace('bpmn:', '') : name;
}

/** What of a file was visited, once each, sorted, as scenarios name it. */
export function visitedIds(process, ids) {
  const keys = new Set(ids.filter((id) => process.nodes.has(id)).map((id) => process.key(id)));
  return [...keys].sort((a, b) => a.localeCompare(b, 'de'));
}

/** Answers of a scenario per node: the n-th visit takes the n-th set of variables, the last one stays. `$error` is a code. */
export function answering(scenario) {
  const visits = new Map();
  return (label) => {
    const answers = scenario.answers?.[label] ?? [];
    const visit = visits.get(label) ?? 0;
    visits.set(label, visit + 1);
    const { $error: error, ...variables } = answers[Math.min(visit, answers.length - 1)] ?? {};
    return { error, variables };
  };
}
