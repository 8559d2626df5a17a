// Every page as a designer, a keyboard and a screen reader meet it: axe-core, geometry, golden accessible trees, pictures.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { boardOn, openBoard } from './lib/board.mjs';
import { assertAccessible, picture, startBrowser } from './lib/browser.mjs';
import { assertGeometry } from './lib/geometry.mjs';
import { administrator, startServer } from './lib/server.mjs';

const SCREENS = [
  { name: 'light', width: 1440, height: 900, theme: 'light', locale: 'de-DE' },
  { name: 'dark', width: 1440, height: 900, theme: 'dark', locale: 'de-DE' },
  { name: 'english', width: 1440, height: 900, theme: 'light', locale: 'en-GB' },
  { name: 'phone', width: 390, height: 844, theme: 'light', locale: 'de-DE' },
  { name: 'phone-dark-english', width: 390, height: 844, theme: 'dark', locale: 'en-GB' },
  { name: 'zoom-200', width: 1440, height: 900, theme: 'light', locale: 'de-DE', zoom: 2 },
];

let server;
let chromium;
let admin;
let demo;
let invitation;
let folder;
/** The administrator's: a finished process with versions. */
let finished;
before(async () => {
  folder = mkdtempSync(join(tmpdir(), 'wandel-pages-'));
  const engines = join(folder, 'engines.toml');
  // Only its name is shown here; nothing is sent to it.
  writeFileSync(engines, '[[engine]]\nid = "test"\nname = "Operaton (Test)"\ntarget = "operaton"\nurl = "http://127.0.0.1:9/engine-rest"\n');
  server = await startServer({ demo: true, environment: { LANG: 'de_DE.UTF-8', LC_ALL: 'de_DE.UTF-8', WANDEL_ENGINES_FILE: engines } });
  demo = new URL(await server.said('/b/'));
  chromium = await startBrowser();
  admin = await administrator(server);
  const { url } = await admin('POST', `/api/boards/${demo.pathname.split('/').pop()}/links`, { role: 'editor', label: '', days: 7 });
  invitation = new URL(url);
  finished = (await admin('POST', '/api/boards', { title: 'Wohngeld', template: 'demo', lang: 'de' })).id;
  for (const name of ['Ausgangslage', 'Nach dem Termin mit der Leitung, vor der Abstimmung mit der IT und dem Datenschutz']) await admin('POST', `/api/boards/${finished}/versions`, { name });
});
after(async () => {
  await chromium?.close();
  await server?.dispose();
  rmSync(folder, { recursive: true, force: true });
});

const german = (screen) => screen.locale === 'de-DE';
/** A label as the mirror quotes it. */
const name = (label, screen) => (german(screen) ? `„${label}“` : `“${label}”`);
const phone = (screen) => screen.width < 560;

async function signIn(page, screen) {
  await page.goto('/sign-in');
  await page.getByLabel(german(screen) ? 'E-Mail-Adresse' : 'E-mail address').fill(admin.email);
  await page.getByLabel(german(screen) ? 'Kennwort' : 'Password', { exact: true }).fill(admin.password);
  await page.keyboard.press('Enter');
  await page.locator('.card').first().waitFor();
}

/** A panel or dialog of the board by its key, on the phone by the menu. */
async function opened(page, screen, key, item) {
  if (phone(screen)) {
    await page.getByRole('button', { name: german(screen) ? 'Mehr' : 'More' }).click();
    await page.locator(`[role=menu] [data-id=${item}]`).click();
  } else {
    await page.locator('[data-region=canvas]').focus();
    await page.keyboard.press(key);
  }
}

/** The administrator at the finished process. */
async function atFinished(page, screen) {
  await signIn(page, screen);
  await openBoard(page, `/b/${finished}`);
}

/** Until the report of every target is there: they come one after another. */
async function reported(page) {
  await page.locator('.loss').waitFor();
  await page.waitForFunction(() => ![...document.querySelectorAll('dialog .target .small')].some((one) => one.textContent === '…'));
}

