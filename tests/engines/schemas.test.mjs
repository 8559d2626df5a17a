// Every exported file, for every target: valid against the OMG's schemas, read by bpmn-moddle without a warning, and without
// a complaint of bpmnlint: its recommended rules, and for Camunda's engines what the linter of their makers says.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { BpmnModdle } from 'bpmn-moddle';
import { boards, convert, fate, processes } from './lib/suite.mjs';

const require = createRequire(import.meta.url);
const { Linter } = require('bpmnlint');
const NodeResolver = require('bpmnlint/lib/resolver/node-resolver');
const TARGETS = ['generic', 'operaton', 'camunda7', 'zeebe', 'flowable'];
const EXTENSIONS = { zeebe: { zeebe: require('zeebe-bpmn-moddle/resources/zeebe.json') }, camunda7: { camunda: require('camunda-bpmn-moddle/resources/camunda.json') } };
const COMPAT = { zeebe: ['plugin:camunda-compat/camunda-cloud-8-6'], camunda7: ['plugin:camunda-compat/camunda-platform-7-24'] };
/** Rules of taste: processes that show one element each need not be a model of style. */
const TASTE = { 'superfluous-gateway': 'off', 'superfluous-termination': 'off', 'no-implicit-end': 'off', 'label-required': 'off', 'no-overlapping-elements': 'off' };

const files = new Map();
/** Decision tables beside them. */
const tables = [];
for (const target of TARGETS) {
  for (const one of processes) {
    if (fate(one, target, target).refused) continue;
    const { file, beside } = convert(one, target);
    files.set(`${one.id} for ${target}`, { target, file, odd: one.refused?.['*'] !== undefined || one.linted?.[target] !== undefined });
    tables.push(...beside.filter((name) => name.endsWith('.dmn')));
  }
  for (const one of await boards(target)) files.set(`${one.name} for ${target}`, { target, file: one.file });
}

test('the schemas of the OMG', () => {
  const script = fileURLToPath(new URL('schema_check.py', import.meta.url));
  const { stdout, stderr } = spawnSync(process.env.WANDEL_PYTHON, [script], { input: JSON.stringify([...[...files.values()].map(({ file }) => file), ...tables]), encoding: 'utf8' });
  assert.ok(stdout, stderr);
  const found = JSON.parse(stdout);
  assert.equal(Object.keys(found).length, files.size + tables.length);
  assert.ok(tables.length > 0);
  assert.deepEqual(Object.entries(found).filter(([, complaints]) => complaints.length > 0), []);
});

for (const [name, { target, file, odd }] of files) {
  test(`moddle and lint: ${name}`, async () => {
    const { rootElement, warnings } = await new BpmnModdle(EXTENSIONS[target]).fromXML(readFileSync(file, 'utf8'));
    assert.deepEqual(warnings.map((warning) => warning.message), []);
    // What no engine runs, no linter likes; and some know their engine not quite (`linted`).
    if (odd) return;
    const linter = new Linter({ config: { extends: ['bpmnlint:recommended', ...(COMPAT[target] ?? [])], rules: TASTE }, resolver: new NodeResolver() });
    const complaints = Object.entries(await linter.lint(rootElement)).flatMap(([rule, reports]) => reports.filter((report) => report.category === 'error').map((report) => `${rule}: ${report.id}: ${report.message}`));
    assert.deepEqual(complaints, []);
  });
}
