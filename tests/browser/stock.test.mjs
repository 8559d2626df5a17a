// Other programs on the same board: stock y-websocket clients with a ticket, beside each other and beside our browser.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { startBrowser } from './lib/browser.mjs';
import { openBoard } from './lib/board.mjs';
import { startProxy } from './lib/proxy.mjs';
import { newBoard, startServer } from './lib/server.mjs';
import { joinStock } from './lib/stock.mjs';

let server;
let proxy;
let chromium;
before(async () => {
  proxy = await startProxy();
  server = await startServer();
  proxy.port = server.port;
  chromium = await startBrowser();
});
after(async () => { await chromium?.close(); proxy?.close(); await server?.dispose(); });

test('a stock client and our browser edit one board', async () => {
  const board = await newBoard(server, 'Stock');
  const person = await chromium.person({ base: server.base });
  const ours = await openBoard(person.page, board.link);
  const stock = await joinStock(server, board.id);

  stock.note('Vom Programm', 0, 0);
  await ours.element('Vom Programm').waitFor();
  await ours.addNote('Vom Browser');
  await stock.until(() => stock.labels().includes('Vom Browser'), 'the browser’s note reaches the stock client');

  // Letters typed by the browser into the stock client's note, and by the stock client into the browser's.
  const [, theirs] = [...stock.elements.entries()].find(([, element]) => String(element.get('label')) === 'Vom Browser');
  theirs.get('label').insert(0, 'Notiz: ');
  await ours.element('Notiz: Vom Browser').waitFor();

  stock.close();
  person.clean();
  await person.close();
});

test('stock clients relay awareness and come back after the link was cut', async () => {
  const board = await newBoard(server, 'Stock 2');
  const one = await joinStock(server, board.id, { base: proxy.url });
  const two = await joinStock(server, board.id);

  one.provider.awareness.setLocalState({ user: { name: 'one' } });
  await new Promise((resolve) => {
    const look = () => { if (two.provider.awareness.getStates().has(one.doc.clientID)) { two.provider.awareness.off('change', look); resolve(); } };
    two.provider.awareness.on('change', look);
    look();
  });

  proxy.cut();
  await new Promise((resolve) => { one.provider.on('status', ({ status }) => status !== 'connected' && resolve()); });
  one.note('Ohne Netz', 0, 0);
  two.note('Mit Netz', 200, 0);
  proxy.mend();
  await two.until(() => two.labels().includes('Ohne Netz'), 'what was written without a network arrives');
  await one.until(() => one.labels().includes('Mit Netz'), 'what was missed arrives');
  assert.deepEqual(one.labels().sort(), two.labels().sort());
  one.close();
  two.close();
});

test('a viewer’s ticket writes nothing', async () => {
  const board = await newBoard(server, 'Stock 3');
  const viewer = await joinStock(server, board.id, { role: 'viewer' });
  const editor = await joinStock(server, board.id);
  viewer.note('Darf nicht', 0, 0);
  editor.note('Darf', 200, 0);
  // A joiner gets everything that is committed: the editor's note, never the viewer's.
  await editor.until(() => editor.labels().includes('Darf'), 'own note');
  const joiner = await joinStock(server, board.id);
  await joiner.until(() => joiner.labels().includes('Darf'), 'the editor’s note is there');
  assert.deepEqual(joiner.labels(), ['Darf']);
  for (const client of [viewer, editor, joiner]) client.close();
});
