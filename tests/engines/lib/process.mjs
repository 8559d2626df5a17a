// An exported file as the tests see it: read with bpmn-moddle (which must have nothing to complain about), nodes by id.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { BpmnModdle } from 'bpmn-moddle';

/** Reads a file; fails if bpmn-moddle warns about anything. */
export async function readProcess(file) {
  const xml = readFileSync(file, 'utf8');
  const { rootElement, warnings } = await new BpmnModdle().fromXML(xml);
  assert.deepEqual(warnings.map((warning) => warning.message), [], `bpmn-moddle warns about ${file}`);
  const process = rootElement.rootElements.find((root) => root.$type === 'bpmn:Process' && root.isExecutable);
  assert.ok(process, `${file} has no executable process`);
  const nodes = new Map();
  collect(process, nodes);
  return { xml, id: process.id, nodes };
}

function collect(container, nodes) {
  for (const element of container.flowElements ?? []) {
    if (element.$type === 'bpmn:SequenceFlow' || element.$type.startsWith('bpmn:Data')) continue;
    nodes.set(element.id, { id: element.id, type: element.$type, name: label(element) });
    collect(element, nodes);
  }
}

/** How scenarios name a node: by its label; an unnamed one by its type. */
function label(element) {
  const name = (element.name ?? '').replace(/\s+/g, ' ').replaceAll('\u00ad', '').trim();
  return name === '' ? element.$type.replace('bpmn:', '') : name;
}

/** The set of labels of visited ids, sorted; an id that is no node of the file fails. */
export function visitedLabels(process, ids) {
  const labels = new Set();
  for (const id of ids) {
    const node = process.nodes.get(id);
    if (node) labels.add(node.name);
  }
  return [...labels].sort((a, b) => a.localeCompare(b, 'de'));
}

/** Answers of a scenario per task: the n-th visit takes the n-th set of variables, the last one stays. */
export function answering(scenario) {
  const visits = new Map();
  return (label) => {
    const answers = scenario.answers?.[label] ?? [];
    const visit = visits.get(label) ?? 0;
    visits.set(label, visit + 1);
    return answers[Math.min(visit, answers.length - 1)] ?? {};
  };
}
