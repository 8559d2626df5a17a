// Files that an engine must not get: each mutant of an exported process is refused by us, with a code and the element.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkFile, convert, mutant, processes } from './lib/suite.mjs';
import { mutants } from './mutants.mjs';

for (const one of mutants) {
  test(`check: ${one.process} for ${one.target}: ${one.code} on ${one.element}`, () => {
    const whole = checkFile(convert(processes.find(({ id }) => id === one.process), one.target).file, one.target);
    assert.ok(!whole.findings.some((finding) => finding.code === one.code && finding.element === one.element), 'the file itself is accepted');
    const { status, findings } = checkFile(mutant(one), one.target);
    const found = findings.find((finding) => finding.code === one.code && finding.element === one.element);
    assert.ok(found, `${one.code} is missing in ${JSON.stringify(findings)}`);
    assert.ok(found.message.length > 10, 'a sentence says what is wrong');
    assert.deepEqual([found.severity, status], one.warning ? ['warning', 0] : ['error', 1]);
  });
}
