// Named versions, two people: one keeps a state, the other looks at it and goes back to it, and back again.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { boardOn, openBoard } from './lib/board.mjs';
import { assertAccessible, picture, startBrowser } from './lib/browser.mjs';
import { assertGeometry } from './lib/geometry.mjs';
import { keysOnly } from './lib/keys.mjs';
import { administrator, boardLink, startServer } from './lib/server.mjs';

let server;
let chromium;
before(async () => {
  server = await startServer();
  chromium = await startBrowser();
});
after(async () => { await chromium?.close(); await server?.dispose(); });

const row = (page, name) => page.locator('[data-version]', { has: page.getByText(name, { exact: true }) });

test('a state is kept, looked at, returned to and returned from', { timeout: 120_000 }, async () => {
  const admin = await administrator(server);
  const { id } = await admin('POST', '/api/boards', { title: 'Wohngeld', template: 'empty', lang: 'de' });

  // The owner has only keys.
  const owner = await keysOnly(chromium, server.base);
  await owner.page.goto('/sign-in');
  await owner.fill(owner.page.getByLabel('E-Mail-Adresse'), admin.email);
  await owner.fill(owner.page.getByLabel('Kennwort', { exact: true }), admin.password);
  await owner.press('Enter');
  await owner.page.locator('.card').first().waitFor();
  const board = await openBoard(owner.page, `/b/${id}`);
  await owner.press('n', 'Enter');
  await board.editor().waitFor();
  await owner.type('Erste Idee');
  await owner.press('Escape');
  await board.saved();

  await owner.press('Control+s');
  await owner.page.getByText('Noch ist kein Stand aufgehoben.').waitFor();
  const field = owner.page.getByLabel('Diesen Stand aufheben als');
  await owner.to(field);
  await owner.press('Enter');
  await owner.page.getByText('Bitte ausfüllen.').waitFor();
  await owner.type('Vor dem Termin');
  await owner.press('Enter');
  await row(owner.page, 'Vor dem Termin').waitFor();

  // The guest goes on, and does not want to have done so.
  const guest = await chromium.person({ base: server.base });
  const theirs = await openBoard(guest.page, await boardLink(server, id, 'editor'));
  await theirs.element('Erste Idee').waitFor();
  await theirs.addNote('Zweite Idee', 500, 600);
  await theirs.saved();
  await board.element('Zweite Idee').waitFor();
  await guest.page.getByRole('button', { name: 'Seitenleiste' }).click();
  await guest.page.getByRole('tab', { name: 'Versionen' }).click();
  const kept = row(guest.page, 'Vor dem Termin');
  await kept.waitFor();
  assert.match(await kept.innerText(), /admin/i, 'says who kept it');
  assert.equal(await kept.getByRole('button', { name: /löschen/ }).count(), 0, 'only who runs the board deletes');
  await assertGeometry(guest.page, 'versions');
  await assertAccessible(guest.page, 'versions');
  await picture(guest.page, 'versions-list');

  await kept.getByRole('button', { name: '„Vor dem Termin“ ansehen' }).click();
  const dialog = guest.page.getByRole('dialog', { name: 'Vor dem Termin' });
  const image = dialog.getByRole('img');
  await guest.page.waitForFunction((element) => element.complete && element.naturalWidth > 0, await image.elementHandle());
  const drawn = await guest.page.evaluate((url) => fetch(url).then((answer) => answer.text()), await image.getAttribute('src'));
  assert.ok(drawn.includes('Erste Idee') && !drawn.includes('Zweite Idee'), 'the picture shows the state that was kept');
  await assertGeometry(guest.page, 'version');
  await assertAccessible(guest.page, 'version');
  await picture(guest.page, 'versions-one');

  await dialog.getByRole('button', { name: 'Zu diesem Stand zurückkehren' }).click();
  for (const at of [theirs, board]) {
    await at.element('Zweite Idee').waitFor({ state: 'detached' });
    await at.element('Erste Idee').waitFor();
    await at.page.getByText('Das Board ist zu einem früheren Stand zurückgekehrt.').first().waitFor();
    await at.saved();
  }
  await dialog.waitFor({ state: 'detached' });
  assert.equal(await owner.page.getByRole('button', { name: 'Rückgängig' }).getAttribute('aria-disabled'), 'true', 'undo starts afresh');

  // The state before it was kept for all; the owner returns to it.
  const before = row(owner.page, 'Vor der Rückkehr zu „Vor dem Termin“');
  await before.waitFor();
  await owner.push(before.getByRole('button', { name: /ansehen/ }));
  const again = owner.page.getByRole('dialog');
  await again.waitFor();
  await owner.push(again.getByRole('button', { name: 'Zu diesem Stand zurückkehren' }));
  for (const at of [theirs, board]) await at.element('Zweite Idee').waitFor();

  // Deleting asks first.
  await owner.push(before.getByRole('button', { name: /löschen/ }));
  await owner.push(owner.page.getByRole('dialog').getByRole('button', { name: 'Löschen' }));
  await before.waitFor({ state: 'detached' });
  assert.equal(await owner.page.getByLabel('Diesen Stand aufheben als').evaluate((element) => element === document.activeElement), true, 'the focus is not lost');

  // Work goes on in the board that came back.
  await theirs.addNote('Dritte Idee', 820, 600);
  await board.element('Dritte Idee').waitFor();
  owner.noPointer();
  for (const person of [owner, guest]) { person.clean(); await person.close(); }
});

test('who may only look sees versions and cannot return to one', async () => {
  const id = await server.cli('board', 'create', '--title', 'Ansehen');
  await server.cli('board', 'keep', id, '--name', 'Anfang');
  const viewer = await chromium.person({ base: server.base });
  await viewer.page.goto(await boardLink(server, id, 'viewer'));
  await boardOn(viewer.page).inState('read-only');
  await viewer.page.keyboard.press('Control+s');
  await row(viewer.page, 'Anfang').getByRole('button', { name: /ansehen/ }).click();
  await viewer.page.getByRole('dialog').getByRole('button', { name: 'Schließen' }).last().waitFor();
  assert.equal(await viewer.page.getByRole('button', { name: /zurückkehren/ }).count(), 0);
  assert.equal(await viewer.page.getByLabel('Diesen Stand aufheben als').count(), 0);
  viewer.clean();
  await viewer.close();
});
