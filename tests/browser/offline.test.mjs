// The link is cut; meanwhile others edit, the log is compacted, the room evicted, the server killed and started again. The page is reloaded
// without a network and edited. On return no letter is lost, or it is named in the tray.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openBoard } from './lib/board.mjs';
import { startBrowser } from './lib/browser.mjs';
import { startProxy } from './lib/proxy.mjs';
import { administrator, boardLink, newBoard, startServer } from './lib/server.mjs';
import { joinStock } from './lib/stock.mjs';

/** What a browser says of a link that is cut on purpose. */
const CUT = ['ERR_', 'WebSocket connection', 'Failed to load resource', 'net::'];

let server;
let proxy;
let chromium;
before(async () => {
  proxy = await startProxy();
  server = await startServer({ publicUrl: proxy.url, eager: true, environment: { WANDEL_LOG: 'info,wandel_server::room=debug' } });
  proxy.port = server.port;
  chromium = await startBrowser();
});
after(async () => { await chromium?.close(); proxy?.close(); await server?.dispose(); });

/** Somebody at a board whose service worker is in charge, so that a reload works without a network. */
async function settled(link) {
  const person = await chromium.person({ base: proxy.url });
  const board = await openBoard(person.page, link);
  await person.page.waitForFunction(() => navigator.serviceWorker.controller !== null);
  await board.addNote('Vorher', 500, 300);
  await board.saved();
  return { person, board };
}

test('work goes on without a network, even after a reload, and comes back complete', async () => {
  const { id, link } = await newBoard(server, 'Ohne Netz');
  const { person, board } = await settled(link);
  const other = await joinStock(server, id);

  const printed = server.lines.length;
  proxy.cut();
  await board.addNote('Ohne Netz', 700, 300);
  await board.inState('offline');
  for (let number = 0; number < 50; number += 1) other.note(`Andere ${number}`, number * 10, 600);
  await other.until(() => other.labels().includes('Andere 49'), 'the others’ edits');
  const witness = await joinStock(server, id);
  await witness.until(() => witness.labels().includes('Andere 49'), 'the others’ edits are committed');
  witness.close();
  other.close();
  // Nobody is there any more.
  await server.printed('log compacted', printed);
  await server.printed('room let go', printed);
  await server.kill();
  await server.restart();

  await person.page.reload();
  await board.element('„Ohne Netz“').waitFor();
  await board.element('„Vorher“').waitFor();
  await board.addNote('Nach dem Laden', 900, 300);
  await board.edit('„Ohne Netz“');
  await person.page.keyboard.press('Control+End');
  await person.page.keyboard.type(', zweimal');
  await person.page.keyboard.press('Escape');
  await board.closed();
  await board.inState('offline');

  proxy.mend();
  await board.saved();
  const check = await joinStock(server, id);
  await check.until(() => check.labels().includes('Nach dem Laden'), 'what was written offline arrives');
  const labels = check.labels();
  for (const label of ['Vorher', 'Ohne Netz, zweimal', 'Nach dem Laden', ...Array.from({ length: 50 }, (_, number) => `Andere ${number}`)]) {
    assert.equal(labels.filter((text) => text === label).length, 1, label);
  }
  check.close();
  await board.element('„Andere 49“').waitFor();
  person.clean(CUT);
  await person.close();
});

test('what may not be written any more is kept and named', async () => {
  const { id, link } = await newBoard(server, 'Recht entzogen');
  const { person, board } = await settled(link);
  proxy.cut();
  await board.addNote('Zu spät', 700, 300);
  await board.inState('offline');
  // Meanwhile the link is withdrawn, and the person gets one to look on.
  const admin = await administrator(server);
  for (const { id: old } of await admin('GET', `/api/boards/${id}/links`)) await admin('DELETE', `/api/boards/${id}/links/${old}`);
  const view = await boardLink(server, id, 'viewer');
  proxy.mend();
  await person.page.goto(view);
  await board.element('„Vorher“').waitFor();
  await person.page.getByText('Zu spät').first().waitFor();
  const check = await joinStock(server, id);
  assert.deepEqual(check.labels(), ['Vorher']);
  check.close();
  await person.close();
});
