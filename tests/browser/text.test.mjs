// Two people type in one label at once, over a link with 100 ms delay: each one's letters stay in order, none is lost.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openBoard } from './lib/board.mjs';
import { startBrowser } from './lib/browser.mjs';
import { startProxy } from './lib/proxy.mjs';
import { newBoard, startServer } from './lib/server.mjs';

const LOWER = 'abcdefghijklmnopqrstuvwxyzabcdefghijklmn';
const UPPER = LOWER.toUpperCase();
/** Twenty keys a second. */
const KEY = { delay: 50 };

let server;
let proxy;
let chromium;
let people;
before(async () => {
  proxy = await startProxy();
  server = await startServer({ publicUrl: proxy.url });
  proxy.port = server.port;
  chromium = await startBrowser();
});
after(async () => { await chromium?.close(); proxy?.close(); await server?.dispose(); });

async function twoInOneLabel(title) {
  const { link } = await newBoard(server, title);
  people = await Promise.all([1, 2].map(() => chromium.person({ base: proxy.url })));
  const boards = [];
  for (const person of people) boards.push(await openBoard(person.page, link));
  await boards[0].addNote('|');
  await boards[1].element('„|“').waitFor();
  proxy.delay = 100;
  for (const board of boards) await board.edit('„|“');
  // One writes before the bar, the other behind it: the carets must keep their neighbours.
  await boards[0].page.keyboard.press('Control+Home');
  await boards[1].page.keyboard.press('Control+End');
  return boards;
}

async function finish(boards) {
  for (const board of boards) assert.equal(await board.editor().count(), 1, 'both editors stayed open');
  // Everything has arrived when both show the same text with all letters.
  for (const board of boards) {
    await board.page.waitForFunction((length) => document.querySelector('textarea.editor')?.value.length === length, LOWER.length * 2 + 1);
  }
  const texts = await Promise.all(boards.map((board) => board.editor().inputValue()));
  proxy.delay = 0;
  for (const board of boards) { await board.page.keyboard.press('Escape'); await board.closed(); await board.saved(); }
  for (const person of people) { person.clean(); await person.close(); }
  return texts;
}

test('two people type in one label at once', async () => {
  const boards = await twoInOneLabel('Zwei in einem Feld');
  await Promise.all([boards[0].page.keyboard.type(LOWER, KEY), boards[1].page.keyboard.type(UPPER, KEY)]);
  const texts = await finish(boards);
  assert.equal(texts[0], texts[1]);
  assert.equal(texts[0], `${LOWER}|${UPPER}`);
});

test('two people type in the same place: both keep all letters in their order', async () => {
  const boards = await twoInOneLabel('Zwei an einer Stelle');
  await boards[0].page.keyboard.press('Control+End');
  await Promise.all([boards[0].page.keyboard.type(LOWER, KEY), boards[1].page.keyboard.type(UPPER, KEY)]);
  const texts = await finish(boards);
  assert.equal(texts[0], texts[1]);
  const only = (pattern) => texts[0].replace(pattern, '');
  assert.equal(only(/[^a-z]/g), LOWER);
  assert.equal(only(/[^A-Z]/g), UPPER);
});

test('an open composition is not disturbed by what somebody else types', async () => {
  const boards = await twoInOneLabel('Komposition');
  const ime = await boards[0].page.context().newCDPSession(boards[0].page);
  await ime.send('Input.imeSetComposition', { text: 'ab', selectionStart: 2, selectionEnd: 2 });
  await boards[1].page.keyboard.type(UPPER, KEY);
  await ime.send('Input.imeSetComposition', { text: LOWER.slice(0, 20), selectionStart: 20, selectionEnd: 20 });
  await ime.send('Input.insertText', { text: LOWER });
  const texts = await finish(boards);
  assert.equal(texts[0], texts[1]);
  assert.equal(texts[0], `${LOWER}|${UPPER}`);
});
