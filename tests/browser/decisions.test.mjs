// Two people fill in one decision table, by keys and by mouse: columns, rules and cells, what is wrong with a cell, taking back;
// the table they download is accepted by the product's own check.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { openBoard } from './lib/board.mjs';
import { assertAccessible, picture, startBrowser } from './lib/browser.mjs';
import { assertGeometry } from './lib/geometry.mjs';
import { boardLink, importedBoard, startServer } from './lib/server.mjs';

const out = process.env.WANDEL_OUT;
const SOURCE = `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" id="D" targetNamespace="urn:example">
  <bpmn:process id="Hoehe" name="Hoehe" isExecutable="true">
    <bpmn:startEvent id="S" name="Antrag da" />
    <bpmn:businessRuleTask id="R" name="Höhe bestimmen" xmlns:w="urn:wandel:process:1" w:resultVariable="betrag" />
    <bpmn:endEvent id="E" name="Fertig" />
    <bpmn:sequenceFlow id="F1" sourceRef="S" targetRef="R" /><bpmn:sequenceFlow id="F2" sourceRef="R" targetRef="E" />
  </bpmn:process>
</bpmn:definitions>`;

let server;
let chromium;
let id;
before(async () => {
  server = await startServer();
  chromium = await startBrowser();
  id = await importedBoard(server, 'decisions-source.bpmn', SOURCE);
});
after(async () => { await chromium?.close(); await server?.dispose(); });

async function arrive() {
  const person = await chromium.person({ base: server.base });
  const board = await openBoard(person.page, await boardLink(server, id, 'editor'));
  await board.element('„Höhe bestimmen“').focus();
  await person.page.locator('[data-region=panel] h2', { hasText: 'Höhe bestimmen' }).waitFor();
  return { person, board, page: person.page };
}

const question = (page) => page.locator('[data-question=decision]');
const cell = (page, row, name) => page.getByLabel(`Regel ${row}, ${name}`, { exact: true });
const texts = (page) => page.locator('dialog tbody tr').evaluateAll((rows) => rows.map((row) => [...row.querySelectorAll('input')].map((input) => input.value)));
const until = (page, wanted) => page.waitForFunction((all) => JSON.stringify([...document.querySelectorAll('dialog tbody tr')].map((row) => [...row.querySelectorAll('input')].map((input) => input.value))) === all, JSON.stringify(wanted));

async function fill(page, label, value) {
  const field = page.getByLabel(label, { exact: true });
  await field.fill(value);
  await field.press('Tab');
}

test('two people fill in a table', { timeout: 120_000 }, async () => {
  const one = await arrive();
  const two = await arrive();
  await question(one.page).getByRole('button', { name: 'Tabelle anlegen' }).click();
  await one.page.getByRole('dialog').waitFor();
  await question(two.page).getByRole('button', { name: 'Tabelle bearbeiten' }).click();

  // Its columns: a number is looked at, a text beside it, a number comes out.
  await fill(one.page, 'Name der Spalte „Angabe“', 'Einkommen');
  await fill(one.page, 'Was „Einkommen“ prüft', 'einkommen');
  await one.page.getByRole('button', { name: /^Art von „Einkommen“/ }).click();
  await one.page.getByRole('option', { name: 'Zahl', exact: true }).click();
  await two.page.getByRole('dialog').getByRole('button', { name: 'Angabe', exact: true }).click();
  await fill(two.page, 'Name der Spalte „Angabe 2“', 'Art');
  await fill(two.page, 'Was „Art“ prüft', 'art');
  await fill(one.page, 'Name der Spalte „Ergebnis“', 'Betrag');
  await fill(one.page, 'Name des Ergebnisses „Betrag“', 'betrag');
  await one.page.getByRole('button', { name: /^Art von „Betrag“/ }).click();
  await one.page.getByRole('option', { name: 'Zahl', exact: true }).click();

  // Its rules: at once, in one row; words become texts, Enter goes down.
  await one.page.getByRole('dialog').getByRole('button', { name: 'Regel', exact: true }).click();
  await cell(two.page, 2, 'Art').waitFor();
  await cell(one.page, 1, 'Einkommen').fill('< 1000');
  await cell(one.page, 1, 'Einkommen').press('Enter');
  assert.ok(await cell(one.page, 2, 'Einkommen').evaluate((field) => field === document.activeElement), 'Enter goes down');
  await one.page.keyboard.type('[1000..');
  await cell(two.page, 1, 'Art').fill('neu, alt');
  await cell(two.page, 1, 'Art').press('Tab');
  await cell(two.page, 1, 'Betrag').fill('12,5');
  await cell(two.page, 1, 'Betrag').press('Tab');
  await cell(one.page, 2, 'Betrag').fill('0');
  await cell(one.page, 2, 'Betrag').press('Tab');
  const first = ['< 1000', '"neu", "alt"', '12.5', ''];
  await until(two.page, [first, ['[1000..', '', '0', '']]);

  // What cannot be read is said, to both.
  for (const { page } of [one, two]) await page.getByText('Regel 2, Einkommen: das ist nicht als Prüfung oder Wert zu lesen.').waitFor();
  await picture(two.page, 'decisions');
  await assertAccessible(two.page, 'decisions');
  await assertGeometry(two.page, 'decisions');
  await cell(one.page, 2, 'Einkommen').fill('>= 1000');
  await cell(one.page, 2, 'Einkommen').press('Tab');
  await until(two.page, [first, ['>= 1000', '', '0', '']]);
  await two.page.getByText('Regel 2, Einkommen').waitFor({ state: 'detached' });

  // Moved, removed, and taken back.
  await one.page.getByRole('button', { name: 'Regel 2 nach oben' }).click();
  await until(two.page, [['>= 1000', '', '0', ''], first]);
  await two.page.getByRole('button', { name: 'Regel 1 entfernen' }).click();
  await until(one.page, [first]);
  await two.page.keyboard.press('Escape');
  await two.page.locator('[data-region=canvas]').focus();
  await two.page.keyboard.press('Control+z');
  await until(one.page, [['>= 1000', '', '0', ''], first]);
  assert.equal((await texts(one.page)).length, 2);
  await one.page.keyboard.press('Escape');
  await one.board.saved();
  await one.page.getByText('Ausführbar').first().waitFor();
  for (const { person } of [one, two]) { person.clean(); await person.close(); }

  const file = join(out, 'decisions-operaton.bpmn');
  await server.cli('board', 'export', id, '--format', 'bpmn', '--target', 'operaton', '-o', file);
  const { status, stdout } = spawnSync(process.env.WANDEL_SERVER, ['check', file, '--target', 'operaton', '--format', 'json'], { encoding: 'utf8' });
  assert.deepEqual([status, JSON.parse(stdout).filter((finding) => finding.severity === 'error')], [0, []]);
  assert.match(readFileSync(file, 'utf8'), /decisionRef="hoeheBestimmen"/);
});
