// Exported processes on SpiffWorkflow (PyPI): every path, with the exact set of visited elements.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import test from 'node:test';
import { fileURLToPath } from 'node:url';
import { processFiles, suites } from './lib/files.mjs';
import { readProcess, visitedLabels } from './lib/process.mjs';

const runner = fileURLToPath(new URL('spiff_runner.py', import.meta.url));

for (const { name, file, suite } of await processFiles('generic')) {
  const process_ = await readProcess(file);
  const names = Object.fromEntries([...process_.nodes.values()].map((node) => [node.id, node.name]));
  for (const scenario of suites[suite].scenarios) {
    test(`SpiffWorkflow: ${name}: ${scenario.name}`, () => {
      const input = JSON.stringify({ file, process: process_.id, scenario, names });
      const result = spawnSync(process.env.WANDEL_PYTHON, [runner], { input, encoding: 'utf8' });
      assert.equal(result.status, 0, result.stderr);
      assert.deepEqual(visitedLabels(process_, JSON.parse(result.stdout)), [...scenario.visited].sort((a, b) => a.localeCompare(b, 'de')));
    });
  }
}
