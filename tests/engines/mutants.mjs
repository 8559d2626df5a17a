// Files that an engine must not get, one a rule and engine: a process of ours as the product wrote it, with one thing broken.
// Each: process, the code we refuse with, the element we name, what breaks it, and how the engines take it. An engine refuses
// it too, naming the same element, unless `quiet` says what it does instead (`takes it`: nobody looked further), or `named` what it names: the gateway before, the
// message meant, or no element at all. `change`: what breaks it in that engine's spelling. `table`: what is broken is the decision
// table beside the process. At the end, the codes that no file shows, and why.
import { dmn } from './lib/source.mjs';

const drop = (pattern) => (xml) => xml.replace(pattern, '');
const put = (pattern, by) => (xml) => xml.replace(pattern, by);
const all = (from, to) => (xml) => xml.replaceAll(from, to);
const condition = (text) => `<bpmn:conditionExpression xsi:type="bpmn:tFormalExpression" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">${text}</bpmn:conditionExpression>`;
const conditioned = (flow, text) => put(new RegExp(`(<bpmn:sequenceFlow id="${flow}"[^>]*?) />`), `$1>${condition(text)}</bpmn:sequenceFlow>`);
const timer = /<bpmn:timerEventDefinition>[\s\S]*?<\/bpmn:timerEventDefinition>/;
const loop = /(?<=<bpmn:multiInstanceLoopCharacteristics[^>]*>)[\s\S]*?(?=<\/bpmn:multiInstanceLoopCharacteristics>)/;

