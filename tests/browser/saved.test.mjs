// "Saved" in the browser: while a commit is held nobody else has the edit and its author is not told that it is saved; if
// the commit fails nobody ever saw it, and the author is told so; if the server dies around it, it is there exactly once.
import assert from 'node:assert/strict';
import { after, afterEach, before, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { openBoard } from './lib/board.mjs';
import { startBrowser } from './lib/browser.mjs';
import { newBoard, startServer } from './lib/server.mjs';
import { joinStock, ticketFor } from './lib/stock.mjs';

/** What a browser says when the server goes away on purpose. */
const GONE = ['ERR_', 'WebSocket connection', 'Failed to load resource', 'net::'];

let server;
let chromium;
before(async () => {
  server = await startServer({ faults: true });
  chromium = await startBrowser();
});
afterEach(() => { server.fault(''); });
after(async () => { server?.fault(''); await chromium?.close(); await server?.dispose(); });

/** From now on every state and every element's name that the page shows is written down, however short. */
async function remember(page) {
  await page.evaluate(() => {
    const seen = { states: [], texts: [], names: [] };
    const note = (list, value) => { if (value && list.at(-1) !== value) list.push(value); };
    const look = () => {
      for (const one of document.querySelectorAll('[data-save]')) {
        note(seen.states, one.dataset.save);
        note(seen.texts, one.textContent.trim());
      }
      for (const one of document.querySelectorAll('.mirror button')) {
        const name = one.getAttribute('aria-label');
        if (!seen.names.includes(name)) seen.names.push(name);
      }
    };
    look();
    new MutationObserver(look).observe(document.body, { subtree: true, childList: true, attributes: true, characterData: true });
    globalThis.seen = seen;
  });
  return () => page.evaluate(() => globalThis.seen);
}

/** Two people on one board, with a note that both have, and what each has seen since. */
async function two(title) {
  const { id, link } = await newBoard(server, title);
  const people = [];
  for (const name of ['author', 'other']) {
    const person = await chromium.person({ base: server.base });
    people.push({ name, person, board: await openBoard(person.page, link) });
  }
  const [author, other] = people;
  await author.board.addNote('Vorher', 700, 650);
  await author.board.saved();
  await other.board.element('„Vorher“').waitFor();
  for (const one of people) one.seen = await remember(one.person.page);
  return { id, author, other };
}

async function done(...people) {
  for (const { person } of people) {
    person.clean(GONE);
    await person.close();
  }
}

test('a held commit: not saved for the author, not there for anybody else', { timeout: 60_000 }, async () => {
  const { id, author, other } = await two('Gehalten');
  const tickets = [await ticketFor(server, id, 'viewer'), await ticketFor(server, id, 'editor')];
  server.fault('hold');
  await author.board.addNote('Gehalten', 900, 650);
  await author.board.inState('saving');
  const before = (await author.seen()).states.length;
  // Joiners of either role, with an empty document: let in or kept waiting meanwhile, they do not have it.
  const joining = tickets.map((ticket) => joinStock(server, id, { ticket }));
  const joined = [];
  for (const one of joining) one.then((joiner) => joined.push(joiner), () => {});
  await pause(2000);
  for (const joiner of joined) assert.deepEqual(joiner.labels(), ['Vorher']);
  const during = await author.seen();
  assert.equal(during.states.at(-1), 'saving');
  assert.ok(!during.states.slice(before).includes('saved'), `${during.states}`);
  assert.equal(during.texts.at(-1), 'Speichert …', 'after a second it says so');
  assert.ok(!(await other.seen()).names.some((name) => name.includes('Gehalten')), 'the other has it');

  server.fault('');
  await author.board.saved();
  assert.equal((await author.seen()).texts.at(-1), 'Gespeichert');
  await other.board.element('„Gehalten“').waitFor();
  for (const joiner of await Promise.all(joining)) {
    await joiner.until(() => joiner.labels().includes('Gehalten'), 'a joiner gets what is committed');
    joiner.close();
  }
  await done(author, other);
});

test('a failing commit: nobody ever saw it, the author is told, and it comes when the disk is well again', { timeout: 60_000 }, async () => {
  const { id, author, other } = await two('Fehlgeschlagen');
  const ticket = await ticketFor(server, id, 'viewer');
  server.fault('fail');
  await author.board.addNote('Verloren?', 900, 650);
  // Whether the author is let in again meanwhile (then: not stored) or not (then: offline), they are told that it is only here.
  await author.person.page.locator('[data-save="offline"], [data-save="read-only"]').first().waitFor();
  await author.person.page.locator('.saved', { hasText: /Änderung(en)? gemerkt/ }).first().waitFor();
  // The author keeps their note in front of them; nobody else has it.
  await author.board.element('„Verloren?“').waitFor();
  const early = joinStock(server, id, { ticket });
  const joiner = await Promise.race([early, pause(2000)]);
  assert.deepEqual(joiner?.labels() ?? ['Vorher'], ['Vorher']);
  const { states } = await author.seen();
  assert.ok(!states.slice(states.indexOf('saving')).includes('saved'), `${states}`);
  assert.ok(!(await other.seen()).names.some((name) => name.includes('Verloren')), 'the other has it');

  server.fault('');
  await author.board.saved();
  await other.board.element('„Verloren?“').waitFor();
  (await early).close();
  await done(author, other);
});

for (const [order, what] of [['kill', 'before'], ['kill-after', 'after']]) {
  test(`the server dies ${what} the commit: the edit is there once, and saved only then`, { timeout: 60_000 }, async () => {
    const { id, author, other } = await two(`Tod ${what}`);
    server.fault(order);
    await author.board.addNote('Überlebt', 900, 650);
    await server.ended();
    const { states } = await author.seen();
    assert.ok(!states.slice(states.indexOf('saving')).includes('saved'), `${states}`);
    assert.ok(!(await other.seen()).names.some((name) => name.includes('Überlebt')), 'the other has it');
    server.fault('');
    await server.restart();
    await author.board.saved();
    await other.board.element('„Überlebt“').waitFor();
    const check = await joinStock(server, id);
    assert.deepEqual(check.labels().sort(), ['Vorher', 'Überlebt'].sort());
    check.close();
    await done(author, other);
  });
}
