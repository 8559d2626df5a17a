// A file of five megabytes, some nine thousand elements: sent with its progress shown, given up midway without a trace, put on
// a board that can be moved about in, and written again to the byte. And one beyond the limit, which is said.
import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { openBoard } from './lib/board.mjs';
import { picture, startBrowser } from './lib/browser.mjs';
import { large } from './lib/large.mjs';
import { newBoard, startServer } from './lib/server.mjs';

const text = large(5e6);
const file = join(process.env.WANDEL_OUT, 'large.bpmn');

let server;
let chromium;
before(async () => {
  mkdirSync(process.env.WANDEL_OUT, { recursive: true });
  writeFileSync(file, text);
  server = await startServer();
  chromium = await startBrowser();
});
after(async () => { await chromium?.close(); await server?.dispose(); });

/** Stretches in which the page did nothing else, and memory: printed, never judged (docs/BENCHMARKS.md). */
async function watch(page) {
  await page.evaluate(() => {
    globalThis.stretches = [];
    new PerformanceObserver((list) => { globalThis.stretches.push(...list.getEntries().map((one) => one.duration)); }).observe({ type: 'longtask' });
  });
  let begun = Date.now();
  return async (what) => {
    const all = await page.evaluate(() => globalThis.stretches.splice(0).map(Math.round).filter((ms) => ms > 100));
    console.log(`# ${what}: ${Date.now() - begun} ms; page busy ${all.join(', ') || 'nowhere above 100'} ms`);
    begun = Date.now();
  };
}

test('five megabytes come in, are given up, come in again and go out as they were', { timeout: 240_000 }, async () => {
  const { id, link } = await newBoard(server, 'Groß');
  const person = await chromium.person({ base: server.base });
  const { page } = person;
  page.setDefaultTimeout(120_000);
  const board = await openBoard(page, link);
  const dialog = page.getByRole('dialog');
  const take = dialog.getByRole('button', { name: 'Auf das Board legen' });
  const bring = async () => {
    await page.locator('[data-region=canvas]').focus();
    const [chooser] = await Promise.all([page.waitForEvent('filechooser'), page.keyboard.press('Control+o')]);
    await chooser.setFiles(file);
  };

  // Over a slow line its progress is seen; a key gives it up.
  const line = await person.context.newCDPSession(page);
  const slow = (uploadThroughput) => line.send('Network.emulateNetworkConditions', { offline: false, latency: 0, downloadThroughput: -1, uploadThroughput });
  await slow(1e6);
  await bring();
  const progress = dialog.locator('progress');
  await page.waitForFunction(() => { const bar = document.querySelector('dialog progress'); return bar && bar.value > 0 && bar.value < 1; });
  await dialog.getByText(/wird übertragen, \d+ %/).waitFor();
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
  assert.equal(await progress.count(), 0);
  await slow(-1);
  assert.deepEqual(await board.elements(), []);
  assert.equal((await server.cli('board', 'list')).split('\n').length, 1);

  const said = await watch(page);
  await bring();
  await take.waitFor();
  assert.ok(await dialog.locator('img').evaluate((image) => image.decode().then(() => image.naturalWidth > 100)), 'a picture of it');
  await said('looked at');
  await take.click();
  await dialog.waitFor({ state: 'detached' });
  await said('on the board');
  await board.saved();
  await said('saved');
  await page.waitForFunction(() => document.querySelectorAll('.mirror button').length > 20);
  const canvas = () => page.screenshot({ clip: { x: 300, y: 150, width: 700, height: 500 } });
  const before = await canvas();
  await page.mouse.move(700, 400);
  await page.mouse.wheel(400, 150);
  await page.waitForFunction(() => new Promise((done) => { requestAnimationFrame(() => requestAnimationFrame(() => done(true))); }));
  assert.ok(!before.equals(await canvas()), 'it moves');
  await said('moved about');
  await picture(page, 'large-light');
  const memory = await page.evaluate(() => performance.memory?.usedJSHeapSize ?? 0);
  const used = /VmHWM:\s*(\d+)/.exec(readFileSync(`/proc/${server.child.pid}/status`, 'utf8'))[1];
  console.log(`# page ${Math.round(memory / 1e6)} MB of JavaScript, server ${Math.round(used / 1e3)} MB at most`);
  // What nobody changed is the same to the byte.
  const out = join(process.env.WANDEL_OUT, 'large-out.bpmn');
  await server.cli('board', 'export', id, '--format', 'bpmn', '-o', out);
  assert.ok(readFileSync(out, 'utf8') === text, 'byte for byte');
  await said('written');
  person.clean();
  await person.close();
});

test('more than a house takes is said before anything is read', { timeout: 60_000 }, async () => {
  const { link } = await newBoard(server, 'Zu groß');
  const person = await chromium.person({ base: server.base });
  const { page } = person;
  const board = await openBoard(page, link);
  const much = join(process.env.WANDEL_OUT, 'much.bpmn');
  writeFileSync(much, `${text}<!--${'x'.repeat(17 << 20)}-->`);
  await page.locator('[data-region=canvas]').focus();
  const [chooser] = await Promise.all([page.waitForEvent('filechooser'), page.keyboard.press('Control+o')]);
  await chooser.setFiles(much);
  await page.getByRole('dialog').getByText('Die Datei ist zu groß.').waitFor();
  assert.deepEqual(await board.elements(), []);
  person.clean(['Failed to load resource']);
  await person.close();
});
