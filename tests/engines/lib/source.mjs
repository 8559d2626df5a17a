// A process in a few lines, as BPMN to be converted. Nodes: `ID KIND Label | attribute=value | …`, kinds by their names in
// board documents; `ID<PARENT` lies in PARENT or, for a boundary event, on it; a pool with `black=true` has no process. Flows:
// `[ID:] FROM > TO [? condition]`; `FROM ~ TO` is an association, `FROM => TO` a message flow, `FROM :> TO` one of data.
// Attributes without a prefix of their own are ours (`urn:wandel:process:1`).
const TASKS = { abstract: 'task', user: 'userTask', service: 'serviceTask', script: 'scriptTask', send: 'sendTask', receive: 'receiveTask', manual: 'manualTask', rule: 'businessRuleTask' };
const POSITIONS = { start: 'startEvent', catch: 'intermediateCatchEvent', throw: 'intermediateThrowEvent', boundary: 'boundaryEvent', end: 'endEvent' };
const GATEWAYS = { exclusive: 'exclusiveGateway', parallel: 'parallelGateway', inclusive: 'inclusiveGateway', event: 'eventBasedGateway', complex: 'complexGateway' };
const SUBPROCESSES = { embedded: 'subProcess', event: 'subProcess', transaction: 'transaction', adhoc: 'adHocSubProcess' };
const REFERENCES = { message: 'messageRef', error: 'errorRef', signal: 'signalRef', escalation: 'escalationRef' };
/** Fields of a form: `fields=KEY:TYPE[!]:Label[:choice/choice], …`; `!`: must be filled in. */
function form({ set }) {
  if (!set.fields) return '';
  const fields = set.fields.split(',').map((one) => {
    const [key, type, label, choices = ''] = one.trim().split(':');
    const required = type.endsWith('!') ? '<w:validation><w:constraint name="required" /></w:validation>' : '';
    const values = choices.split('/').filter(Boolean).map((value) => `<w:value id="${escape(value)}" name="${escape(value)}" />`);
    return `<w:formField id="${key}" label="${escape(label)}" type="${type.replace('!', '')}">${required}${values.join('')}</w:formField>`;
  });
  return `<bpmn:extensionElements><w:formData>${fields.join('')}</w:formData></bpmn:extensionElements>`;
}

const PLAIN = ['default', 'calledElement', 'scriptFormat', 'isForCompensation', 'cancelActivity', 'isInterrupting', 'parallelMultiple', 'errorCode', 'escalationCode', 'messageRef'];

/** Nodes and flows of a process of ours. */
export const readLines = ({ nodes, flows }) => ({ nodes: lines(nodes).map(node), flows: lines(flows).map(flow) });

/** The BPMN of a process of ours: `{ id, nodes, flows }`. */
export function source({ id, ...text }) {
  const { nodes: all, flows: connections } = readLines(text);
  const definitions = all.filter((one) => one.kind.startsWith('definition.'));
  const drawn = all.filter((one) => !one.kind.startsWith('definition.'));
  const byId = new Map(drawn.map((one) => [one.id, one]));
  const pools = drawn.filter((one) => one.kind === 'pool');
  const groups = drawn.filter((one) => one.kind === 'group');
  const messages = connections.filter((one) => one.sign === '=>');
  const scope = (one) => {
    const parent = one.kind.startsWith('event.boundary') ? byId.get(one.parent)?.parent : one.parent;
    return parent && byId.get(parent)?.kind.startsWith('subprocess') ? parent : null;
  };
  for (const one of drawn) {
    const ends = (end, tag) => connections.filter((flow) => flow.sign === '>' && flow[end] === one.id).map((flow) => `<bpmn:${tag}>${flow.id}</bpmn:${tag}>`);
    one.ends = [...ends('to', 'incoming'), ...ends('from', 'outgoing')].join('');
    one.data = connections.filter((flow) => flow.sign === ':>').map((flow) => data(one, flow)).join('');
  }
  // In the order of the schema: what flows, the flows, then remarks.
  const inside = (parent) => {
    const here = drawn.filter((one) => !['pool', 'lane'].includes(one.kind) && scope(one) === parent);
    const links = connections.filter((one) => ['>', '~'].includes(one.sign) && scope(byId.get(one.from)) === parent);
    return [
      ...here.filter((one) => !ARTIFACTS.includes(one.kind)).map((one) => element(one, inside)),
      ...links.filter((one) => one.sign === '>').map(connection),
      ...here.filter((one) => ARTIFACTS.includes(one.kind)).map((one) => element(one, inside)),
      ...links.filter((one) => one.sign === '~').map(connection),
    ].join('\n');
  };
  const lanes = drawn.filter((one) => one.kind === 'lane').map((lane) => {
    const members = drawn.filter((one) => one.parent === lane.id).map((one) => `<bpmn:flowNodeRef>${one.id}</bpmn:flowNodeRef>`);
    return `<bpmn:lane id="${lane.id}" name="${escape(lane.label)}">${members.join('')}</bpmn:lane>`;
  });
  const laneSet = lanes.length > 0 ? `<bpmn:laneSet id="lanes">${lanes.join('')}</bpmn:laneSet>` : '';
  return `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:w="urn:wandel:process:1" id="file" targetNamespace="urn:wandel:tests">
${pools.length > 0 ? `<bpmn:collaboration id="Collaboration_1">${pools.map((pool) => participant(pool, id)).join('')}${messages.map(connection).join('')}</bpmn:collaboration>` : ''}
<bpmn:process id="${id}" name="${id}" isExecutable="true">
${laneSet}
${inside(null)}
</bpmn:process>
${groups.map((one) => `<bpmn:category id="${one.id}_category"><bpmn:categoryValue id="${one.id}_value" value="${escape(one.label)}" /></bpmn:category>`).join('\n')}
${definitions.map((one) => `<bpmn:${one.kind.slice('definition.'.length)} id="${one.id}" name="${escape(one.label)}"${attributes(one)} />`).join('\n')}
</bpmn:definitions>
`;
}

