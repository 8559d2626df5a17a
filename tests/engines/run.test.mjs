// Every process of ours, the demo, every template and the journey's file on every engine that is here (WANDEL_ENGINES): deployed, taken
// along every path; what was visited and what came out is the engine's own word. What an engine does not run is refused
// by the product first, with the element named. Writes a table of elements and targets to WANDEL_OUT/engines.md.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { flowable } from './engines/flowable.mjs';
import { seven } from './engines/seven.mjs';
import { zeebe } from './engines/zeebe.mjs';
import { DRAWN, shown } from './lib/elements.mjs';
import { readProcess, visitedIds, answering } from './lib/process.mjs';
import { boards, check, convert, fate, mutant, processes, wanted } from './lib/suite.mjs';
import { Table } from './lib/table.mjs';
import { mutants } from './mutants.mjs';

const env = process.env;
const jar = (name) => join(env.WANDEL_JARS, name, 'engine.jar');
const ENGINES = {
  operaton: () => seven('operaton', jar('operaton')),
  camunda7: () => seven('camunda7', jar('camunda7')),
  cibseven: () => seven('cibseven', jar('cibseven'), { target: 'camunda7' }),
  flowable: () => flowable(jar('flowable')),
  zeebe: () => zeebe(jar('zeebe'), env.WANDEL_JAVA),
};
const wantedEngines = (env.WANDEL_ENGINES ?? '').split(',').filter((name) => name in ENGINES);
const table = new Table(wantedEngines);
const only = env.WANDEL_ONLY ?? '';

for (const name of wantedEngines) {
  describe(name, async () => {
    const engine = await ENGINES[name]();
    after(() => engine.stop());
    const cases = [...processes, ...(await boards(engine.target))].filter((one) => one.id.includes(only));
    for (const one of cases) {
      const { refused, except } = fate(one, name, engine.target);
      if (refused) for (const finding of refused) test(`${name}: ${one.id} is refused: ${finding[0]} on ${finding[1]}`, () => refuses(one, engine, finding));
      else if (!except) for (const scenario of one.scenarios) test(`${name}: ${one.id}: ${scenario.name}`, { timeout: 120_000 }, () => runs(engine, one, scenario));
    }
    for (const one of mutants.filter(({ target, process: id }) => target === engine.target && id.includes(only))) {
      test(`${name}: ${one.code} on ${one.element} of ${one.process}`, { timeout: 120_000 }, () => breaks(engine, one));
    }
  });
}

if (wantedEngines.length > 0 && only === '') {
  test('all that a board can hold was tried on every engine', () => {
    writeFileSync(join(env.WANDEL_OUT, 'engines.md'), table.print());
    assert.deepEqual(table.gaps(), []);
  });
}

/** A mutant that the product refuses: the engine refuses it too, and names the same element. */
async function breaks(engine, one) {
  let said;
  try {
    await engine.undeploy(await engine.deploy(mutant(one)));
  } catch (error) {
    said = error.message;
  }
  if (one.quiet) assert.equal(said, undefined, `${engine.name} was thought to take it (${one.quiet})`);
  else assert.match(said ?? 'taken', new RegExp(`\\b${one.named ?? one.element}\\b`), `${engine.name} names the element`);
}

function refuses(one, engine, finding) {
  const [code, element, severity = 'error'] = finding;
  // What is only told of is done in another way, or not at all: the check may say it, or the report of the export.
  const { status, findings } = code.startsWith('export.') ? reported(one, engine.target) : check(one, engine.target);
  const found = findings.find((told) => told.code === code && told.element === element);
  assert.ok(found, `${code} on ${element} is missing in ${JSON.stringify(findings)}`);
  assert.equal(found.severity, severity);
  assert.equal(status, severity === 'error' ? 1 : 0);
  table.refused(one, engine.name, finding);
}

/** What the report of an export tells, in the form of a check. */
function reported(one, target) {
  const { report, refused } = convert(one, target);
  return { status: refused ? 1 : 0, findings: [...report.translated, ...report.missing, ...report.stays] };
}

async function runs(engine, one, scenario) {
  const files = one.file ? [one.file, ...one.beside] : accepted(one, engine.target);
  for (const id of one.with ?? []) files.push(...accepted(processes.find((other) => other.id === id), engine.target));
  const model = await readProcess(files[0], one.labelled ?? false);
  for (const [name, ids] of one.labelled ? [] : shown(one)) {
    for (const id of DRAWN.has(name) ? ids : []) assert.ok(model.xml.includes(` id="${id}"`), `${id} is drawn`);
  }
  const deployed = await engine.deploy(files);
  try {
    const answers = answering(scenario);
    const done = await engine.run({ model, scenario, answer: (id) => answers(model.key(id)) });
    assert.deepEqual(visitedIds(model, done.visited), wanted(scenario, engine));
    const values = { ...scenario.variables, ...scenario.variablesBut?.[engine.target] };
    for (const [name, value] of Object.entries(values)) assert.deepEqual(value?.$day ? { $day: String(done.variables[name]).slice(0, 10) } : done.variables[name], value, `the variable ${name}`);
    for (const [id, values] of Object.entries(scenario.given ?? {})) for (const [name, value] of Object.entries(values)) assert.equal(done.given[id]?.[name], value, `what ${id} is given as ${name}`);
    for (const [id, keys] of Object.entries(done.asked ? (scenario.asks ?? {}) : {})) assert.deepEqual(done.asked[id], keys.split(' '), `what ${id} asks for`);
    // Flowable's history takes the last of several rounds away.
    for (const [id, count] of Object.entries(engine.name === 'flowable' ? {} : (scenario.times ?? {}))) assert.equal(done.visited.filter((visit) => visit === id).length, count, `how often ${id} was visited`);
  } finally {
    await engine.undeploy(deployed);
  }
  if (!one.labelled) table.ran(one, engine.name);
}

/** The files of a process of ours as the product writes them for a target, which finds nothing wrong with it. */
function accepted(one, target) {
  const { file, beside, report, refused } = convert(one, target);
  assert.deepEqual([refused, report.missing.filter((finding) => finding.severity === 'error')], [false, []]);
  return [file, ...beside];
}
