// What a BPMN file says, as bpmn-moddle reads it: facts by element, to compare two files by.
import { BpmnModdle } from 'bpmn-moddle';

/** Two files as maps of `element aspect` to value. Ids that only the second has name nothing: what had none got them. */
export async function readBoth(first, second) {
  const [before, after] = [await parsed(first), await parsed(second)];
  const known = new Set(Object.keys(before.elementsById));
  return [before, after].map(({ rootElement }) => {
    const facts = new Map();
    take(rootElement, '', facts, { known, count: new Map() });
    return facts;
  });
}

const parsed = (text) => new BpmnModdle().fromXML(text.replace(/^\uFEFF/, '').trimStart());

/** The diagrams' elements are named by what they show: their ids may be made up. */
function nameOf(element, path, seen) {
  const shows = element.$instanceOf?.('bpmndi:BPMNShape') || element.$instanceOf?.('bpmndi:BPMNEdge') || element.$instanceOf?.('bpmndi:BPMNPlane');
  const name = shows ? `${element.$type} of ${element.bpmnElement?.id ?? element.id}` : seen.known.has(element.id) ? `#${element.id}` : path;
  const count = (seen.count.get(name) ?? 0) + 1;
  seen.count.set(name, count);
  return count > 1 ? `${name} (${count})` : name;
}

function take(element, path, facts, seen) {
  const name = nameOf(element, path, seen);
  facts.set(`${name} is`, element.$type);
  facts.set(`${name} in`, path.replace(/\/[^/]*$/, ''));
  for (const [key, value] of Object.entries(element.$attrs ?? {})) {
    if (!key.startsWith('xmlns')) facts.set(`${name} @${key}`, value);
  }
  const known = element.$descriptor?.isGeneric ? Object.keys(element).filter((key) => !key.startsWith('$')) : (element.$descriptor?.properties ?? []).map((property) => property.name);
  for (const key of known) {
    const local = key.includes(':') ? key.slice(key.indexOf(':') + 1) : key;
    const value = Object.hasOwn(element, local) ? element[local] : Object.hasOwn(element, key) ? element[key] : undefined;
    const property = element.$descriptor?.properties?.find((one) => one.name === key);
    if (key === 'id' && !seen.known.has(value)) continue;
    if (value !== undefined && value !== null) add(value, local, property?.isReference, name, facts, seen);
  }
  for (const [n, child] of (element.$children ?? []).entries()) take(child, `${name}/child ${n}`, facts, seen);
}

function add(value, key, refers, name, facts, seen) {
  if (Array.isArray(value)) {
    if (refers) facts.set(`${name} .${key}`, value.map((one) => one.id ?? String(one)).sort().join(' '));
    else value.forEach((one, n) => add(one, `${key} ${n}`, false, name, facts, seen));
  } else if (typeof value !== 'object') {
    facts.set(`${name} .${key}`, typeof value === 'string' ? value.trim() : value);
  } else if (refers) {
    facts.set(`${name} .${key}`, value.id ?? '');
  } else {
    take(value, `${name}/${key}`, facts, seen);
  }
}

const PLACES = /\.(x|y|width|height)$/;

/** What the second file lacks or has otherwise. It may say more: a file that draws nothing is drawn. */
export function compare(before, after) {
  const lost = [];
  for (const [key, value] of before) {
    const now = after.get(key);
    const near = PLACES.test(key) && typeof value === 'number' && Math.abs(value - now) <= 1;
    if (now !== value && !near && !(Number.isNaN(value) && Number.isNaN(now))) lost.push(`${key}: ${JSON.stringify(value)} -> ${JSON.stringify(now)}`);
  }
  return lost;
}