function lines(text = '') {
  return text.split('\n').map((line) => line.trim()).filter((line) => line !== '');
}

function node(line) {
  const [head, ...rest] = line.split('|').map((part) => part.trim());
  const [place, kind, ...words] = head.split(/\s+/);
  const [id, parent = null] = place.split('<');
  const set = Object.fromEntries(rest.map((pair) => [pair.slice(0, pair.indexOf('=')).trim(), pair.slice(pair.indexOf('=') + 1).trim()]));
  return { id, parent, kind, label: words.join(' ') || id, set };
}

function flow(line, index) {
  const match = /^(?:(\w+):\s*)?(\w+)\s*(=>|:>|>|~)\s*(\w+)\s*(?:\?\s*(.*))?$/.exec(line);
  if (!match) throw new Error(`not a flow: ${line}`);
  return { id: match[1] ?? `flow${index + 1}`, from: match[2], sign: match[3], to: match[4], condition: match[5] };
}

function participant(pool, process) {
  const shown = pool.set.black ? '' : ` processRef="${process}"`;
  return `<bpmn:participant id="${pool.id}" name="${escape(pool.label)}"${shown} />`;
}

/** Data that goes into an activity or comes out of it stands in the activity. */
function data(one, { id, from, to }) {
  if (to === one.id) return `<bpmn:property id="${id}_target" name="__targetRef_placeholder" /><bpmn:dataInputAssociation id="${id}"><bpmn:sourceRef>${from}</bpmn:sourceRef><bpmn:targetRef>${id}_target</bpmn:targetRef></bpmn:dataInputAssociation>`;
  return from === one.id ? `<bpmn:dataOutputAssociation id="${id}"><bpmn:targetRef>${to}</bpmn:targetRef></bpmn:dataOutputAssociation>` : '';
}

function connection({ id, from, to, condition, sign }) {
  if (sign === '=>') return `<bpmn:messageFlow id="${id}" sourceRef="${from}" targetRef="${to}" />`;
  if (sign === '~') return `<bpmn:association id="${id}" sourceRef="${from}" targetRef="${to}" associationDirection="One" />`;
  const inner = condition ? `<bpmn:conditionExpression xsi:type="bpmn:tFormalExpression">${escape(condition)}</bpmn:conditionExpression>` : '';
  return `<bpmn:sequenceFlow id="${id}" sourceRef="${from}" targetRef="${to}">${inner}</bpmn:sequenceFlow>`;
}

function attributes({ set }, skip = []) {
  return Object.entries(set)
    .filter(([name]) => !skip.includes(name))
    .map(([name, value]) => ` ${PLAIN.includes(name) ? name : `w:${name}`}="${escape(value.replaceAll('; ', '\n')).replaceAll('\n', '&#10;')}"`)
    .join('');
}

