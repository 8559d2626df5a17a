// What a newcomer types first: `cargo xtask run` builds, starts and prints two links, and the board behind the first is
// open for editing at once. A second start takes what is there.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { after, before, test } from 'node:test';
import { openBoard } from './lib/board.mjs';
import { startBrowser } from './lib/browser.mjs';

const root = join(import.meta.dirname, '..', '..');
const folder = mkdtempSync(join(tmpdir(), 'wandel-'));
/** The journeys' server says which build is meant. */
const build = dirname(process.env.WANDEL_SERVER).endsWith('debug') ? ['--dev'] : [];

let chromium;
before(async () => { chromium = await startBrowser(); });
after(async () => { await chromium?.close(); rmSync(folder, { recursive: true, force: true }); });

/** Runs the command until it has printed as many addresses; `{ links, stop }`. */
async function run(count) {
  const child = spawn('cargo', ['xtask', 'run', ...build, '--listen', '127.0.0.1:0', '--data', folder], { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
  const errors = [];
  child.stderr.on('data', (chunk) => errors.push(chunk));
  const links = [];
  await new Promise((resolve, reject) => {
    createInterface({ input: child.stdout }).on('line', (line) => {
      links.push(...(line.match(/http:\/\/\S+/g) ?? []));
      if (links.length === count) resolve();
    });
    child.once('exit', (code) => reject(new Error(`ended with ${code}: ${Buffer.concat(errors)}`)));
  });
  const ended = once(child, 'exit');
  return { links, stop: async () => { child.kill('SIGTERM'); return (await ended)[0]; } };
}

test('one command leads to a board one can edit', async () => {
  const first = await run(3);
  const [base, demo, setup] = first.links;
  assert.match(setup, /\/setup#\S+$/);
  const person = await chromium.person({ base });
  const board = await openBoard(person.page, demo);
  await board.element('Angaben prüfen').waitFor();
  await board.addNote('Sofort bearbeitet');
  await board.saved();
  person.clean();
  await person.close();
  assert.equal(await first.stop(), 0);

  const second = await run(3);
  const again = await chromium.person({ base: second.links[0] });
  const same = await openBoard(again.page, second.links[1]);
  await same.element('Sofort bearbeitet').waitFor();
  again.clean();
  await again.close();
  assert.equal(await second.stop(), 0);
});
