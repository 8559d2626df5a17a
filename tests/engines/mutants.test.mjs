// Files that an engine must not get: each mutant of an exported process is refused by us, with a code and the element. Every
// rule of the checks has one, or a reason why not.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { test } from 'node:test';
import { checkFiles, convert, mutant, processes } from './lib/suite.mjs';
import { mutants, without } from './mutants.mjs';

for (const one of mutants) {
  test(`check: ${one.process} for ${one.target}: ${one.code} on ${one.element}`, () => {
    const is = (finding) => finding.code === one.code && (finding.element ?? undefined) === one.element;
    const { file, beside } = convert(processes.find(({ id }) => id === one.process), one.target);
    assert.ok(!checkFiles([file, ...beside], one.target).findings.some(is), 'the file itself is accepted');
    const { status, findings } = checkFiles(mutant(one), one.target);
    const found = findings.find(is);
    assert.ok(found, `${one.code} is missing in ${JSON.stringify(findings)}`);
    assert.ok(found.message.length > 10, 'a sentence says what is wrong');
    assert.deepEqual([found.severity, status], ['error', 1]);
  });
}

test('every rule has a mutant, or a reason why not', () => {
  const rules = new URL('../../crates/process/src/check/rules/', import.meta.url);
  const codes = new Set(readdirSync(rules).flatMap((name) => {
    const [code] = readFileSync(new URL(name, rules), 'utf8').split('#[cfg(test)]');
    return [...code.matchAll(/"([a-z-]+\.[a-z-]+)"/g)].map(([, found]) => found);
  }));
  assert.ok(codes.size > 100, `${codes.size} codes`);
  const shown = new Set(mutants.map(({ code }) => code));
  assert.deepEqual([...codes].filter((code) => !shown.has(code) && !without[code]), [], 'neither shown nor excused');
  assert.deepEqual([...shown, ...Object.keys(without)].filter((code) => !codes.has(code)), [], 'no rule has this code');
  assert.deepEqual(Object.keys(without).filter((code) => shown.has(code)), [], 'shown and excused');
});