function element(one, inside) {
  const [head, second, third] = one.kind.split('.');
  const open = (tag, skip = [], more = '') => `<bpmn:${tag} id="${one.id}" name="${escape(one.label)}"${more}${attributes(one, [...skip, 'fields'])}>${form(one)}${one.ends}${one.data}`;
  if (head === 'task') {
    const skip = ['script', ...REPEATED];
    const script = one.set.script ? `<bpmn:script>${escape(one.set.script)}</bpmn:script>` : '';
    return `${open(TASKS[second], skip)}${repeated(one)}${script}</bpmn:${TASKS[second]}>`;
  }
  if (head === 'gateway') return `${open(GATEWAYS[second])}</bpmn:${GATEWAYS[second]}>`;
  if (head === 'call') return `${open('callActivity', REPEATED)}${repeated(one)}</bpmn:callActivity>`;
  if (head === 'subprocess') {
    const tag = SUBPROCESSES[second];
    return `${open(tag, REPEATED, second === 'event' ? ' triggeredByEvent="true"' : '')}${repeated(one)}${inside(one.id)}</bpmn:${tag}>`;
  }
  if (head === 'event') {
    const attached = second === 'boundary' ? ` attachedToRef="${one.parent}"` : '';
    const skip = ['ref', 'date', 'duration', 'cycle', 'condition', 'link', 'topic'];
    return `${open(POSITIONS[second], skip, attached)}${trigger(third, one.set)}</bpmn:${POSITIONS[second]}>`;
  }
  if (head === 'annotation') return `<bpmn:textAnnotation id="${one.id}"><bpmn:text>${escape(one.label)}</bpmn:text></bpmn:textAnnotation>`;
  if (head === 'group') return `<bpmn:group id="${one.id}" categoryValueRef="${one.id}_value" />`;
  if (one.kind === 'data.object') return `<bpmn:dataObject id="${one.id}_object" /><bpmn:dataObjectReference id="${one.id}" name="${escape(one.label)}" dataObjectRef="${one.id}_object" />`;
  if (one.kind === 'data.store') return `<bpmn:dataStoreReference id="${one.id}" name="${escape(one.label)}" />`;
  throw new Error(`no source for ${one.kind}`);
}

const ARTIFACTS = ['annotation', 'group'];
const REPEATED = ['each', 'item', 'times', 'sequential', 'until', 'loop'];

/** `each=list | item=one`, `times=3`, `sequential=true`, `until=condition`; `loop=condition` for a plain loop. */
function repeated({ set }) {
  if (set.loop) return `<bpmn:standardLoopCharacteristics><bpmn:loopCondition xsi:type="bpmn:tFormalExpression">${escape(set.loop)}</bpmn:loopCondition></bpmn:standardLoopCharacteristics>`;
  if (!set.each && !set.times) return '';
  const list = set.each ? ` w:collection="${escape(set.each)}" w:elementVariable="${set.item ?? 'item'}"` : '';
  const formal = (tag, text) => (text ? `<bpmn:${tag} xsi:type="bpmn:tFormalExpression">${escape(text)}</bpmn:${tag}>` : '');
  return `<bpmn:multiInstanceLoopCharacteristics${set.sequential ? ' isSequential="true"' : ''}${list}>${formal('loopCardinality', set.times)}${formal('completionCondition', set.until)}</bpmn:multiInstanceLoopCharacteristics>`;
}

function trigger(kind, set) {
  if (!kind || kind === 'none') return '';
  if (kind.endsWith('multiple')) return '<bpmn:messageEventDefinition /><bpmn:signalEventDefinition />';
  const tag = `${kind === 'compensation' ? 'compensate' : kind}EventDefinition`;
  const reference = REFERENCES[kind] && set.ref ? ` ${REFERENCES[kind]}="${set.ref}"` : '';
  const name = kind === 'link' ? ` name="${escape(set.link)}"` : '';
  const topic = set.topic ? ` w:type="external" w:topic="${escape(set.topic)}"` : '';
  const formal = (inner, text) => (text ? `<bpmn:${inner} xsi:type="bpmn:tFormalExpression">${escape(text)}</bpmn:${inner}>` : '');
  const inner = formal('timeDate', set.date) + formal('timeDuration', set.duration) + formal('timeCycle', set.cycle) + (kind === 'conditional' ? formal('condition', set.condition) : '');
  return `<bpmn:${tag}${reference}${name}${topic}>${inner}</bpmn:${tag}>`;
}

function escape(text) {
  return String(text).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}

/** A decision table as DMN: `inputs` and `outputs` as `name:type`, `rules` as lines of cells with `|` between. */
export function dmn({ key, policy = 'UNIQUE', aggregation, inputs, outputs, rules }) {
  const column = (text) => text.split(':');
  const cells = (line) => line.split('|').map((cell) => cell.trim());
  const rows = lines(rules).map((line, row) => `<rule id="r${row}">${cells(line).map((cell, at) => {
    const tag = at < inputs.length ? 'inputEntry' : 'outputEntry';
    return `<${tag} id="c${row}_${at}"><text>${escape(cell)}</text></${tag}>`;
  }).join('')}</rule>`);
  return `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="file" name="file" namespace="urn:wandel:tests">
<decision id="${key}" name="${key}"><decisionTable id="table" hitPolicy="${policy}"${aggregation ? ` aggregation="${aggregation}"` : ''}>
${inputs.map(column).map(([name, type], at) => `<input id="i${at}" label="${name}"><inputExpression id="x${at}" typeRef="${type}"><text>${name}</text></inputExpression></input>`).join('')}
${outputs.map(column).map(([name, type], at) => `<output id="o${at}" label="${name}" name="${name}" typeRef="${type}" />`).join('')}
${rows.join('\n')}
</decisionTable></decision>
</definitions>
`;
}
