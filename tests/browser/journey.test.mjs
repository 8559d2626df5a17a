// The journey of two people: the administrator of a fresh server sets it up, makes a board and invites; together they
// build the demo process by mouse and keys, see each other, and download the file that the engines then run.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { join } from 'node:path';
import { boardOn } from './lib/board.mjs';
import { picture, startBrowser } from './lib/browser.mjs';
import { startServer } from './lib/server.mjs';

let server;
let chromium;
before(async () => {
  server = await startServer();
  chromium = await startBrowser();
});
after(async () => { await chromium?.close(); await server?.dispose(); });

/** Places of the steps in the window, with the pool drawn from (260, 170) to (1100, 440): `tool`, label, what it becomes. */
const NODES = [
  ['e', 340, 215, 'Wohngeld benötigt'],
  ['s', 440, 215, 'Antrag ausfüllen'],
  ['d', 540, 215, ''],
  ['s', 680, 215, 'Unterlagen nachreichen'],
  ['s', 540, 305, 'Angaben prüfen'],
  ['d', 680, 305, 'Vollständig?'],
  ['s', 790, 305, 'Anspruch prüfen'],
  ['d', 890, 305, 'Anspruch?'],
  ['s', 980, 305, 'Ablehnung versenden', 'Eine Nachricht geht hinaus'],
  ['e', 1065, 305, 'Antrag abgelehnt', 'Ende'],
  ['s', 790, 395, 'Meldedaten abrufen', 'Ein Programm erledigt es'],
  ['e', 890, 395, 'zum Monatsanfang', 'Auf eine Zeit warten'],
  ['s', 980, 395, 'Wohngeld auszahlen', 'Ein Programm erledigt es'],
  ['e', 1065, 395, 'Wohngeld gezahlt', 'Ende'],
];
const MERGE = 2;
/** Flows, as pairs of places in `NODES`. */
const FLOWS = [[0, 1], [1, MERGE], [MERGE, 4], [4, 5], [5, 3], [3, MERGE], [5, 10], [10, 6], [6, 7], [7, 8], [8, 9], [7, 11], [11, 12], [12, 13]];

test('two people build a process that engines run', { timeout: 240_000 }, async () => {
  // Setting up, by the link that the server printed.
  const owner = await chromium.person({ base: server.base });
  const { page } = owner;
  await page.goto(await server.said('/setup#'));
  await page.getByLabel('Ihr Name').fill('Katrin Vogt');
  await page.getByLabel('E-Mail-Adresse').fill('k.vogt@example.org');
  await page.getByLabel('Kennwort', { exact: true }).fill('ein langer Satz hilft');
  await page.getByRole('button', { name: 'Konto anlegen' }).click();
  await page.getByRole('button', { name: /Leeres Board|Neues Board/ }).last().click();
  const board = boardOn(page);
  await board.saved();

  // The pool with three lanes, drawn; smaller, so that all of it fits beside the inspector.
  await page.locator('[data-region=canvas]').focus();
  await page.keyboard.press('Minus');
  await page.keyboard.press('Minus');
  await page.keyboard.press('l');
  await page.mouse.move(260, 170);
  await page.mouse.down();
  await page.mouse.move(700, 300, { steps: 4 });
  await page.mouse.move(1100, 440, { steps: 4 });
  await page.mouse.up();
  await page.keyboard.press('Escape');
  assert.equal((await board.elements()).filter((name) => name.startsWith('Bahn')).length, 3, `three lanes: ${await board.elements()}`);

  for (const [tool, x, y, label] of NODES) {
    await page.keyboard.press('Escape');
    await page.keyboard.press(tool);
    await page.mouse.click(x, y);
    await board.editor().waitFor();
    if (label !== '') await page.keyboard.type(label);
    await page.keyboard.press('Escape');
    await board.closed();
  }
  for (const [, , , label, becomes] of NODES) if (becomes) await turn(board, label, becomes);
  await page.locator('[data-region=canvas]').focus();
  for (const [from, to] of FLOWS) {
    await page.keyboard.press('Escape');
    await page.keyboard.press('c');
    await page.mouse.move(NODES[from][1], NODES[from][2]);
    await page.mouse.down();
    await page.mouse.move((NODES[from][1] + NODES[to][1]) / 2, (NODES[from][2] + NODES[to][2]) / 2, { steps: 2 });
    await page.mouse.move(NODES[to][1], NODES[to][2], { steps: 2 });
    await page.mouse.up();
    if (await board.editor().count()) await page.keyboard.press('Escape');
  }
  await picture(page, 'journey-drawn');

  // The invitation, from the Share dialog to the join page of somebody else.
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Teilen' }).click();
  await page.getByRole('button', { name: 'Link anlegen' }).click();
  const link = await page.locator('#share-url').inputValue();
  await page.keyboard.press('Escape');
  const guest = await chromium.person({ base: server.base });
  await guest.page.goto(link);
  await guest.page.getByRole('button', { name: 'Mitmachen' }).click();
  const theirs = boardOn(guest.page);
  await theirs.saved();
  assert.equal(new URL(guest.page.url()).hash, '', 'the secret leaves the address');
  await theirs.element('„Angaben prüfen“').waitFor();
  // Each sees the other.
  await page.getByLabel(/2 Personen auf dem Board/).waitFor();

  // Who works where: the owner names the lanes; the guest answers what the inspector asks.
  const lanes = ['Antragsteller', 'Sachbearbeitung', 'Fachverfahren'];
  for (const [index, name] of lanes.entries()) {
    await page.mouse.dblclick(286, 215 + index * 90);
    await board.editor().waitFor();
    await page.keyboard.type(name);
    await page.keyboard.press('Escape');
    await board.closed();
  }
  await ask(theirs, 'Antrag ausfüllen', 'Einkommen', 'Zahl');
  await ask(theirs, 'Unterlagen nachreichen', 'Bemerkung', 'Langer Text');
  await ask(theirs, 'Angaben prüfen', 'complete', 'Ja oder nein');
  await ask(theirs, 'Anspruch prüfen', 'entitled', 'Ja oder nein');
  await answer(theirs, 'Ablehnung versenden', 'topic', 'send-refusal');
  await answer(theirs, 'Meldedaten abrufen', 'topic', 'get-registration-data');
  await answer(theirs, 'Wohngeld auszahlen', 'topic', 'pay-benefit');
  await exits(theirs, 'Vollständig?', { 'Meldedaten abrufen': ['ja', 'complete == true'], 'Unterlagen nachreichen': ['nein', null] });
  await exits(theirs, 'Anspruch?', { 'zum Monatsanfang': ['ja', 'entitled == true'], 'Ablehnung versenden': ['nein', null] });
  await select(theirs, 'zum Monatsanfang');
  await guest.page.locator('[data-question=timer] input[type=number]').fill('14');
  await guest.page.keyboard.press('Tab');
  await theirs.saved();

  // Undo takes back only one's own: the guest's last answer stays when the owner undoes a lane's name and does it again.
  await page.locator('[data-region=canvas]').focus();
  await page.keyboard.press('Control+z');
  await page.keyboard.press('Control+Shift+z');
  await board.saved();

  // The process has no gaps, for both.
  await page.getByText('Ausführbar').first().waitFor();
  await guest.page.getByText('Ausführbar').first().waitFor();
  await picture(page, 'journey-owner');
  await picture(guest.page, 'journey-guest');

  await download(page, 'operaton', 'Operaton');
  await download(page, 'generic', 'BPMN 2.0');
  for (const person of [owner, guest]) { person.clean(); await person.close(); }
});

