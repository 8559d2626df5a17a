// A large file such as a house has after years: pools with lanes, branches, subprocesses, deadlines, data, messages between the
// pools, what an engine's modeller writes beside it, and a drawing of everything. The same every time.
import { pathToFileURL } from 'node:url';

const LANES = ['Bürgerbüro', 'Sachbearbeitung', 'Fachprüfung', 'Kasse'];
const [WIDE, HIGH] = [980, 200];
const escape = (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');

/** One pool with so many stretches of work, at a height of the drawing. */
function pool(number, stretches, top, out) {
  const id = `P${number}`;
  const members = LANES.map(() => []);
  const body = [];
  const shape = (of, x, y, w, h, more = '') => out.drawn.push(`      <bpmndi:BPMNShape id="${of}_di" bpmnElement="${of}"${more}>\n        <dc:Bounds x="${x}" y="${y}" width="${w}" height="${h}" />\n        <bpmndi:BPMNLabel />\n      </bpmndi:BPMNShape>`);
  const at = new Map();
  /** A node in a lane; `inner`: what stands in it besides its flows. */
  const node = (tag, name, lane, x, w, h, inner = '', attributes = '') => {
    const of = `${id}_N${at.size}`;
    const y = top + lane * HIGH + (HIGH - h) / 2;
    at.set(of, [x, y, w, h]);
    members[lane].push(of);
    shape(of, x, y, w, h, tag === 'exclusiveGateway' ? ' isMarkerVisible="true"' : '');
    body.push(`    <bpmn:${tag} id="${of}" name="${escape(name)}"${attributes}>\n      <bpmn:documentation>${escape(name)}: Grundlage ist § ${at.size} der Ordnung Nr. ${number}. Rückfragen gehen an die Stelle, die zuletzt geprüft hat. Wer vertritt, sieht dieselben Angaben; was fehlt, wird nachgefordert, und die Frist beginnt von vorn. Geprüft am 1. März, nächste Durchsicht in zwei Jahren.</bpmn:documentation>${inner}\n@@${of}@@    </bpmn:${tag}>`);
    return of;
  };
  let flows = 0;
  const ends = new Map();
  const flow = (from, to, name = '', condition = '') => {
    const of = `${id}_F${(flows += 1)}`;
    for (const [end, tag] of [[from, 'outgoing'], [to, 'incoming']]) ends.set(end, `${ends.get(end) ?? ''}      <bpmn:${tag}>${of}</bpmn:${tag}>\n`);
    const [[x, y, w, h], [u, v, , k]] = [at.get(from), at.get(to)];
    body.push(`    <bpmn:sequenceFlow id="${of}"${name ? ` name="${name}"` : ''} sourceRef="${from}" targetRef="${to}"${condition ? `>\n      <bpmn:conditionExpression xsi:type="bpmn:tFormalExpression">${escape(condition)}</bpmn:conditionExpression>\n    </bpmn:sequenceFlow>` : ' />'}`);
    out.drawn.push(`      <bpmndi:BPMNEdge id="${of}_di" bpmnElement="${of}">\n        <di:waypoint x="${x + w}" y="${y + h / 2}" />\n        <di:waypoint x="${x + w + 20}" y="${y + h / 2}" />\n        <di:waypoint x="${x + w + 20}" y="${v + k / 2}" />\n        <di:waypoint x="${u}" y="${v + k / 2}" />\n      </bpmndi:BPMNEdge>`);
  };
  const properties = (more) => `\n      <bpmn:extensionElements>\n        <camunda:properties>\n          <camunda:property name="dauer" value="${more} Minuten" />\n          <camunda:property name="kostenstelle" value="${number}-${more}" />\n          <camunda:property name="verfahren" value="Fachverfahren ${more}, Schnittstelle 2" />\n          <camunda:property name="ansprechstelle" value="Organisation und Prozesse" />\n        </camunda:properties>\n        <camunda:executionListener event="start" delegateExpression="\${protokoll.beginnt}" />\n        <camunda:executionListener event="end" delegateExpression="\${protokoll.endet}" />\n        <camunda:inputOutput>\n          <camunda:inputParameter name="vorgang">\${aktenzeichen}</camunda:inputParameter>\n          <camunda:inputParameter name="stelle">${number}</camunda:inputParameter>\n        </camunda:inputOutput>\n      </bpmn:extensionElements>`;
  let last = node('startEvent', `Antrag ${number} eingegangen`, 0, 230, 36, 36);
  for (let i = 0; i < stretches; i += 1) {
    const x = 300 + i * WIDE;
    const check = node('userTask', `Angaben ${i + 1} prüfen`, 0, x, 100, 80, properties(20 + i), ' camunda:candidateGroups="buergerbuero" camunda:formKey="angaben"');
    flow(last, check);
    const late = `${id}_B${i}`;
    shape(late, x + 60, top + (HIGH + 80) / 2 - 18, 36, 36);
    members[0].push(late);
    body.push(`    <bpmn:boundaryEvent id="${late}" name="Nach 14 Tagen" cancelActivity="false" attachedToRef="${check}">\n@@${late}@@      <bpmn:timerEventDefinition id="${late}_t">\n        <bpmn:timeDuration xsi:type="bpmn:tFormalExpression">P14D</bpmn:timeDuration>\n      </bpmn:timerEventDefinition>\n    </bpmn:boundaryEvent>`);
    at.set(late, [x + 60, top + (HIGH + 80) / 2 - 18, 36, 36]);
    const reminded = node('endEvent', 'Erinnert', 0, x + 180, 36, 36);
    flow(late, reminded);
    const split = node('exclusiveGateway', 'Vollständig?', 1, x + 180, 50, 50);
    flow(check, split);
    const call = node('serviceTask', `Register ${i + 1} abfragen`, 1, x + 300, 100, 80, properties(3), ' camunda:type="external" camunda:topic="register"');
    const decide = node('businessRuleTask', `Höhe ${i + 1} bestimmen`, 2, x + 300, 100, 80, properties(1), ' camunda:decisionRef="hoehe" camunda:resultVariable="betrag"');
    flow(split, call, 'ja', '${vollstaendig == true}');
    flow(split, decide, 'nein', '${vollstaendig == false}');
    const join = node('exclusiveGateway', '', 1, x + 460, 50, 50);
    flow(call, join);
    flow(decide, join);
    const [u, v] = [x + 580, top + 3 * HIGH + 20];
    const inner = ['I0', 'I1', 'I2'].map((part) => `${id}_S${i}_${part}`);
    [[u + 20, 62, 36, 36], [u + 100, 40, 100, 80], [u + 240, 62, 36, 36]].forEach(([left, down, w, h], n) => shape(inner[n], left, v + down, w, h));
    for (const [n, left] of [[0, 56], [1, 200]]) out.drawn.push(`      <bpmndi:BPMNEdge id="${id}_S${i}_E${n}_di" bpmnElement="${id}_S${i}_E${n}">\n        <di:waypoint x="${u + left}" y="${v + 80}" />\n        <di:waypoint x="${u + left + (n ? 40 : 44)}" y="${v + 80}" />\n      </bpmndi:BPMNEdge>`);
    const pay = `${id}_S${i}`;
    at.set(pay, [u, v, 300, 160]);
    members[3].push(pay);
    shape(pay, u, v, 300, 160, ' isExpanded="true"');
    body.push(`    <bpmn:subProcess id="${pay}" name="Auszahlung ${i + 1}">\n@@${pay}@@      <bpmn:startEvent id="${inner[0]}" name="Bewilligt" />\n      <bpmn:userTask id="${inner[1]}" name="Anordnen &amp; zahlen" camunda:candidateGroups="kasse" />\n      <bpmn:endEvent id="${inner[2]}" name="Gezahlt" />\n      <bpmn:sequenceFlow id="${pay}_E0" sourceRef="${inner[0]}" targetRef="${inner[1]}" />\n      <bpmn:sequenceFlow id="${pay}_E1" sourceRef="${inner[1]}" targetRef="${inner[2]}" />\n    </bpmn:subProcess>`);
    flow(join, pay);
    const file = `${id}_D${i}`;
    shape(file, x + 330, top + 20, 36, 50);
    body.push(`    <bpmn:dataObjectReference id="${file}" name="Akte ${i + 1}" dataObjectRef="${file}_o" />\n    <bpmn:dataObject id="${file}_o" />`);
    last = pay;
  }
  const done = node('endEvent', 'Erledigt', 0, 300 + stretches * WIDE, 36, 36);
  flow(last, done);
  const width = stretches * WIDE + 300;
  out.drawn.unshift(`      <bpmndi:BPMNShape id="${id}_di" bpmnElement="${id}" isHorizontal="true">\n        <dc:Bounds x="160" y="${top}" width="${width}" height="${HIGH * LANES.length}" />\n      </bpmndi:BPMNShape>`,
    ...LANES.map((_, lane) => `      <bpmndi:BPMNShape id="${id}_L${lane}_di" bpmnElement="${id}_L${lane}" isHorizontal="true">\n        <dc:Bounds x="190" y="${top + lane * HIGH}" width="${width - 30}" height="${HIGH}" />\n      </bpmndi:BPMNShape>`));
  const lanes = LANES.map((name, lane) => `      <bpmn:lane id="${id}_L${lane}" name="${name}">\n${members[lane].map((one) => `        <bpmn:flowNodeRef>${one}</bpmn:flowNodeRef>`).join('\n')}\n      </bpmn:lane>`);
  out.pools.push(`    <bpmn:participant id="${id}" name="Amt ${number}" processRef="Process_${number}" />`);
  out.processes.push(`  <bpmn:process id="Process_${number}" isExecutable="true">\n    <bpmn:laneSet id="${id}_lanes">\n${lanes.join('\n')}\n    </bpmn:laneSet>\n${body.join('\n').replace(/@@(.*?)@@/g, (_, of) => ends.get(of) ?? '')}\n  </bpmn:process>`);
}

/** A BPMN file of at least so many bytes: its text. */
export function large(bytes, stretches = 25) {
  const out = { pools: [], messages: [], processes: [], drawn: [] };
  let size = 0;
  for (let number = 0; size < bytes; number += 1) {
    const before = out.drawn.length;
    pool(number, stretches, 80 + number * (HIGH * LANES.length + 40), out);
    size += Buffer.byteLength(out.processes.at(-1)) + out.drawn.slice(0, out.drawn.length - before).reduce((sum, one) => sum + one.length, 0);
    if (number > 0) {
      const of = `M${number}`;
      const y = 80 + number * (HIGH * LANES.length + 40);
      out.messages.push(`    <bpmn:messageFlow id="${of}" name="Abgabe" sourceRef="P${number - 1}" targetRef="P${number}" />`);
      out.drawn.push(`      <bpmndi:BPMNEdge id="${of}_di" bpmnElement="${of}">\n        <di:waypoint x="700" y="${y - 40}" />\n        <di:waypoint x="700" y="${y}" />\n      </bpmndi:BPMNEdge>`);
    }
  }
  return `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:dc="http://www.omg.org/spec/DD/20100524/DC" xmlns:di="http://www.omg.org/spec/DD/20100524/DI" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:camunda="http://camunda.org/schema/1.0/bpmn" id="Definitions_large" targetNamespace="http://example.org/gross">
  <bpmn:collaboration id="Collaboration_1">
${[...out.pools, ...out.messages].join('\n')}
  </bpmn:collaboration>
${out.processes.join('\n')}
  <bpmndi:BPMNDiagram id="Diagram_1">
    <bpmndi:BPMNPlane id="Plane_1" bpmnElement="Collaboration_1">
${out.drawn.join('\n')}
    </bpmndi:BPMNPlane>
  </bpmndi:BPMNDiagram>
</bpmn:definitions>
`;
}

// `node lib/large.mjs 5000000 > large.bpmn`
if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) process.stdout.write(large(Number(process.argv[2] ?? 5e6)));
