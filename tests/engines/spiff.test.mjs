// Exported processes on SpiffWorkflow (PyPI): every path, with the exact set of visited elements.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import test from 'node:test';
import { fileURLToPath } from 'node:url';
import { readProcess, visitedIds } from './lib/process.mjs';
import { boards, convert, fate, processes, wanted } from './lib/suite.mjs';

const runner = fileURLToPath(new URL('spiff_runner.py', import.meta.url));
const jobs = [];
for (const one of [...(await boards('generic')), ...processes]) {
  if (fate(one, 'spiff', 'generic').except) continue;
  const file = one.file ?? convert(one, 'generic').file;
  const model = await readProcess(file, one.labelled ?? false);
  const keys = Object.fromEntries([...model.nodes.keys()].map((id) => [id, model.key(id)]));
  const boundary = [...model.nodes.values()].filter((node) => node.type === 'bpmn:BoundaryEvent').map((node) => node.id);
  for (const scenario of one.scenarios) jobs.push({ name: `${one.name ?? one.id}: ${scenario.name}`, model, file, process: model.id, scenario, keys, boundary });
}
// One interpreter for all of them: starting it takes longer than most processes.
const { stdout, stderr } = spawnSync(process.env.WANDEL_PYTHON, [runner], { input: JSON.stringify(jobs), encoding: 'utf8' });
assert.ok(stdout, stderr);
JSON.parse(stdout).forEach(({ visited, error }, index) => {
  const { name, model, scenario } = jobs[index];
  test(`SpiffWorkflow: ${name}`, () => {
    assert.equal(error, undefined);
    assert.deepEqual(visitedIds(model, visited), wanted(scenario, { name: 'spiff' }));
  });
});
