// Files that an engine must not get, one a rule: a process of ours as the product wrote it, with one thing broken. Each:
// process, target, what breaks it, the code we refuse with, the element we name. The engine refuses it too, naming the same
// element, unless `quiet` says what it does instead, or `named` what it names: the gateway before, the message
// meant, or no element at all.
const drop = (pattern) => (xml) => xml.replace(pattern, '');
const put = (pattern, by) => (xml) => xml.replace(pattern, by);
const condition = '<bpmn:conditionExpression xsi:type="bpmn:tFormalExpression">${true}</bpmn:conditionExpression>';

export const mutants = [
  ['exclusive', 'operaton', drop(/<bpmn:conditionExpression[\s\S]*?<\/bpmn:conditionExpression>/), 'flow.missing-condition', 'yes'],
  ['exclusive', 'operaton', put(/(<bpmn:sequenceFlow id="no"[^>]*?) \/>/, `$1>${condition}</bpmn:sequenceFlow>`), 'flow.default-with-condition', 'no'],
  ['exclusive', 'operaton', drop(/ default="no"/), 'gateway.missing-default', 'g', { quiet: 'stops only when no condition holds' }],
  ['and_back', 'operaton', put(/(<bpmn:sequenceFlow id="flow2"[^>]*?) \/>/, `$1>${condition}</bpmn:sequenceFlow>`), 'flow.condition-on-only-exit', 'flow2'],
  ['exclusive', 'operaton', put(/targetRef="p"/, 'targetRef="nowhere"'), 'flow.dangling', 'yes'],
  ['exclusive', 'operaton', put(/default="no"/, 'default="flow1"'), 'default.dangling', 'g'],
  ['exclusive', 'operaton', put(/(<bpmn:startEvent id=)/, '<bpmn:startEvent id="second" />$1'), 'start.several', 's'],
  ['timers', 'operaton', drop(/<bpmn:timeDuration[\s\S]*?<\/bpmn:timeDuration>/), 'event.missing-timer', 'a'],
  ['every_morning', 'operaton', put(/R\/PT24H/, 'daily'), 'event.timer-invalid', 's', { named: 'daily' }],
  ['message_between', 'operaton', drop(/ messageRef="m"/), 'event.missing-message', 'c'],
  ['message_between', 'operaton', put(/messageRef="m"/, 'messageRef="nowhere"'), 'reference.dangling', 'c'],
  ['signal', 'operaton', drop(/ signalRef="g"/), 'event.missing-signal', 'c'],
  ['failure_inside', 'operaton', drop(/ errorCode="ABBRUCH"/), 'event.missing-error', 'ux'],
  ['escalation', 'operaton', drop(/ escalationCode="VORLAGE"/), 'event.missing-escalation', 'ut'],
  ['condition_comes_true', 'operaton', drop(/<bpmn:condition [\s\S]*?<\/bpmn:condition>/), 'event.missing-condition', 'c'],
  ['service_with_values', 'operaton', drop(/ operaton:type="external" operaton:topic="berechnen"/), 'task.missing-service', 'a'],
  ['service_with_values', 'operaton', put(/ operaton:topic=/, ' operaton:class="x.Y" operaton:topic='), 'task.several-services', 'a', { quiet: 'takes one of them' }],
  ['send_and_receive', 'operaton', drop(/(?<=<bpmn:receiveTask[^>]*) messageRef="m"/), 'task.missing-message', 'b', { quiet: 'waits for ever' }],
  ['rule_by_worker', 'operaton', drop(/ operaton:type="external" operaton:topic="regeln"/), 'task.missing-decision', 'a'],
  ['script', 'operaton', drop(/<bpmn:script>[\s\S]*?<\/bpmn:script>/), 'task.missing-script', 'a', { named: 'ScriptTask' }],
  ['script', 'operaton', drop(/ scriptFormat="juel"/), 'task.missing-script-format', 'a', { quiet: 'guesses the language' }],
  ['calls', 'operaton', drop(/ calledElement="called"/), 'call.missing-process', 'c'],
  ['several_at_once', 'operaton', drop(/<bpmn:loopCardinality[\s\S]*?<\/bpmn:loopCardinality>/), 'loop.missing-collection', 'a'],
  ['too_late', 'operaton', put(/attachedToRef="a"/, 'attachedToRef="nowhere"'), 'boundary.without-host', 't'],
  ['too_late', 'operaton', drop(/(?<=<bpmn:boundaryEvent[\s\S]*)<bpmn:timerEventDefinition>[\s\S]*?<\/bpmn:timerEventDefinition>/), 'boundary.trigger', 't'],
  ['transaction', 'operaton', (xml) => xml.replaceAll('bpmn:transaction', 'bpmn:subProcess'), 'boundary.cancel', 'b'],
  ['what_comes_first', 'operaton', (xml) => xml.replace(/<bpmn:intermediateCatchEvent id="t"/, '<bpmn:userTask id="t"').replace(/<bpmn:timerEventDefinition>[\s\S]*?<\/bpmn:timerEventDefinition>\s*<\/bpmn:intermediateCatchEvent>/, '</bpmn:userTask>'), 'event-gateway.target', 't', { named: 'Event based gateway' }],
  ['what_comes_first', 'operaton', put(/(<bpmn:sequenceFlow id="flow4" sourceRef="a" targetRef=")e"/, '$1t"'), 'event-gateway.other-entry', 't'],
  ['subprocess', 'operaton', (xml) => xml.replace(/<bpmn:startEvent id="us"[\s\S]*?<\/bpmn:startEvent>/, '').replace(/<bpmn:sequenceFlow id="flow2"[^>]*\/>/, '').replace('<bpmn:incoming>flow2</bpmn:incoming>', ''), 'subprocess.start-missing', 'u'],
  ['subprocess', 'operaton', put(/(<bpmn:startEvent id="us"[\s\S]*?)(<\/bpmn:startEvent>)/, '$1<bpmn:timerEventDefinition><bpmn:timeDuration xsi:type="bpmn:tFormalExpression" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">PT1H</bpmn:timeDuration></bpmn:timerEventDefinition>$2'), 'subprocess.start-typed', 'us'],
  ['event_subprocess', 'operaton', drop(/(?<=<bpmn:startEvent id="us"[\s\S]*?)<bpmn:messageEventDefinition[^>]*\/>/), 'subprocess.start-untyped', 'us'],
  ['exclusive', 'operaton', put(/(<bpmn:sequenceFlow id="flow5" sourceRef=")p"/, '$1x"'), 'flow.from-end', 'flow5', { quiet: 'never takes it' }],
  ['and_back', 'operaton', put(/(<bpmn:sequenceFlow id="flow6"[^>]* targetRef=")j"/, '$1s"'), 'flow.into-start', 'flow6', { quiet: 'begins again' }],
  ['subprocess', 'operaton', put(/(<bpmn:sequenceFlow id="flow3"[^>]* targetRef=")ue"/, '$1e"'), 'flow.crosses', 'flow3'],
  ['jump', 'operaton', put(/(?<=<bpmn:intermediateCatchEvent[\s\S]*?)linkEventDefinition name="weiter"/, 'linkEventDefinition name="anders"'), 'link.unmatched', 't', { named: 'weiter' }],
  ['exclusive', 'operaton', (xml) => xml.replaceAll('exclusiveGateway', 'complexGateway'), 'gateway.unsupported', 'g'],
  ['subprocess', 'operaton', (xml) => xml.replaceAll('bpmn:subProcess', 'bpmn:adHocSubProcess'), 'subprocess.unsupported', 'u'],
  ['timers', 'operaton', put(/<bpmn:timerEventDefinition>[\s\S]*?<\/bpmn:timerEventDefinition>/, ''), 'event.untyped', 'a'],

  ['subprocess', 'zeebe', (xml) => xml.replaceAll('bpmn:subProcess', 'bpmn:transaction'), 'engine.transaction', 'u'],
  ['timers', 'zeebe', put(/<bpmn:timerEventDefinition>[\s\S]*?<\/bpmn:timerEventDefinition>/, '<bpmn:conditionalEventDefinition><bpmn:condition>=x</bpmn:condition></bpmn:conditionalEventDefinition>'), 'engine.conditional', 'a'],
  ['what_comes_first', 'zeebe', (xml) => xml.replace(/<bpmn:intermediateCatchEvent id="a"/, '<bpmn:receiveTask id="a" messageRef="m"').replace(/<bpmn:messageEventDefinition messageRef="m" \/>\s*<\/bpmn:intermediateCatchEvent>/, '</bpmn:receiveTask>'), 'engine.receive-after-events', 'a', { named: 'g' }],
  ['message_between', 'zeebe', drop(/<bpmn:extensionElements>\s*<zeebe:subscription[^>]*\/>\s*<\/bpmn:extensionElements>/), 'engine.missing-correlation', 'c', { named: 'm' }],
  ['exclusive', 'zeebe', put(/=entitled = true[^<]*/, '${entitled == true &amp;&amp; bean.ok()}'), 'engine.expression', 'yes'],
  ['too_late', 'zeebe', (xml) => xml.replaceAll('timeDuration', 'timeCycle').replaceAll('P14D', 'R/P14D'), 'event.timer-cycle', 't'],
  ['service_with_values', 'zeebe', drop(/<zeebe:taskDefinition[^>]*\/>/), 'task.missing-service', 'a'],
  ['message_ends', 'zeebe', drop(/<zeebe:taskDefinition[^>]*\/>/), 'event.missing-service', 'e'],
  ['calls', 'zeebe', drop(/<zeebe:calledElement[^>]*\/>/), 'call.missing-process', 'c'],
  ['exclusive', 'zeebe', drop(/<bpmn:conditionExpression[\s\S]*?<\/bpmn:conditionExpression>/), 'flow.missing-condition', 'yes'],
].map(([process, target, change, code, element, more]) => ({ process, target, change, code, element, ...more }));
