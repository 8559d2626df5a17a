// Deploying from the export dialog: who has an account presses a button, the server talks to the engine, and neither the
// page nor anything that reaches the browser holds the engine's address or its secret. The engine is a stand-in that
// answers as Operaton does; the real one is in tests/engines/deploy.test.mjs.
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { openBoard } from './lib/board.mjs';
import { assertAccessible, picture, startBrowser } from './lib/browser.mjs';
import { assertGeometry } from './lib/geometry.mjs';
import { administrator, boardLink, startServer } from './lib/server.mjs';

const SECRET = 'Kirschbaum-4711';
const folder = mkdtempSync(join(tmpdir(), 'wandel-deploy-'));
const answers = {
  taken: [200, { id: 'd-1', deployedProcessDefinitions: { 'antrag:1:x': { id: 'antrag:1:x', key: 'antrag', version: 1 } } }],
  known: [200, { id: 'd-1', deployedProcessDefinitions: null }],
  refused: [400, { type: 'ParseException', message: 'ENGINE-09005 Could not parse BPMN process: Anspruch?' }],
  locked: [401, {}],
  proxy: [404, '<html>nothing here</html>'],
};
let answer = 'taken';
const seen = [];
let engine;
let server;
let chromium;
let admin;
let board;

before(async () => {
  engine = createServer((request, response) => {
    const parts = [];
    request.on('data', (part) => parts.push(part));
    request.on('end', () => {
      seen.push({ url: request.url, authorization: request.headers.authorization, body: Buffer.concat(parts).toString() });
      const [status, body] = answers[answer];
      response.writeHead(status, { 'content-type': typeof body === 'string' ? 'text/html' : 'application/json' });
      response.end(typeof body === 'string' ? body : JSON.stringify(body));
    });
  }).listen(0, '127.0.0.1');
  await once(engine, 'listening');
  writeFileSync(join(folder, 'password'), SECRET);
  writeFileSync(join(folder, 'engines.toml'), `[[engine]]\nid = "haus"\nname = "Operaton im Haus"\ntarget = "operaton"\nurl = "http://127.0.0.1:${engine.address().port}/engine-rest"\nuser = "wandel-dienst"\npassword_file = "${join(folder, 'password')}"\n`);
  server = await startServer({ environment: { WANDEL_ENGINES_FILE: join(folder, 'engines.toml') } });
  chromium = await startBrowser();
  admin = await administrator(server);
  board = (await admin('POST', '/api/boards', { template: 'demo', lang: 'de' })).id;
});
after(async () => {
  await chromium?.close();
  await server?.dispose();
  engine?.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Everything that reaches a browser, as text: answers with their headers, frames of sockets. */
function listen(page) {
  const heard = [];
  const waiting = [];
  page.on('response', (response) => {
    heard.push(JSON.stringify(response.headers()));
    waiting.push(response.body().then((body) => heard.push(body.toString('latin1')), () => {}));
  });
  page.on('websocket', (socket) => socket.on('framereceived', ({ payload }) => heard.push(payload.toString('latin1'))));
  return async () => { await Promise.all(waiting); return heard.join('\n'); };
}

async function exportDialog(page) {
  await page.locator('[data-region=canvas]').focus();
  await page.keyboard.press('Control+e');
  const dialog = page.getByRole('dialog');
  await dialog.locator('[data-choice=operaton]').click();
  await dialog.locator('.loss').waitFor();
  return dialog;
}

test('a button deploys, and says what the engine says; address and secret stay on the server', { timeout: 120_000 }, async () => {
  const person = await chromium.person({ base: server.base });
  const { page } = person;
  const heard = listen(page);
  await page.goto('/sign-in');
  await page.getByLabel('E-Mail-Adresse').fill(admin.email);
  await page.getByLabel('Kennwort', { exact: true }).fill(admin.password);
  await page.keyboard.press('Enter');
  await page.locator('.card').first().waitFor();
  await openBoard(page, `/b/${board}`);
  const dialog = await exportDialog(page);
  const button = dialog.getByRole('button', { name: 'Auf Operaton im Haus bereitstellen' });
  for (const [how, words] of [
    ['taken', /„antrag“ läuft jetzt auf Operaton im Haus, Fassung 1\./],
    ['known', /Operaton im Haus hat genau diese Fassung schon\./],
    ['refused', /Die Engine nimmt den Prozess nicht an\..*Could not parse BPMN process: Anspruch\?/],
    ['locked', /Die Engine lässt den Server nicht herein\./],
    ['proxy', /Unter der Adresse antwortet keine Engine\./],
  ]) {
    answer = how;
    await button.click();
    await dialog.locator('section', { hasText: words }).waitFor();
    await button.and(dialog.locator('[aria-disabled=true]')).waitFor({ state: 'detached' });
  }
  await picture(page, 'deploy-light');
  await assertGeometry(page, 'export, deployed');
  await assertAccessible(page, 'export, deployed');

  assert.equal(seen.length, 5);
  for (const { url, authorization, body } of seen) {
    assert.equal(url, '/engine-rest/deployment/create');
    assert.equal(authorization, `Basic ${Buffer.from(`wandel-dienst:${SECRET}`).toString('base64')}`, 'the engine gets the secret');
    assert.match(body, /name="deployment-name"[\s\S]*isExecutable="true"/);
  }
  const all = `${await heard()}\n${await page.content()}\n${JSON.stringify(await page.evaluate(() => [{ ...localStorage }, { ...sessionStorage }]))}`;
  assert.ok(all.includes('Operaton im Haus'), 'what is heard is really heard');
  for (const piece of [SECRET, Buffer.from(`wandel-dienst:${SECRET}`).toString('base64'), 'wandel-dienst', `127.0.0.1:${engine.address().port}`, folder]) {
    assert.ok(!all.includes(piece), `the browser knows ${piece}`);
  }
  person.clean(['Failed to load resource']);
  await person.close();
});

test('a guest who may edit gets no button and no name of an engine', { timeout: 60_000 }, async () => {
  const person = await chromium.person({ base: server.base });
  const { page } = person;
  const heard = listen(page);
  await openBoard(page, await boardLink(server, board, 'editor'));
  const dialog = await exportDialog(page);
  assert.equal(await dialog.getByRole('button', { name: /bereitstellen/i }).count(), 0);
  assert.ok(!(await heard()).includes('Operaton im Haus'));
  person.clean();
  await person.close();
});

/** A process as a file: `middle` between its start and its end. */
const bpmn = (id, name, middle) => new Blob([`<b:definitions xmlns:b="http://www.omg.org/spec/BPMN/20100524/MODEL" id="d" targetNamespace="t"><b:process id="${id}" name="${name}" isExecutable="true"><b:startEvent id="S" name="Da"/>${middle}<b:endEvent id="E" name="Fertig"/><b:sequenceFlow id="F1" sourceRef="S" targetRef="M"/><b:sequenceFlow id="F2" sourceRef="M" targetRef="E"/></b:process></b:definitions>`]);

test('a step calls the process of another board: chosen by its title, taken along in the archive and to the engine', { timeout: 120_000 }, async () => {
  const made = async (title, file) => (await (await admin.ask('POST', `/api/boards/import?title=${encodeURIComponent(title)}`, file)).json()).id;
  const inner = await made('Unterlagen prüfen', bpmn('unterlagen', 'Unterlagenprüfung', '<b:manualTask id="M" name="Prüfen"/>'));
  const outer = await made('Antrag bearbeiten', bpmn('antrag', '', '<b:callActivity id="M" name="Prüfen lassen"/>'));
  const person = await chromium.person({ base: server.base });
  const { page } = person;
  await page.goto('/sign-in');
  await page.getByLabel('E-Mail-Adresse').fill(admin.email);
  await page.getByLabel('Kennwort', { exact: true }).fill(admin.password);
  await page.keyboard.press('Enter');
  await page.locator('.card').first().waitFor();
  const opened = await openBoard(page, `/b/${outer}`);
  await opened.element('„Prüfen lassen“').focus();
  const question = page.locator('[data-question=called]');
  await question.getByRole('button', { name: 'Ablauf auswählen' }).click();
  const chooser = page.getByRole('dialog', { name: 'Welcher Ablauf läuft?' });
  await chooser.getByRole('button', { name: 'Unterlagen prüfen' }).waitFor();
  await picture(page, 'called-choose-light');
  await assertAccessible(page, 'choosing a process');
  await chooser.getByLabel('Board suchen').fill('unterlagen');
  await page.keyboard.press('Enter');
  await chooser.waitFor({ state: 'detached' });
  await question.getByText('Unterlagenprüfung').waitFor();
  assert.equal(await question.getByRole('link', { name: 'Zum Board „Unterlagen prüfen“' }).getAttribute('href'), `/b/${inner}`);
  await picture(page, 'called-light');
  await assertGeometry(page, 'called');
  await assertAccessible(page, 'called');
  await opened.saved();

  answer = 'taken';
  seen.length = 0;
  const dialog = await exportDialog(page);
  const row = dialog.locator('.loss li', { hasText: 'Ruft Abläufe anderer Boards auf' });
  await row.getByText('Unterlagen prüfen').waitFor();
  const [download] = await Promise.all([page.waitForEvent('download'), dialog.getByRole('button', { name: 'Alle Dateien (ZIP)' }).click()]);
  assert.match(readFileSync(await download.path(), 'latin1'), /process\.bpmn[\s\S]*unterlagen-pruefen\/process\.bpmn/);
  await dialog.getByText('Vorher bereitgestellt: Unterlagen prüfen').waitFor();
  await dialog.getByRole('button', { name: 'Auf Operaton im Haus bereitstellen' }).click();
  await dialog.locator('section', { hasText: 'läuft jetzt auf Operaton im Haus' }).waitFor();
  await picture(page, 'deploy-called-light');
  await assertGeometry(page, 'export, called');
  await assertAccessible(page, 'export, called');
  assert.deepEqual(seen.map(({ body }) => /filename="([^"]+)"/.exec(body)[1]), [`wandel-${inner}.bpmn`, `wandel-${outer}.bpmn`]);
  assert.match(seen[1].body, /calledElement="unterlagen"/);

  // Left at home where somebody wants it so; and a board that is gone is told without its name.
  await row.getByRole('checkbox').uncheck();
  assert.equal(await dialog.getByRole('button', { name: 'Alle Dateien (ZIP)' }).count(), 0);
  await admin('DELETE', `/api/boards/${inner}`);
  await page.reload();
  await opened.saved();
  await opened.element('„Prüfen lassen“').focus();
  await question.getByText('Das Board gibt es nicht mehr, oder Sie dürfen es nicht sehen.').waitFor();
  await picture(page, 'called-gone-light');
  await exportDialog(page);
  await dialog.locator('.loss li', { hasText: 'Ruft auf, was nicht da ist' }).waitFor();
  await page.keyboard.press('Escape');
  // A process that only the engine knows: its name there is enough.
  await opened.element('„Prüfen lassen“').focus();
  await question.getByRole('button', { name: 'Verbindung lösen' }).click();
  const key = question.getByLabel('Oder sein Name auf der Engine');
  await key.fill('fachverfahren');
  await key.press('Enter');
  await opened.saved();
  await exportDialog(page);
  await dialog.getByRole('button', { name: 'Datei', exact: true }).click();
  await dialog.locator('pre', { hasText: 'calledElement="fachverfahren"' }).waitFor();
  person.clean(['Failed to load resource']);
  await person.close();
});
