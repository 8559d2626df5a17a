// Every command of the shell by its key and without a pointer, from the table that the help shows.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { boardOn, openBoard } from './lib/board.mjs';
import { startBrowser } from './lib/browser.mjs';
import { copied, hands, keysOnly } from './lib/keys.mjs';
import { administrator, startServer } from './lib/server.mjs';

let server;
let chromium;
before(async () => {
  server = await startServer();
  chromium = await startBrowser();
});
after(async () => { await chromium?.close(); await server?.dispose(); });

/** What each command of the shell shows: where it is tried, and what must come of it. No entry, no key: the test fails. */
const SHELL = {
  'connect-to': { on: 'A', shows: (page) => page.getByRole('dialog', { name: 'Verbinden mit …' }) },
  'reconnect-to': { on: 'flow', shows: (page) => page.getByRole('dialog', { name: 'Ende versetzen' }) },
  'reconnect-from': { on: 'flow', shows: (page) => page.getByRole('dialog', { name: 'Anfang versetzen' }) },
  paste: { on: 'A', shows: (page) => page.locator('.mirror button[aria-label*="„A“"]').nth(1) },
  'turn-into': { on: 'A', shows: (page) => page.getByRole('menu', { name: 'Umwandeln' }) },
  'move-to': { on: 'A', shows: (page) => page.getByRole('dialog', { name: /A/ }) },
  minimap: { toggles: (page) => page.locator('.corner canvas, .corner .map, .corner svg') },
  inspector: { on: 'A', shows: (page) => page.locator('[data-region=panel] :focus') },
  panel: { shows: (page) => page.locator('.drawer') },
  outline: { shows: (page) => page.locator('.drawer .outline') },
  problems: { shows: (page) => page.locator('.drawer #tab-problems[aria-selected=true]') },
  tray: { shows: (page) => page.locator('.drawer #tab-tray[aria-selected=true]') },
  lock: { on: 'A', shows: (page) => page.locator('.mirror button[aria-label*="„A“"][aria-label*="festgehalten"]') },
  versions: { shows: (page) => page.locator('.drawer #tab-versions[aria-selected=true]') },
  'next-region': { shows: (page) => page.locator('[data-region]:not([data-region=canvas]) :focus') },
  'previous-region': { shows: (page) => page.locator('[data-region]:not([data-region=canvas]) :focus') },
  palette: { shows: (page) => page.locator('dialog [role=combobox]') },
  'context-menu': { on: 'A', shows: (page) => page.getByRole('menu') },
  'rename-board': { shows: (page) => page.getByLabel('Name des Boards') },
  share: { shows: (page) => page.getByRole('dialog', { name: /teilen/i }) },
  export: { shows: (page) => page.getByRole('dialog', { name: /Exportieren/ }) },
  import: { opens: 'filechooser' },
  boards: { leaves: true },
  help: { shows: (page) => page.locator('[data-command=help]') },
};

test('every command of the shell by each of its keys', { timeout: 180_000 }, async () => {
  const admin = await administrator(server);
  const { id } = await admin('POST', '/api/boards', { title: 'Tasten', template: 'empty', lang: 'de' });
  const link = `/b/${id}`;
  const keys = await keysOnly(chromium, server.base);
  const { page } = keys;
  await page.goto('/sign-in');
  await keys.fill(page.getByLabel('E-Mail-Adresse'), admin.email);
  await keys.fill(page.getByLabel('Kennwort', { exact: true }), admin.password);
  await keys.press('Enter');
  await page.locator('.card').first().waitFor();
  await openBoard(page, link);
  await keys.press('?');
  await page.locator('[data-command]').first().waitFor();
  const table = await page.locator('[data-command]').evaluateAll((rows) => rows.map((row) => ({ id: row.dataset.command, keys: row.dataset.keys.split(' ').filter(Boolean), shell: row.dataset.shell !== undefined })));
  await keys.press('Escape');
  assert.ok(table.length > 80, `the help shows ${table.length} commands`);
  assert.deepEqual(table.filter((one) => one.keys.length === 0), [], 'commands without a key');
  const shell = table.filter((one) => one.shell);
  assert.deepEqual(shell.map((one) => one.id).sort(), Object.keys(SHELL).sort(), 'commands without a test');

  const board = boardOn(page);
  const hand = hands(keys, board);
  await hand.place('s', 'A');
  await keys.press('Enter');
  await hand.name('B');
  for (const { id, keys: all } of shell) {
    for (const written of all) {
      const how = SHELL[id];
      await keys.press('Escape');
      if (how.on) await hand.find('A');
      else await page.locator('[data-region=canvas]').focus();
      if (how.on === 'flow') {
        await keys.press('x');
        await page.locator('.mirror button[aria-pressed=true][aria-label^="Verbindung"]').waitFor();
      }
      if (id === 'paste') {
        await keys.press('Control+c');
        await copied(page);
      }
      const pressed = written.replace('Mod', 'Control');
      const said = `${written} for ${id}`;
      if (how.opens) {
        await Promise.all([page.waitForEvent(how.opens), keys.press(pressed)]);
      } else if (how.leaves) {
        await keys.press(pressed);
        await page.waitForURL((url) => !url.pathname.startsWith('/b/'));
        await openBoard(page, link);
        await board.element('„A“').waitFor();
      } else if (how.toggles) {
        const before = await how.toggles(page).count();
        await keys.press(pressed);
        await page.waitForFunction(([selector, n]) => document.querySelectorAll(selector).length !== n, ['.corner canvas, .corner .map, .corner svg', before], { timeout: 5000 }).catch(() => assert.fail(said));
      } else {
        assert.equal(await how.shows(page).count(), 0, `${said}: is there before`);
        await keys.press(pressed);
        await how.shows(page).first().waitFor({ timeout: 5000 }).catch((cause) => assert.fail(`${said}: ${cause.message}`));
        // Shut again what opened.
        await page.reload();
        await board.element('„A“').waitFor();
      }
    }
  }
  keys.noPointer();
  keys.clean();
  await keys.close();
});
