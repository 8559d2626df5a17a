// Files of every oddity through the product and back, read on both sides by bpmn-moddle: the same elements by id with the
// same type, parent, properties and references, the same extension elements, the same places in the diagrams within a pixel.
// Other eyes than those of the product's own tests. Of a folder of one's own: WANDEL_FILES=DIR.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { compare, readBoth } from './lib/moddle.mjs';
import { server } from './lib/files.mjs';

const own = fileURLToPath(new URL('../../crates/process/tests/fixtures', import.meta.url));
const folder = process.env.WANDEL_FILES ?? own;
const made = mkdtempSync(join(tmpdir(), 'wandel-interchange-'));
process.on('exit', () => rmSync(made, { recursive: true, force: true }));
/** bpmn-moddle takes text: what is not UTF-8, or not XML from its first letter, is compared by the tests in Rust. */
const OTHERWISE = /^(utf-16|bom|mac-roman|latin-1|windows-1252|blank-before)/;

for (const name of readdirSync(folder, { recursive: true }).filter((file) => file.endsWith('.bpmn') && !OTHERWISE.test(file)).sort()) {
  test(name, async () => {
    const [first, second] = [join(folder, name), join(made, 'out.bpmn')];
    const { status, stderr } = spawnSync(server, ['convert', first, second], { encoding: 'utf8' });
    assert.ok(status === 0 || status === 1, stderr);
    const [before, after] = await readBoth(readFileSync(first, 'utf8'), readFileSync(second, 'utf8'));
    assert.ok(before.size > 0);
    assert.deepEqual(compare(before, after), []);
  });
}
