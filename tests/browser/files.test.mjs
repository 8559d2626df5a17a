// Files in and out of a board: a BPMN file dropped, pasted or chosen is looked at before it is put there; the export names
// every engine, shows the file and copies it.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { readFileSync } from 'node:fs';
import { openBoard } from './lib/board.mjs';
import { assertAccessible, picture, startBrowser } from './lib/browser.mjs';
import { assertGeometry } from './lib/geometry.mjs';
import { newBoard, startServer } from './lib/server.mjs';
import { zip } from '../engines/lib/zip.mjs';

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

/** With the file on the board and the export dialog open. */
async function exporting(title) {
  const arrived = await arrive(title);
  const { page, board } = arrived;
  await WAYS.dropped(page);
  await page.getByRole('button', { name: 'Auf das Board legen' }).click();
  await page.waitForFunction(() => document.querySelectorAll('.mirror button').length > 20);
  await board.saved();
  await page.locator('[data-region=canvas]').focus();
  await page.keyboard.press('Control+e');
  return { ...arrived, dialog: page.getByRole('dialog') };
}

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

const BELONGING = [
  ['angaben.form', '{"type":"default","id":"angaben","components":[{"id":"c","key":"einkommen","type":"number","label":"Einkommen","validate":{"required":true}}]}'],
  ['hoehe.dmn', '<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="f" name="f" namespace="t"><decision id="hoehe" name="Höhe"><decisionTable id="t"><input id="i" label="Einkommen"><inputExpression id="x" typeRef="number"><text>einkommen</text></inputExpression></input><output id="o" label="Betrag" name="betrag" typeRef="number"/><rule id="r"><inputEntry id="a"><text>&lt; 1000</text></inputEntry><outputEntry id="b"><text>300</text></outputEntry></rule></decisionTable></decision></definitions>'],
  ['antrag.bpmn', `<b:definitions xmlns:b="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" id="d" targetNamespace="t"><b:process id="P" name="Antrag" isExecutable="true"><b:startEvent id="S" name="Da"/>
<b:userTask id="U" name="Angaben eintragen"><b:extensionElements><zeebe:userTask/><zeebe:formDefinition formId="angaben"/></b:extensionElements></b:userTask>
<b:businessRuleTask id="R" name="Entscheiden"><b:extensionElements><zeebe:calledDecision decisionId="hoehe" resultVariable="betrag"/><zeebe:ioMapping><zeebe:input source="=wert" target="einkommen"/></zeebe:ioMapping></b:extensionElements></b:businessRuleTask><b:intermediateCatchEvent id="C" name="Nachweis da"><b:messageEventDefinition messageRef="M"/></b:intermediateCatchEvent><b:endEvent id="E" name="Fertig"/>
<b:sequenceFlow id="F1" sourceRef="S" targetRef="U"/><b:sequenceFlow id="F2" sourceRef="U" targetRef="R"/><b:sequenceFlow id="F3" sourceRef="R" targetRef="C"/><b:sequenceFlow id="F4" sourceRef="C" targetRef="E"/></b:process><b:message id="M" name="Nachweis"/></b:definitions>`],
];