const rules = [
  ['exclusive', 'flow.missing-condition', 'yes', drop(/<bpmn:conditionExpression[\s\S]*?<\/bpmn:conditionExpression>/), { operaton: {}, zeebe: {}, flowable: { quiet: 'takes it' } }],
  ['exclusive', 'flow.default-with-condition', 'no', conditioned('no', '${true}'), { operaton: {}, zeebe: { quiet: 'takes it', change: conditioned('no', '=true') }, flowable: { named: 'id = g' } }],
  ['exclusive', 'gateway.missing-default', 'g', drop(/ default="no"/), { operaton: { quiet: 'stops only when no condition holds' }, zeebe: { named: 'Element: no' }, flowable: { quiet: 'takes it' } }],
  ['and_back', 'flow.condition-on-only-exit', 'flow2', conditioned('flow2', '${true}'), { operaton: {}, zeebe: { quiet: 'takes it', change: conditioned('flow2', '=true') }, flowable: { named: 'id = j' } }],
  ['exclusive', 'flow.dangling', 'yes', put(/targetRef="p"/, 'targetRef="nowhere"'), { operaton: {}, zeebe: { named: 'nowhere' }, flowable: { named: 'nowhere' } }],
  ['exclusive', 'default.dangling', 'g', put(/default="no"/, 'default="flow1"'), { operaton: {}, zeebe: {}, flowable: { quiet: 'takes it' } }],
  ['exclusive', 'start.several', 's', put(/(<bpmn:startEvent id=)/, '<bpmn:startEvent id="second" />$1'), { operaton: {}, zeebe: { named: 'Multiple none start events' }, flowable: { named: 'Multiple none start events' } }],
  ['timers', 'event.missing-timer', 'a', drop(/<bpmn:timeDuration[\s\S]*?<\/bpmn:timeDuration>/), { operaton: {}, zeebe: {}, flowable: {} }],
  ['every_morning', 'event.timer-invalid', 's', put(/R\/PT24H/, 'daily'), { operaton: { named: 'daily' }, zeebe: {}, flowable: { named: 'daily' } }],
  ['message_between', 'event.missing-message', 'c', drop(/ messageRef="m"/), { operaton: {}, zeebe: {}, flowable: {} }],
  ['message_between', 'reference.dangling', 'c', put(/messageRef="m"/, 'messageRef="nowhere"'), { operaton: {}, zeebe: {}, flowable: {} }],
  ['signal', 'event.missing-signal', 'c', drop(/ signalRef="g"/), { operaton: {}, zeebe: {}, flowable: {} }],
  ['failure_inside', 'event.missing-error', 'ux', drop(/ errorCode="ABBRUCH"/), { operaton: {}, zeebe: {}, flowable: { quiet: 'takes it' } }],
  ['escalation', 'event.missing-escalation', 'ut', drop(/ escalationCode="VORLAGE"/), { operaton: {}, zeebe: { named: 'Element: k' }, flowable: { quiet: 'takes it' } }],
  ['condition_comes_true', 'event.missing-condition', 'c', drop(/<bpmn:condition [\s\S]*?<\/bpmn:condition>/), { operaton: {}, flowable: { named: 'conditionalEventDefinition' } }],
  ['service_with_values', 'task.missing-service', 'a', drop(/ operaton:type="external" operaton:topic="berechnen"/), { operaton: {}, zeebe: { change: drop(/<zeebe:taskDefinition[^>]*\/>/) }, flowable: { change: drop(/ flowable:type="external-worker" flowable:topic="berechnen"/) } }],
  ['service_with_values', 'task.several-services', 'a', put(/ (\w+):topic=/, ' $1:class="x.Y" $1:topic='), { operaton: { quiet: 'takes one of them' }, flowable: { quiet: 'takes it' } }],
  ['send_and_receive', 'task.missing-message', 'b', drop(/(?<=<bpmn:receiveTask[^>]*) messageRef="m"/), { operaton: { quiet: 'waits for ever' }, zeebe: {}, flowable: { quiet: 'takes it' } }],
  ['rule_by_worker', 'task.missing-decision', 'a', drop(/ operaton:type="external" operaton:topic="regeln"/), { operaton: {}, zeebe: { change: drop(/<zeebe:taskDefinition[^>]*\/>/) } }],
  ['script', 'task.missing-script', 'a', drop(/<bpmn:script>[\s\S]*?<\/bpmn:script>/), { operaton: { named: 'ScriptTask' }, zeebe: { change: drop(/<zeebe:script [^>]*\/>/) }, flowable: {} }],
  ['script', 'task.missing-script-format', 'a', drop(/ scriptFormat="juel"/), { operaton: { quiet: 'guesses the language' }, flowable: { quiet: 'takes it' } }],
  ['calls', 'call.missing-process', 'c', drop(/ calledElement="called"/), { operaton: {}, zeebe: { change: drop(/<zeebe:calledElement[^>]*\/>/) }, flowable: { quiet: 'takes it' } }],
  ['several_at_once', 'loop.missing-collection', 'a', put(loop, ''), { operaton: {}, zeebe: {}, flowable: {} }],
  ['too_late', 'boundary.without-host', 't', put(/attachedToRef="a"/, 'attachedToRef="nowhere"'), { operaton: {}, zeebe: { named: 'getAttachedTo' }, flowable: { quiet: 'takes it' } }],
  ['too_late', 'boundary.trigger', 't', drop(timer), { operaton: {}, zeebe: {}, flowable: {} }],
  ['transaction', 'boundary.cancel', 'b', all('bpmn:transaction', 'bpmn:subProcess'), { operaton: {} }],
  ['what_comes_first', 'event-gateway.target', 't', (xml) => xml.replace(/<bpmn:intermediateCatchEvent id="t"/, '<bpmn:userTask id="t"').replace(/<bpmn:timerEventDefinition>[\s\S]*?<\/bpmn:timerEventDefinition>\s*<\/bpmn:intermediateCatchEvent>/, '</bpmn:userTask>'), { operaton: { named: 'Event based gateway' }, zeebe: { named: 'Element: g' }, flowable: { named: 'id = g' } }],
  ['what_comes_first', 'event-gateway.other-entry', 't', put(/(<bpmn:sequenceFlow id="flow4" sourceRef="a" targetRef=")e"/, '$1t"'), { operaton: {}, zeebe: { quiet: 'takes it' }, flowable: { quiet: 'takes it' } }],
  ['subprocess', 'subprocess.start-missing', 'u', (xml) => xml.replace(/<bpmn:startEvent id="us"[\s\S]*?<\/bpmn:startEvent>/, '').replace(/<bpmn:sequenceFlow id="flow2"[^>]*\/>/, '').replace('<bpmn:incoming>flow2</bpmn:incoming>', ''), { operaton: {}, zeebe: {}, flowable: { quiet: 'takes it' } }],
  ['subprocess', 'subprocess.start-typed', 'us', put(/(<bpmn:startEvent id="us"[\s\S]*?)(<\/bpmn:startEvent>)/, '$1<bpmn:timerEventDefinition><bpmn:timeDuration xsi:type="bpmn:tFormalExpression" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">PT1H</bpmn:timeDuration></bpmn:timerEventDefinition>$2'), { operaton: {}, zeebe: { named: 'Element: u' }, flowable: {} }],
  ['event_subprocess', 'subprocess.start-untyped', 'us', drop(/(?<=<bpmn:startEvent id="us"[\s\S]*?)<bpmn:messageEventDefinition[^>]*\/>/), { operaton: {}, zeebe: { named: 'Element: u' }, flowable: { quiet: 'takes it' } }],
  ['exclusive', 'flow.from-end', 'flow5', put(/(<bpmn:sequenceFlow id="flow5" sourceRef=")p"/, '$1x"'), { operaton: { quiet: 'never takes it' }, zeebe: { quiet: 'takes it' }, flowable: { quiet: 'takes it' } }],
  ['and_back', 'flow.into-start', 'flow6', put(/(<bpmn:sequenceFlow id="flow6"[^>]* targetRef=")j"/, '$1s"'), { operaton: { quiet: 'begins again' }, zeebe: { quiet: 'takes it' }, flowable: { quiet: 'takes it' } }],
  ['subprocess', 'flow.crosses', 'flow3', put(/(<bpmn:sequenceFlow id="flow3"[^>]* targetRef=")ue"/, '$1e"'), { operaton: {}, zeebe: { quiet: 'takes it' }, flowable: {} }],
  ['jump', 'link.unmatched', 't', put(/(?<=<bpmn:intermediateCatchEvent[\s\S]*?)linkEventDefinition ([^>]*)name="weiter"/, 'linkEventDefinition $1name="anders"'), { operaton: { named: 'weiter' }, zeebe: { named: 'weiter' } }],
  ['exclusive', 'gateway.unsupported', 'g', all('exclusiveGateway', 'complexGateway'), { operaton: {}, zeebe: {}, flowable: { quiet: 'takes it' } }],
  ['subprocess', 'subprocess.unsupported', 'u', all('bpmn:subProcess', 'bpmn:adHocSubProcess'), { operaton: {}, zeebe: {}, flowable: { quiet: 'takes it' } }],
  ['timers', 'event.untyped', 'a', put(timer, ''), { operaton: {}, zeebe: {}, flowable: {} }],
  ['subprocess', 'engine.transaction', 'u', all('bpmn:subProcess', 'bpmn:transaction'), { zeebe: {}, flowable: { quiet: 'takes it' } }],
  ['timers', 'engine.conditional', 'a', put(timer, '<bpmn:conditionalEventDefinition><bpmn:condition>=x</bpmn:condition></bpmn:conditionalEventDefinition>'), { zeebe: {} }],
  ['what_comes_first', 'engine.receive-after-events', 'a', (xml) => xml.replace(/<bpmn:intermediateCatchEvent id="a"/, '<bpmn:receiveTask id="a" messageRef="m"').replace(/<bpmn:messageEventDefinition messageRef="m" \/>\s*<\/bpmn:intermediateCatchEvent>/, '</bpmn:receiveTask>'), { zeebe: { named: 'g' } }],
  ['message_between', 'engine.missing-correlation', 'c', drop(/<bpmn:extensionElements>\s*<zeebe:subscription[^>]*\/>\s*<\/bpmn:extensionElements>/), { zeebe: { named: 'm' } }],
  ['exclusive', 'engine.expression', 'yes', put(/=entitled = true[^<]*/, '${entitled == true &amp;&amp; bean.ok()}'), { zeebe: {} }],
  ['too_late', 'event.timer-cycle', 't', (xml) => xml.replaceAll('timeDuration', 'timeCycle').replaceAll('P14D', 'R/P14D'), { zeebe: {} }],
  ['message_ends', 'event.missing-service', 'e', drop(/<zeebe:taskDefinition[^>]*\/>/), { zeebe: {} }],
  ['send_and_receive', 'engine.end-event', 'e', put(/(<bpmn:endEvent id="e"[\s\S]*?)(<\/bpmn:endEvent>)/, '$1<bpmn:messageEventDefinition messageRef="m" />$2'), { flowable: { quiet: 'takes it' } }],
  ['timers', 'engine.link', 'b', put(/(?<=<bpmn:intermediateCatchEvent id="b"[\s\S]*?)<bpmn:timerEventDefinition>[\s\S]*?<\/bpmn:timerEventDefinition>/, '<bpmn:linkEventDefinition name="weiter" />'), { flowable: {} }],
  ['too_late', 'flow.into-boundary', 'flow2', put(/(<bpmn:sequenceFlow id="flow2"[^>]* targetRef=")e"/, '$1t"'), { operaton: { quiet: 'takes it' }, zeebe: { quiet: 'takes it' }, flowable: { quiet: 'takes it' } }],
  ['event_subprocess', 'flow.event-subprocess', 'flow2', put(/(<bpmn:sequenceFlow id="flow2"[^>]* targetRef=")e"/, '$1u"'), { operaton: {}, zeebe: { quiet: 'takes it' }, flowable: { quiet: 'takes it' } }],
  ['only_drawn', 'flow.not-a-step', 'flow2', put(/(<bpmn:sequenceFlow id="flow2"[^>]* targetRef=")e"/, '$1d"'), { operaton: {}, zeebe: { named: 'DataObjectReferenceImpl' }, flowable: {} }],
  ['only_drawn', 'message-flow.same-pool', 'flow4', put(/(<bpmn:messageFlow id="flow4"[^>]* targetRef=")other"/, '$1e"'), { operaton: { quiet: 'passes over message flows' }, zeebe: { quiet: 'passes over message flows' }, flowable: { quiet: 'passes over message flows' } }],
  ['timers', 'event.misplaced', 'a', put(timer, '<bpmn:errorEventDefinition />'), { operaton: {}, zeebe: {}, flowable: {} }],
  ['timers', 'event.unsupported', 'a', put(/(<bpmn:intermediateCatchEvent id="a"[\s\S]*?)(<\/bpmn:intermediateCatchEvent>)/, '$1<bpmn:conditionalEventDefinition><bpmn:condition>x</bpmn:condition></bpmn:conditionalEventDefinition>$2'), { operaton: { quiet: 'takes it' }, zeebe: {}, flowable: { quiet: 'takes it' } }],
  ['worker_fails', 'event.always-interrupts', 'b', put(/<bpmn:boundaryEvent id="b"/, '$& cancelActivity="false"'), { operaton: { quiet: 'takes it' }, zeebe: {}, flowable: { quiet: 'takes it' } }],
  ['exclusive', 'start.missing', 'a', (xml) => xml.replace(/<bpmn:startEvent id="s"[\s\S]*?<\/bpmn:startEvent>/, '').replace(/<bpmn:sequenceFlow id="flow1"[^>]*\/>/, '').replace('<bpmn:incoming>flow1</bpmn:incoming>', ''), { operaton: {}, zeebe: { named: 'exclusive' }, flowable: { quiet: 'takes it' } }],
  ['called_at_once', 'process.empty', undefined, (xml) => xml.replace(/(<bpmn:process [^>]*>)[\s\S]*<\/bpmn:process>/, '$1</bpmn:process>').replace(/<bpmndi:BPMNDiagram[\s\S]*<\/bpmndi:BPMNDiagram>/, ''), { operaton: { named: 'called_at_once' }, zeebe: { named: 'called_at_once' }, flowable: { quiet: 'takes it' } }],
  ['subprocess', 'subprocess.empty', 'u', put(/(<bpmn:subProcess id="u"[^>]*>)[\s\S]*<\/bpmn:subProcess>/, '$1<bpmn:incoming>flow1</bpmn:incoming><bpmn:outgoing>flow4</bpmn:outgoing></bpmn:subProcess>'), { operaton: {}, zeebe: {}, flowable: { quiet: 'takes it' } }],
  ['begins_on_its_day', 'engine.several-starts', 'second', put(/<bpmn:startEvent id="b"/, '<bpmn:startEvent id="second"><bpmn:outgoing>more</bpmn:outgoing></bpmn:startEvent><bpmn:sequenceFlow id="more" sourceRef="second" targetRef="e" />$&'), { operaton: {} }],
  ['event_subprocess', 'engine.compensation-start', 'us', put(/(?<=<bpmn:startEvent id="us"[\s\S]*?)<bpmn:messageEventDefinition[^>]*\/>/, '<bpmn:compensateEventDefinition />'), { operaton: {}, zeebe: { named: 'Element: u' }, flowable: { named: 'id = u' } }],
  ['begins_on_its_day', 'engine.conditional', 't', put(timer, '<bpmn:conditionalEventDefinition><bpmn:condition>${x}</bpmn:condition></bpmn:conditionalEventDefinition>'), { flowable: {} }],
  ['signal', 'engine.end-event', 'e', put(/(<bpmn:endEvent id="e"[\s\S]*?)(<\/bpmn:endEvent>)/, '$1<bpmn:signalEventDefinition signalRef="g" />$2'), { flowable: { quiet: 'gives nothing out' } }],
  ['enough_answers', 'engine.item-at-end', 'a', put('${enough == true}', "${person == 'x'}"), { flowable: { quiet: 'breaks off when the first round is done' } }],
  ['undone_at_once', 'engine.undone-by-worker', 'r', (xml) => xml.replace(/<bpmn:scriptTask id="r"([^>]*?) scriptFormat[^>]*>/, '<bpmn:serviceTask id="r"$1 xmlns:f="http://flowable.org/bpmn" f:type="external-worker" f:topic="x">').replace(/<bpmn:script>[\s\S]*<\/bpmn:scriptTask>/, '</bpmn:serviceTask>'), { flowable: { quiet: 'breaks off when it is undone' } }],
  ['undone_at_once', 'engine.undone-by-scope', 'r', (xml) => xml.replace(/<bpmn:scriptTask id="r"([^>]*?) scriptFormat[^>]*>/, '<bpmn:callActivity id="r"$1 calledElement="called">').replace(/<bpmn:script>[\s\S]*<\/bpmn:scriptTask>/, '</bpmn:callActivity>'), { flowable: { quiet: 'waits for ever when it is undone' } }],
  ['script', 'engine.script', 'a', (xml) => xml.replace(/<zeebe:script [^>]*\/>/, '').replace(/<bpmn:scriptTask id="a"/, '$& scriptFormat="groovy"').replace(/<\/bpmn:scriptTask>/, '<bpmn:script>1 + 1</bpmn:script>$&'), { zeebe: {} }],
  ['asked_in_a_form', 'field.bad-key', 'a', put(/(<\w+:form(?:Field|Property) id=")who"/, '$1wer da?"'), { operaton: { quiet: 'takes it' }, flowable: { quiet: 'takes it' } }],
  ['asked_in_a_form', 'field.duplicate', 'a', put(/(<\w+:form(?:Field|Property) id=")who"/, '$1why"'), { operaton: { quiet: 'takes it' }, flowable: { quiet: 'takes it' } }],
  ['asked_in_a_form', 'field.no-choices', 'a', drop(/(?<=<bpmn:userTask id="a"[\s\S]*?)(<\w+:value [^>]*\/>\s*)+/), { operaton: { quiet: 'takes it' }, flowable: { quiet: 'takes it' } }],
  ['asked_in_a_form', 'field.choice-twice', 'a', put(/(?<=<bpmn:userTask id="a"[\s\S]*?<\w+:value id=")neu"/, 'alt"'), { operaton: { quiet: 'takes it' }, flowable: { quiet: 'takes it' } }],
  ['decided_by_a_table', 'decision.bad-cell', 'a', put(/&lt; 1000/, '&lt; &lt; 1000'), { operaton: { quiet: 'takes it' }, zeebe: { named: 'grant' } }, 'grant'],
  ['decided_by_a_table', 'decision.cell-type', 'a', put(/&lt; 1000/, '&quot;viel&quot;'), { operaton: { quiet: 'takes it' }, zeebe: { quiet: 'takes it' } }, 'grant'],
  ['decided_by_a_table', 'decision.bad-output-name', 'a', put(/ name="amount"/, ' name="1. Betrag"'), { operaton: { quiet: 'takes it' }, zeebe: { quiet: 'takes it' } }, 'grant'],
  ['decided_by_a_table', 'decision.missing-input', 'a', (xml) => xml.replace(/<dmn:text>income<\/dmn:text>/, '<dmn:text></dmn:text>').replace(/label="income"/, 'label=""'), { operaton: { quiet: 'takes it' }, zeebe: { named: 'grant' } }, 'grant'],
  ['decided_by_a_table', 'decision.empty', 'a', drop(/<dmn:rule [\s\S]*<\/dmn:rule>/), { operaton: { quiet: 'takes it' }, zeebe: { quiet: 'takes it' } }, 'grant'],
  ['put_together', 'decision.aggregate', 'a', put(/(<dmn:output [^>]*typeRef=")\w+"/, '$1string"'), { operaton: { quiet: 'takes it' }, zeebe: { quiet: 'takes it' } }, 'of_sum'],
  ['decided_by_a_table', 'engine.table-input', 'a', () => dmn({ key: 'grant', inputs: ['count(children):number'], outputs: ['amount:number'], rules: '- | 1' }), { flowable: { quiet: 'breaks off when it is asked' } }, 'grant'],
  ['decided_by_a_table', 'engine.table-cell', 'a', () => dmn({ key: 'grant', inputs: ['income:number'], outputs: ['amount:number'], rules: '< limit | 1' }), { flowable: { quiet: 'breaks off when it is asked' } }, 'grant'],
  ['decided_by_the_day', 'engine.table-answers', 'b', () => dmn({ key: 'until_when', inputs: ['law:string'], outputs: ['until:string', 'why:string'], rules: '- | "x" | "y"' }), { flowable: { quiet: 'there is no such result' } }, 'until_when'],
];

export const mutants = rules.flatMap(([process, code, element, change, engines, table]) => Object.entries(engines).map(([target, how]) => ({ process, target, code, element, change, table, ...how })));

const STYLE = 'a hint about how it reads; engines do not care';
const DRAFT = 'told, not refused: it runs, or does nothing';
const ON_A_BOARD = 'of a board only: a file says it in one piece, or not at all';

/** Codes of rules that no file for an engine shows, and why. */
export const without = {
  'association.dangling': DRAFT, 'condition.unknown-variable': DRAFT, 'decision.gap': DRAFT, 'decision.overlap': DRAFT, 'end.missing': DRAFT,
  'event-gateway.too-few': DRAFT, 'field.bad-initial': DRAFT, 'flow.condition-ignored': DRAFT, 'flow.duplicate': DRAFT, 'form.empty': DRAFT,
  'gateway.joins-and-splits': DRAFT, 'loop.unsupported': DRAFT, 'node.disconnected': DRAFT, 'node.no-entry': DRAFT, 'node.no-exit': DRAFT,
  'node.unreachable': DRAFT, 'soundness.deadlock': DRAFT, 'soundness.twice': DRAFT, 'split.implicit': DRAFT, 'task.missing-actor': DRAFT,
  'task.missing-form': DRAFT, 'task.untyped': DRAFT,
  'gateway.superfluous': STYLE, 'join.implicit': STYLE, 'label.missing': STYLE, 'label.missing-exit': STYLE, 'label.missing-question': STYLE,
  'decision.dangling': ON_A_BOARD, 'decision.missing-name': ON_A_BOARD, 'field.missing-name': ON_A_BOARD, 'form.dangling': ON_A_BOARD, 'owner.dangling': ON_A_BOARD,
  'process.dangling': ON_A_BOARD,
};
