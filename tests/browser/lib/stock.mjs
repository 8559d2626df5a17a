// A stock Yjs client: yjs and y-websocket as they come from npm, writing the board as docs/document.md describes it.
import { WebsocketProvider } from 'y-websocket';
import { WebSocket } from 'ws';
import * as Y from 'yjs';

/** A ticket for a program. */
export const ticketFor = (server, board, role = 'editor') => server.cli('board', 'ticket', board, '--role', role, '--hours', '1');

/** Joins a board with a ticket; resolves when it is in step with the server. */
export async function joinStock(server, board, { role = 'editor', base = server.base, ticket } = {}) {
  ticket ??= await ticketFor(server, board, role);
  const doc = new Y.Doc();
  const provider = new WebsocketProvider(`${base.replace('http', 'ws')}/sync`, board, doc, {
    params: { ticket }, WebSocketPolyfill: WebSocket, disableBc: true, maxBackoffTime: 500,
  });
  await new Promise((resolve) => { provider.once('sync', resolve); });
  return {
    doc,
    provider,
    elements: doc.getMap('elements'),
    /** Writes a note as a program would; returns its id. */
    note(text, x, y) {
      const id = `e_${Math.random().toString(36).slice(2).padEnd(11, '0').slice(0, 11)}`;
      doc.transact(() => {
        const element = new Y.Map();
        doc.getMap('elements').set(id, element);
        element.set('kind', 'note');
        element.set('at', ['board', x, y]);
        element.set('wh', [160, 96]);
        element.set('z', 'a5');
        element.set('label', new Y.Text(text));
        element.set('p.colour', 'blue');
      });
      return id;
    },
    /** Labels of all living elements. */
    labels() {
      return [...doc.getMap('elements').values()].filter((element) => !element.get('gone')).map((element) => String(element.get('label') ?? ''));
    },
    /** Waits until a condition on the document holds. */
    until(check, what) {
      return new Promise((resolve, reject) => {
        const look = () => {
          let found;
          try { found = check(); } catch (error) { finish(); reject(error); return; }
          if (found) { finish(); resolve(found); }
        };
        const timer = setTimeout(() => { finish(); reject(new Error(`did not happen: ${what}`)); }, 15_000);
        const finish = () => { clearTimeout(timer); doc.off('update', look); };
        doc.on('update', look);
        look();
      });
    },
    close() { provider.destroy(); doc.destroy(); },
  };
}
