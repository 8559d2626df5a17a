// Locks, two people: what one holds, the other sees as held, cannot move and is told so, until it is free again.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openBoard } from './lib/board.mjs';
import { assertAccessible, picture, startBrowser } from './lib/browser.mjs';
import { administrator, boardLink, startServer } from './lib/server.mjs';

let server;
let chromium;
before(async () => {
  server = await startServer();
  chromium = await startBrowser();
});
after(async () => { await chromium?.close(); await server?.dispose(); });

async function drag(board, label, dx, dy) {
  const box = await board.element(label).boundingBox();
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  await board.page.mouse.move(x, y);
  await board.page.mouse.down();
  await board.page.mouse.move(x + dx / 2, y + dy / 2, { steps: 3 });
  await board.page.mouse.move(x + dx, y + dy, { steps: 3 });
  await board.page.mouse.up();
}

test('what is held stays where it is, and says who holds it', { timeout: 90_000 }, async () => {
  const admin = await administrator(server);
  const { id } = await admin('POST', '/api/boards', { title: 'Wohngeld', template: 'empty', lang: 'de' });
  const owner = await chromium.person({ base: server.base });
  await owner.page.goto('/sign-in');
  await owner.page.getByLabel('E-Mail-Adresse').fill(admin.email);
  await owner.page.getByLabel('Kennwort', { exact: true }).fill(admin.password);
  await owner.page.keyboard.press('Enter');
  await owner.page.locator('.card').first().waitFor();
  const board = await openBoard(owner.page, `/b/${id}`);
  await board.addNote('Bleibt hier', 700, 300);
  await board.saved();
  const guest = await chromium.person({ base: server.base });
  const theirs = await openBoard(guest.page, await boardLink(server, id, 'editor'));
  const held = theirs.element('Bleibt hier');
  await held.waitFor();

  // A guest cannot lock, and is told who can.
  await held.focus();
  await guest.page.keyboard.press('Control+Shift+L');
  await guest.page.getByText('Festhalten und freigeben können Personen mit einem Konto.').waitFor();

  await board.element('Bleibt hier').focus();
  await owner.page.keyboard.press('Control+Shift+L');
  await board.element('von Ihnen festgehalten').waitFor();
  await theirs.element('festgehalten von').waitFor();
  assert.match(await held.getAttribute('aria-label'), /festgehalten von admin/);
  await held.focus();
  await guest.page.locator('[data-region=panel]').getByText('Das hält admin fest.').waitFor();
  assert.equal(await guest.page.getByRole('button', { name: 'Freigeben' }).count(), 0);
  await picture(guest.page, 'locked');
  await assertAccessible(guest.page, 'locked');

  // Moved, it snaps back with a sentence; typing in it does not begin.
  const before = await held.boundingBox();
  await drag(theirs, 'Bleibt hier', -160, 120);
  await guest.page.getByRole('status').getByText('Das hält admin fest.').waitFor();
  await held.focus();
  await guest.page.keyboard.press('F2');
  assert.equal(await theirs.editor().count(), 0);
  assert.deepEqual(await held.boundingBox(), before);
  await theirs.saved();

  // Who holds it may move it, and it stays held.
  await drag(board, 'Bleibt hier', -100, 100);
  await guest.page.waitForFunction((x) => document.querySelector('.mirror button[aria-label*="Bleibt hier"]').getBoundingClientRect().x < x - 50, before.x);

  // Free again, for everybody.
  await board.element('Bleibt hier').focus();
  await owner.page.getByRole('button', { name: 'Freigeben' }).click();
  await theirs.element('festgehalten').waitFor({ state: 'detached' });
  const free = await held.boundingBox();
  await drag(theirs, 'Bleibt hier', 120, 60);
  await guest.page.waitForFunction((x) => document.querySelector('.mirror button[aria-label*="Bleibt hier"]').getBoundingClientRect().x > x + 50, free.x);
  await theirs.saved();
  for (const person of [owner, guest]) { person.clean(); await person.close(); }
});