test('files that belong together are dropped together: the step shows its form, the rule its table', { timeout: 60_000 }, async () => {
  const { page, person, board } = await arrive('Zusammen');
  await page.evaluate((files) => {
    const data = new DataTransfer();
    for (const [name, content] of files) data.items.add(new File([content], name));
    for (const type of ['dragover', 'drop']) dispatchEvent(new DragEvent(type, { dataTransfer: data, bubbles: true, cancelable: true }));
  }, BELONGING);
  const dialog = page.getByRole('dialog');
  await dialog.getByText('„antrag.bpmn“ öffnen').waitFor();
  await dialog.getByRole('button', { name: 'Auf das Board legen' }).click();
  await dialog.waitFor({ state: 'detached' });
  await board.saved();
  await board.element('„Angaben eintragen“').focus();
  await page.locator('[data-question=form] li[data-field=einkommen]').waitFor();
  await board.element('„Entscheiden“').focus();
  await page.locator('[data-question=decision]').getByText(/1 Regel/).waitFor();
  // The value that it is handed stands among the technical details; another one is added.
  await page.locator('[data-region=panel] button[aria-expanded]', { hasText: 'Technik für' }).click();
  const values = page.locator('[data-values=input]');
  assert.equal(await values.getByLabel('Woraus „einkommen“ entsteht').inputValue(), '=wert');
  await values.getByLabel('Name des Werts').fill('größe');
  await values.getByText('Nur Buchstaben ohne Umlaute').waitFor();
  await values.getByLabel('Name des Werts').fill('kinder');
  await values.getByLabel('Woraus er entsteht').fill('anzahl + 1');
  await values.getByLabel('Woraus er entsteht').press('Enter');
  await values.getByLabel('Woraus „kinder“ entsteht').waitFor();
  await picture(page, 'values-light');
  // What a message finds its case by.
  await board.element('„Nachweis da“').focus();
  const key = page.locator('[data-question=definition]').getByLabel('Woran erkennt das System den Fall?');
  await key.fill('aktenzeichen');
  await key.press('Enter');
  await picture(page, 'correlation-light');
  await board.saved();
  // What an engine has no place for is told before the download, with the step that it is about.
  await page.locator('[data-region=canvas]').focus();
  await page.keyboard.press('Control+e');
  const report = page.getByRole('dialog');
  await report.locator('[data-choice=flowable]').click();
  const lost = report.locator('.loss li', { hasText: 'Kommt nicht mit' });
  await lost.getByText('Eine Angabe bei „Entscheiden“ bleibt hier').first().waitFor();
  await lost.getByText('Einzeln zeigen').click();
  await lost.getByText('gibt einem solchen Schritt keine eigenen Werte mit').waitFor();
  await picture(page, 'export-lost-light');
  await assertGeometry(page, 'export, what is lost');
  await assertAccessible(page, 'export, what is lost');
  await report.locator('[data-choice=zeebe]').click();
  await report.getByRole('button', { name: 'Datei', exact: true }).click();
  await report.locator('pre', { hasText: 'correlationKey="=aktenzeichen"' }).waitFor();
  await report.locator('pre', { hasText: 'source="=anzahl + 1" target="kinder"' }).waitFor();
  person.clean();
  await person.close();
});

test('several processes are looked at one after the other, each with the forms beside it', { timeout: 60_000 }, async () => {
  const { page, person, board } = await arrive('Mehrere');
  const files = [['eins.bpmn', BELONGING[2][1]], ['zwei.bpmn', text], BELONGING[0]];
  await page.locator('[data-region=canvas]').focus();
  const [chooser] = await Promise.all([page.waitForEvent('filechooser'), page.keyboard.press('Control+o')]);
  await chooser.setFiles(files.map(([name, content]) => ({ name, mimeType: 'application/octet-stream', buffer: Buffer.from(content) })));
  const dialog = page.getByRole('dialog');
  await dialog.getByText('Danach noch 1 Datei').waitFor();
  await dialog.getByRole('heading', { name: '„eins.bpmn“ öffnen' }).waitFor();
  await dialog.getByRole('button', { name: 'Auf das Board legen' }).click();
  await dialog.getByRole('heading', { name: '„zwei.bpmn“ öffnen' }).waitFor();
  assert.equal(await dialog.getByText('Danach noch').count(), 0);
  await picture(page, 'import-second-light');
  await dialog.getByRole('button', { name: 'Abbrechen' }).click();
  await dialog.waitFor({ state: 'detached' });
  await board.saved();
  await board.element('„Angaben eintragen“').focus();
  await page.locator('[data-question=form] li[data-field=einkommen]').waitFor();
  person.clean();
  await person.close();
});