async function select(board, label) {
  await board.element(`„${label}“`).focus();
  await board.page.locator('[data-region=panel] h2', { hasText: label }).waitFor();
}

async function turn(board, label, becomes) {
  await select(board, label);
  await board.page.locator('[data-question=what] button').first().click();
  await board.page.getByRole('option', { name: becomes, exact: true }).click();
  await board.page.locator('[data-question=what]', { hasText: becomes }).waitFor();
}

async function answer(board, label, question, value) {
  await select(board, label);
  const field = board.page.locator(`[data-question=${question}] input`).first();
  await field.fill(value);
  await field.press('Enter');
}

/** A field in the form of a step. */
async function ask(board, label, name, type) {
  await select(board, label);
  const form = board.page.locator('[data-question=form] form');
  await form.locator('input').fill(name);
  await form.getByRole('button', { name: /^Art des Feldes/ }).click();
  await board.page.getByRole('option', { name: type, exact: true }).click();
  await form.locator('input').press('Enter');
  await board.page.locator('[data-question=form] li', { hasText: name }).waitFor();
}

/** `ways`: target's label → [exit's label, condition or null for "otherwise"]. */
async function exits(board, label, ways) {
  await select(board, label);
  for (const [to, [name, condition]] of Object.entries(ways)) {
    const exit = board.page.locator('[data-exit]', { hasText: to });
    const field = exit.locator('input').first();
    await field.fill(name);
    await field.press('Enter');
    if (condition === null) {
      await exit.getByRole('checkbox').check();
    } else {
      const variable = exit.getByRole('group').locator('input').first();
      await variable.fill(condition);
      await variable.press('Enter');
    }
  }
}

async function download(page, target, option) {
  await page.locator('[data-region=canvas]').focus();
  await page.keyboard.press('Control+e');
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('radio', { name: option }).click();
  await dialog.locator('.loss').waitFor();
  const [file] = await Promise.all([page.waitForEvent('download'), dialog.getByRole('button', { name: /herunterladen/i }).click()]);
  await file.saveAs(join(process.env.WANDEL_OUT, `journey-${target}.bpmn`));
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
}