/** The pages: how to get there from a fresh profile, and what must be there before one looks. */
const PAGES = {
  'sign-in': async (page) => { await page.goto('/sign-in'); await page.locator('main h1').waitFor(); },
  join: async (page) => { await page.goto(invitation.pathname + invitation.hash); await page.locator('main h1').waitFor(); },
  boards: signIn,
  board: async (page, screen) => {
    await page.goto(demo.pathname + demo.hash);
    await boardOn(page).saved();
    if (!phone(screen)) await boardOn(page).element(name('Angaben prüfen', screen)).waitFor();
  },
  'board-selected': async (page, screen) => {
    await PAGES.board(page, screen);
    await boardOn(page).element(name('Angaben prüfen', screen)).focus();
    await page.locator('[data-region=panel]').waitFor();
  },
  'board-export': async (page, screen) => {
    await PAGES.board(page, screen);
    await opened(page, screen, 'Control+e', 'export');
    await reported(page);
  },
  'board-file': async (page, screen) => {
    await PAGES['board-export'](page, screen);
    await page.getByRole('button', { name: german(screen) ? 'Datei' : 'File', exact: true }).click();
    await page.locator('dialog .xml, dialog pre').first().waitFor();
  },
  'board-deploy': async (page, screen) => {
    await atFinished(page, screen);
    await opened(page, screen, 'Control+e', 'export');
    await reported(page);
    await page.getByText('Operaton (Test)').waitFor();
  },
  'board-import': async (page, screen) => {
    await atFinished(page, screen);
    await page.locator('input[type=file]').setInputFiles(new URL('../../crates/process/tests/fixtures/vendors.bpmn', import.meta.url).pathname);
    await page.locator('dialog .found').waitFor();
  },
  'board-versions': async (page, screen) => {
    await atFinished(page, screen);
    await opened(page, screen, 'Control+s', 'versions');
    await page.locator('[data-version]').first().waitFor();
  },
  'board-version': async (page, screen) => {
    await PAGES['board-versions'](page, screen);
    await page.locator('[data-version]').last().getByRole('button').first().click();
    await page.waitForFunction(() => document.querySelector('dialog img')?.naturalWidth > 0);
  },
  'board-palette': async (page, screen) => {
    await PAGES.board(page, screen);
    await page.locator('[data-region=canvas]').focus();
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox').waitFor();
  },
  'board-help': async (page, screen) => {
    await PAGES.board(page, screen);
    await opened(page, screen, '?', 'help');
    await page.getByRole('dialog').waitFor();
  },
  'board-empty': async (page, screen) => {
    await signIn(page, screen);
    const { id } = await admin('POST', '/api/boards', { title: german(screen) ? 'Neues Verfahren' : 'New procedure', template: 'empty', lang: screen.locale.slice(0, 2) });
    await openBoard(page, `/b/${id}`);
  },
};

/** What a phone does not show. */
const DESK = ['board-selected', 'board-palette'];

for (const screen of SCREENS) {
  for (const [name, open] of Object.entries(PAGES)) {
    if (phone(screen) && DESK.includes(name)) continue;
    test(`${name}, ${screen.name}: accessible, nothing clipped or overlapping, nothing foreign`, async () => {
      const person = await chromium.person({ base: server.base, ...screen });
      await open(person.page, screen);
      await person.page.evaluate(() => document.fonts.ready);
      await picture(person.page, `${name}-${screen.name}`);
      await assertGeometry(person.page, `${name} (${screen.name})`);
      await assertAccessible(person.page, `${name} (${screen.name})`);
      if (screen.name === 'light') await assertTree(person.page, name);
      person.clean();
      await person.close();
    });
  }
}

/**
 * Golden accessible trees in `trees/` of what is asked or drawn (the dialog, else the page's main part); with
 * UPDATE_TREES=1 they are written anew. The list of boards is left out: who is there and when changes by its nature; and the file, with ids of its own.
 */
async function assertTree(page, name) {
  if (['boards', 'board-file'].includes(name)) return;
  const file = new URL(`trees/${name}.yml`, import.meta.url);
  const dialog = page.getByRole('dialog');
  const part = (await dialog.count()) > 0 ? dialog.first() : page.locator('main').first();
  const tree = (await part.ariaSnapshot())
    .replace(/127\.0\.0\.1:\d+/g, 'HOST')
    // When versions were kept.
    .replace(/: (gerade eben|vor \d+ Min\.|heute, [\d:]+|gestern, [\d:]+) ·/g, ': WHEN ·')
    // The join page proposes a pseudonym and a colour by chance.
    .replace(/(textbox "Ihr Pseudonym"): .*/, '$1: PSEUDONYM')
    .replace(/ \[checked\]/g, name === 'join' ? '' : ' [checked]');
  if (process.env.UPDATE_TREES) writeFileSync(file, `${tree}\n`);
  assert.equal(`${tree}\n`, readFileSync(file, 'utf8'));
}
