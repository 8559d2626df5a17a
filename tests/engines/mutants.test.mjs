// Files that an engine must not get: each mutant of an exported process is refused by us, with a code and the element.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { processFiles, server } from './lib/files.mjs';

const folder = mkdtempSync(join(tmpdir(), 'wandel-mutants-'));
after(() => rmSync(folder, { recursive: true, force: true }));

/** Name, the code we must refuse with, and the change: returns the mutant and the id of the element meant. */
const MUTANTS = [
  ['no condition on an exit', 'flow.missing-condition', (xml) => {
    const flow = /<bpmn:sequenceFlow id="([^"]+)"[^>]*>\s*<bpmn:conditionExpression[\s\S]*?<\/bpmn:conditionExpression>\s*<\/bpmn:sequenceFlow>/.exec(xml);
    return [xml.replace(/\s*<bpmn:conditionExpression[\s\S]*?<\/bpmn:conditionExpression>/, ''), flow[1]];
  }],
  ['no default exit', 'gateway.missing-default', (xml) => {
    const gateway = /<bpmn:exclusiveGateway id="([^"]+)"[^>]*? default="[^"]+"/.exec(xml);
    return [xml.replace(/(<bpmn:exclusiveGateway id="[^"]+"[^>]*?) default="[^"]+"/, '$1'), gateway[1]];
  }],
  ['a flow into nowhere', 'flow.dangling', (xml) => {
    const flow = /<bpmn:sequenceFlow id="([^"]+)"[^>]*? targetRef="[^"]+"/.exec(xml);
    return [xml.replace(/(<bpmn:sequenceFlow id="[^"]+"[^>]*?) targetRef="[^"]+"/, '$1 targetRef="nowhere"'), flow[1]];
  }],
];

for (const { name, file } of await processFiles('operaton')) {
  test(`check: ${name} is accepted`, () => {
    const { status, findings } = check(file);
    assert.deepEqual([status, findings.filter((finding) => finding.severity === 'error')], [0, []]);
  });
  for (const [what, code, mutate] of MUTANTS) {
    test(`check: ${name}: ${what} is refused`, () => {
      const [xml, element] = mutate(readFileSync(file, 'utf8'));
      const mutant = join(folder, 'mutant.bpmn');
      writeFileSync(mutant, xml);
      const { status, findings } = check(mutant);
      assert.equal(status, 1);
      const found = findings.find((finding) => finding.code === code && finding.severity === 'error');
      assert.ok(found, `${code} is missing in ${JSON.stringify(findings)}`);
      assert.equal(found.element, element);
      assert.ok(found.message.length > 10, 'a sentence says what to do');
    });
  }
}

function check(file) {
  const { status, stdout } = spawnSync(server, ['check', file, '--target', 'operaton', '--format', 'json'], { encoding: 'utf8' });
  return { status, findings: JSON.parse(stdout) };
}
