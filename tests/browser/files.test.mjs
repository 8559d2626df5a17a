// Files in and out of a board: a BPMN file dropped, pasted or chosen is looked at before it is put there; the export names
// every engine, shows the file and copies it.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { readFileSync } from 'node:fs';
import { openBoard } from './lib/board.mjs';
import { assertAccessible, picture, startBrowser } from './lib/browser.mjs';
import { assertGeometry } from './lib/geometry.mjs';
import { newBoard, startServer } from './lib/server.mjs';

const FILE = new URL('../../crates/process/tests/fixtures/every-kind.bpmn', import.meta.url);
const text = readFileSync(FILE, 'utf8');

let server;
let chromium;
before(async () => {
  server = await startServer();
  chromium = await startBrowser();
});
after(async () => { await chromium?.close(); await server?.dispose(); });

async function arrive(title, screen = {}) {
  const { id, link } = await newBoard(server, title);
  const person = await chromium.person({ base: server.base, ...screen });
  const board = await openBoard(person.page, link);
  return { id, person, board, page: person.page };
}

/** Ways to bring a file. */
const WAYS = {
  dropped: async (page) => {
    await page.evaluate((content) => {
      const data = new DataTransfer();
      data.items.add(new File([content], 'every-kind.bpmn'));
      for (const type of ['dragover', 'drop']) dispatchEvent(new DragEvent(type, { dataTransfer: data, bubbles: true, cancelable: true }));
    }, text);
  },
  pasted: async (page) => {
    await page.locator('[data-region=canvas]').focus();
    await page.evaluate((content) => navigator.clipboard.writeText(content), text);
    await page.keyboard.press('Control+v');
  },
  chosen: async (page) => {
    await page.locator('[data-region=canvas]').focus();
    const [chooser] = await Promise.all([page.waitForEvent('filechooser'), page.keyboard.press('Control+o')]);
    await chooser.setFiles(FILE.pathname);
  },
};

for (const [how, bring] of Object.entries(WAYS)) {
  test(`a file that is ${how} is looked at first, then put on the board in one step`, { timeout: 60_000 }, async () => {
    const { page, board, person } = await arrive(`Datei ${how}`);
    await bring(page);
    const dialog = page.getByRole('dialog');
    const take = dialog.getByRole('button', { name: 'Auf das Board legen' });
    await take.waitFor();
    await dialog.getByText(/\d+ Schritte/).waitFor();
    assert.ok(await dialog.locator('img').evaluate((image) => image.decode().then(() => image.naturalWidth > 100)), 'a picture of it');
    assert.deepEqual(await board.elements(), [], 'nothing is there before');
    if (how === 'dropped') {
      await picture(page, 'import-light');
      await assertGeometry(page, 'import');
      await assertAccessible(page, 'import');
    }
    await take.click();
    await page.waitForFunction(() => document.querySelectorAll('.mirror button').length > 20);
    await board.saved();
    await page.locator('[data-region=canvas]').focus();
    await page.keyboard.press('Control+z');
    await page.waitForFunction(() => document.querySelectorAll('.mirror button').length === 0);
    person.clean();
    await person.close();
  });
}

test('a file that is given up, and one that is none, leave the board as it was', { timeout: 60_000 }, async () => {
  const { page, board, person } = await arrive('Aufgegeben');
  await WAYS.dropped(page);
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Auf das Board legen' }).waitFor();
  await dialog.getByRole('button', { name: 'Abbrechen' }).click();
  await dialog.waitFor({ state: 'detached' });
  await page.evaluate(() => {
    const data = new DataTransfer();
    data.items.add(new File(['<?xml version="1.0"?><a>'], 'kaputt.bpmn'));
    for (const type of ['dragover', 'drop']) dispatchEvent(new DragEvent(type, { dataTransfer: data, bubbles: true, cancelable: true }));
  });
  await dialog.getByText(/konnte nicht gelesen werden/).waitFor();
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
  assert.deepEqual(await board.elements(), []);
  person.clean(['Failed to load resource']);
  await person.close();
});

test('the export names every engine, shows the file, copies it and downloads the same', { timeout: 60_000 }, async () => {
  const { page, person, board } = await arrive('Ausfuhr');
  await WAYS.dropped(page);
  await page.getByRole('button', { name: 'Auf das Board legen' }).click();
  await page.waitForFunction(() => document.querySelectorAll('.mirror button').length > 20);
  await board.saved();
  await page.locator('[data-region=canvas]').focus();
  await page.keyboard.press('Control+e');
  const dialog = page.getByRole('dialog');
  await dialog.locator('.loss').waitFor();
  const names = await dialog.getByRole('radio').evaluateAll((all) => all.filter((one) => one.dataset.choice).map((one) => one.dataset.choice));
  assert.deepEqual(names, ['operaton', 'camunda7', 'zeebe', 'flowable', 'generic', 'xprozess', 'json', 'yjs', 'svg']);
  for (const [target, namespace] of [['zeebe', 'http://camunda.org/schema/zeebe/1.0'], ['flowable', 'http://flowable.org/bpmn']]) {
    await dialog.locator(`[data-choice=${target}]`).click();
    await dialog.getByRole('button', { name: 'Datei', exact: true }).click();
    await dialog.locator('pre', { hasText: namespace }).waitFor();
    const shown = await dialog.locator('pre').textContent();
    await dialog.getByRole('button', { name: 'Kopieren' }).click();
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    assert.ok(copied.startsWith(shown.slice(0, 1000)));
    const [file] = await Promise.all([page.waitForEvent('download'), dialog.getByRole('button', { name: /herunterladen/i }).click()]);
    assert.equal(readFileSync(await file.path(), 'utf8'), copied);
  }
  await picture(page, 'export-file-light');
  await assertGeometry(page, 'export, file');
  await assertAccessible(page, 'export, file');
  person.clean();
  await person.close();
});
