// Exported processes on bpmn-engine (npm): every path, with the exact set of visited elements. Conditions are in the board's
// own notation; what is asked of it is what plain BPMN says.
import assert from 'node:assert/strict';
import { EventEmitter } from 'node:events';
import test from 'node:test';
import { Engine } from 'bpmn-engine';
import { evaluate } from './lib/condition.mjs';
import { answering, readProcess, visitedIds } from './lib/process.mjs';
import { boards, convert, fate, processes, wanted } from './lib/suite.mjs';

for (const one of [...(await boards('generic')), ...processes]) {
  const { except } = fate(one, 'bpmn-engine', 'generic');
  if (except) continue;
  const model = await readProcess(one.file ?? convert(one, 'generic').file, one.labelled ?? false);
  for (const scenario of one.scenarios) {
    test(`bpmn-engine: ${one.name ?? one.id}: ${scenario.name}`, { timeout: 30_000 }, async () => {
      assert.deepEqual(visitedIds(model, await run(model, scenario)), wanted(scenario, { name: 'bpmn-engine' }));
    });
  }
}

async function run(model, scenario) {
  const variables = { ...scenario.start };
  const answers = answering(scenario);
  const answer = (id) => Object.assign(variables, answers(model.key(id)).variables);
  const events = [...(scenario.events ?? [])];
  const visited = [];
  const waiting = new Map();
  const listener = new EventEmitter();
  listener.on('activity.end', (api) => visited.push(api.id));
  listener.on('activity.leave', (api) => waiting.delete(api.id));
  listener.on('activity.wait', (api) => waiting.set(api.id, () => api.signal()));
  // A timer goes off when the scenario says so, or when nothing else is left to do.
  const timers = {
    executing: [],
    register: (owner) => ({ ...timers, setTimeout: (callback, _delay, ...rest) => {
      const id = owner?.parent?.id ?? owner?.id;
      waiting.set(id, () => callback(...rest));
      return id;
    } }),
    setTimeout: (callback, _delay, ...rest) => setImmediate(callback, ...rest),
    clearTimeout: (id) => waiting.delete(id),
  };
  const engine = new Engine({
    name: scenario.name,
    timers,
    source: withoutBlackBoxFlows(model.xml),
    expressions: { resolveExpression: (text) => (isTime(text) || model.names.has(text) ? text : evaluate(text, variables)), isExpression: () => true, hasExpression: () => true },
    extensions: {
      services(activity) {
        if (!['bpmn:ServiceTask', 'bpmn:SendTask', 'bpmn:BusinessRuleTask'].includes(activity.type)) return;
        activity.behaviour.Service = function Service() {
          return { execute: (_message, done) => { answer(activity.id); done(); } };
        };
      },
    },
  });
  let ended = false;
  let failed;
  engine.execute({ listener }, (error) => { ended = true; failed = error; }).catch((error) => { ended = true; failed = error; });
  for (let step = 0; !ended && step < 500; step += 1) {
    await new Promise((resolve) => { setImmediate(resolve); });
    const boundary = (id) => model.nodes.get(id)?.type === 'bpmn:BoundaryEvent';
    const next = waiting.has(events[0]) ? events.shift() : [...waiting.keys()].find((id) => !boundary(id) && !events.includes(id));
    if (next === undefined || ended) continue;
    const go = waiting.get(next);
    waiting.delete(next);
    answer(next);
    go();
  }
  if (failed) throw failed;
  assert.ok(ended, `did not end; waits at ${[...waiting.keys()]}`);
  return visited;
}

/**
 * bpmn-engine 25 crashes on a message flow from or to a participant without a process (a black box, BPMN 2.0, 9.3).
 * Message flows carry no token, so taking just those out changes no path.
 */
function withoutBlackBoxFlows(xml) {
  const boxes = [...xml.matchAll(/<bpmn:participant\b[^>]*>/g)]
    .filter(([tag]) => !tag.includes('processRef='))
    .map(([tag]) => /\bid="([^"]*)"/.exec(tag)[1]);
  const touches = (tag) => boxes.some((id) => tag.includes(`sourceRef="${id}"`) || tag.includes(`targetRef="${id}"`));
  return xml.replace(/<bpmn:messageFlow\b[^>]*?(?:\/>|>[\s\S]*?<\/bpmn:messageFlow>)/g, (flow) => (touches(flow) ? '' : flow));
}

/** ISO 8601 dates, durations and cycles stand for themselves. */
function isTime(text) {
  return typeof text !== 'string' || /^(R\d*\/)?P[0-9TYMWDHS.,]+$|^\d{4}-\d\d-\d\d/.test(text.trim());
}
