// Two people say which details a step asks for: fields added by key and mouse, put in order, a condition over one of them;
// what they download is accepted by the product's own check, with the form in it.
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
  <bpmn:process id="Pruefung" name="Pruefung" isExecutable="true">
    <bpmn:startEvent id="S" name="Antrag da" />
    <bpmn:userTask id="U" name="Angaben prüfen" xmlns:w="urn:wandel:process:1" w:candidateGroups="amt" />
    <bpmn:exclusiveGateway id="G" name="Vollständig?" default="F3" />
    <bpmn:endEvent id="E" name="Weiter" /><bpmn:endEvent id="N" name="Zurück" />
    <bpmn:sequenceFlow id="F1" sourceRef="S" targetRef="U" /><bpmn:sequenceFlow id="F2" sourceRef="U" targetRef="G" />
    <bpmn:sequenceFlow id="F3" name="nein" sourceRef="G" targetRef="N" /><bpmn:sequenceFlow id="F4" name="ja" sourceRef="G" targetRef="E" />
  </bpmn:process>
</bpmn:definitions>`;

let server;
let chromium;
let id;
before(async () => {
  server = await startServer();
  chromium = await startBrowser();
  id = await importedBoard(server, 'forms-source.bpmn', SOURCE);
});
after(async () => { await chromium?.close(); await server?.dispose(); });

async function arrive() {
  const person = await chromium.person({ base: server.base });
  const board = await openBoard(person.page, await boardLink(server, id, 'editor'));
  return { person, board, page: person.page };
}

async function select(board, label) {
  await board.element(`„${label}“`).focus();
  await board.page.locator('[data-region=panel] h2', { hasText: label }).waitFor();
}

const question = (page) => page.locator('[data-question=form]');
const fields = (page) => question(page).locator('li[data-field]').evaluateAll((rows) => rows.map((row) => row.dataset.field));
const until = (page, wanted) => page.waitForFunction((keys) => [...document.querySelectorAll('[data-question=form] li[data-field]')].map((row) => row.dataset.field).join() === keys, wanted.join());

test('two people build a form, and engines get it', { timeout: 120_000 }, async () => {
  const one = await arrive();
  const two = await arrive();
  for (const { board } of [one, two]) await select(board, 'Angaben prüfen');

  // By keys: a name, Enter, the next name.
  const name = question(one.page).getByLabel('Name des neuen Feldes');
  await name.focus();
  await one.page.keyboard.type('Einkommen');
  await one.page.keyboard.press('Enter');
  await one.page.keyboard.type('Grund der Nachfrage');
  await one.page.keyboard.press('Enter');
  await until(one.page, ['Einkommen', 'grundDerNachfrage']);
  await until(two.page, ['Einkommen', 'grundDerNachfrage']);

  // By mouse, somebody else: a field with choices, while the first one changes another field.
  await question(two.page).getByLabel('Name des neuen Feldes').fill('Art');
  await question(two.page).locator('form').getByRole('button', { name: /^Art des Feldes/ }).click();
  await two.page.getByRole('option', { name: 'Auswahl', exact: true }).click();
  await question(two.page).getByRole('button', { name: 'Hinzufügen', exact: true }).click();
  await question(one.page).getByRole('button', { name: /^Einkommen/ }).click();
  const income = question(one.page).locator('li[data-field=Einkommen]');
  await income.getByRole('button', { name: /^Art des Feldes/ }).click();
  await one.page.getByRole('option', { name: 'Zahl', exact: true }).click();
  await income.getByLabel('muss ausgefüllt werden').check();
  await until(two.page, ['Einkommen', 'grundDerNachfrage', 'Art']);
  await question(two.page).getByRole('button', { name: /^Art / }).first().click();
  const choice = question(two.page).getByLabel('Noch etwas zur Auswahl');
  for (const label of ['neu', 'alt']) {
    await choice.fill(label);
    await choice.press('Enter');
    await question(two.page).locator(`[data-choice=${label}]`).waitFor();
  }
  await picture(two.page, 'forms');
  await assertAccessible(two.page, 'forms');
  await assertGeometry(two.page, 'forms');

  // A yes-or-no field, moved to the top by keys; the focus stays on it, and the place is told.
  await name.fill('Vollständig');
  await question(one.page).locator('form').getByRole('button', { name: /^Art des Feldes/ }).click();
  await one.page.getByRole('option', { name: 'Ja oder nein', exact: true }).click();
  await name.press('Enter');
  await until(one.page, ['Einkommen', 'grundDerNachfrage', 'Art', 'Vollstaendig']);
  const last = question(one.page).locator('li[data-field=Vollstaendig] .open');
  await last.focus();
  for (let n = 0; n < 3; n += 1) await one.page.keyboard.press('Alt+ArrowUp');
  const order = ['Vollstaendig', 'Einkommen', 'grundDerNachfrage', 'Art'];
  await until(one.page, order);
  await until(two.page, order);
  assert.ok(await last.evaluate((row) => row === document.activeElement), 'the focus moves along');
  await question(one.page).getByRole('status').getByText('an Stelle 1 von 4').waitFor();

  // One deletes a field and takes that back.
  await question(two.page).getByRole('button', { name: '„Grund der Nachfrage“ entfernen' }).click();
  await until(one.page, ['Vollstaendig', 'Einkommen', 'Art']);
  await two.page.locator('[data-region=canvas]').focus();
  await two.page.keyboard.press('Control+z');
  await until(one.page, order);

  // The decision asks for a field by its label; the start shows the same form.
  await select(one.board, 'Vollständig?');
  const exit = one.page.locator('[data-exit]', { hasText: 'Weiter' });
  const offered = await exit.getByRole('group').locator('datalist').first().locator('option').evaluateAll((all) => all.map((one) => one.value));
  assert.deepEqual(offered, order);
  const [variable, value] = [exit.getByRole('group').locator('input').first(), exit.getByRole('group').locator('input').nth(1)];
  await variable.fill('Vollständig');
  await variable.press('Enter');
  await value.fill('ja');
  await value.press('Enter');
  await select(one.board, 'Antrag da');
  await question(one.page).getByRole('button').first().click();
  await one.page.getByRole('option', { name: 'Angaben prüfen' }).click();
  await until(one.page, order);
  await question(one.page).getByText('Auch gezeigt bei: Angaben prüfen').waitFor();
  await one.board.saved();
  await one.page.getByText('Ausführbar').first().waitFor();

  // The files: nothing is missing, and the fields are there.
  for (const target of ['operaton', 'flowable', 'zeebe', 'generic']) {
    const file = join(out, `forms-${target}.bpmn`);
    await server.cli('board', 'export', id, '--format', 'bpmn', '--target', target, '-o', file);
    const found = spawnSync(process.env.WANDEL_SERVER, ['check', file, '--target', target, '--format', 'json'], { encoding: 'utf8' });
    const errors = JSON.parse(found.stdout).filter((finding) => finding.severity === 'error');
    assert.deepEqual([found.status, errors], [0, []], target);
    const text = readFileSync(file, 'utf8');
    if (target === 'zeebe') assert.match(text, /formId="Form_/);
    else for (const key of order) assert.ok(text.includes(`id="${key}"`), `${key} for ${target}`);
  }
  for (const { person } of [one, two]) { person.clean(); await person.close(); }
});