test('what cannot be read is said with its place', { timeout: 60_000 }, async () => {
  const { page, person } = await arrive('Unlesbar');
  const dialog = page.getByRole('dialog');
  for (const [content, words] of [
    ['<?xml version="1.0"?>\n<a>\n  <b></a>', /kein XML.*Zeile 3, Spalte \d+/],
    ['<!DOCTYPE a [<!ENTITY x "y">]>\n<a/>', /Dokumenttyp-Angabe/],
    ['<html xmlns="http://www.w3.org/1999/xhtml"/>', /keine BPMN-Datei/],
  ]) {
    await page.locator('[data-region=canvas]').focus();
    const [chooser] = await Promise.all([page.waitForEvent('filechooser'), page.keyboard.press('Control+o')]);
    await chooser.setFiles({ name: 'kaputt.bpmn', mimeType: 'application/xml', buffer: Buffer.from(content) });
    await dialog.getByText(words).waitFor();
    await picture(page, 'import-refused-light');
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
  }
  person.clean(['Failed to load resource']);
  await person.close();
});

test('a process that came from no document goes into one that is chosen', { timeout: 60_000 }, async () => {
  const { page, person, board, dialog } = await exporting('In ein Dokument');
  await dialog.locator('[data-choice=xprozess]').click();
  const save = dialog.getByRole('button', { name: 'Herunterladen' });
  await save.click();
  await dialog.getByText('kam aus keinem XProzess-Dokument').waitFor();
  const choose = async (name, content) => {
    const [chooser] = await Promise.all([page.waitForEvent('filechooser'), dialog.getByRole('button', { name: /^Dokument/ }).click()]);
    await chooser.setFiles({ name, mimeType: 'application/xml', buffer: Buffer.from(content) });
    await dialog.getByRole('button', { name: `Dokument: ${name}` }).waitFor();
  };
  await choose('falsch.xml', '<a/>');
  await save.click();
  await dialog.getByText('Das ist kein XProzess-Dokument').waitFor();
  const packed = (bytes) => `<x:akte xmlns:x="http://www.regierung-mv.de/xprozess/2"><x:name>bleibt</x:name><x:modell>${bytes.toString('base64')}</x:modell></x:akte>`;
  await choose('akte.xml', packed(zip([['alt.bpmn', Buffer.from('<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"/>')]])));
  await picture(page, 'export-xprozess-light');
  await assertGeometry(page, 'export, document');
  await assertAccessible(page, 'export, document');
  const [file] = await Promise.all([page.waitForEvent('download'), save.click()]);
  const out = readFileSync(await file.path(), 'utf8');
  assert.match(out, /<x:name>bleibt<\/x:name>/);
  const model = Buffer.from(/<x:modell>([^<]*)</.exec(out)[1], 'base64');
  assert.equal(model.subarray(0, 2).toString(), 'PK');
  assert.ok(model.length > 2000, 'the process is in it');
  person.clean(['Failed to load resource']);
  await person.close();
});

test('on a phone the targets are one line', { timeout: 60_000 }, async () => {
  const { page, person } = await arrive('Am Telefon', { width: 390, height: 844 });
  await page.keyboard.press('Control+e');
  const dialog = page.getByRole('dialog');
  const pick = dialog.getByRole('button', { name: /^Ziel:/ });
  await pick.click();
  await page.getByRole('option', { name: /Operaton/ }).click();
  const report = dialog.getByRole('heading', { name: 'Was kommt in der Datei an?' });
  await report.waitFor();
  assert.ok((await pick.boundingBox()).y < 200 && (await report.boundingBox()).y < 500, 'the report begins on the first screen');
  await picture(page, 'export-phone');
  await assertGeometry(page, 'export on a phone');
  await assertAccessible(page, 'export on a phone');
  await dialog.getByRole('button', { name: 'Datei', exact: true }).click();
  await dialog.locator('pre').waitFor();
  const copy = await dialog.getByRole('button', { name: 'Kopieren' }).boundingBox();
  assert.ok(copy.x + copy.width <= 390, 'what one can do with the file is on the screen');
  person.clean();
  await person.close();
});

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
  const { page, person, board, dialog } = await exporting('Ausfuhr');
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
