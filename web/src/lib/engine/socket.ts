/** The socket to a board's room: a single-use ticket, then frames of bytes. Knows nothing of what they say. */

const SUBPROTOCOL = 'wandel.v1';
const TICKET = 'wandel.ticket.';
/** No answer to the request for a ticket, or no open socket, within this time: given up. Milliseconds. */
const PATIENCE = 15_000;
/** As a browser reports a link that broke. */
const BROKEN = 1006;

export interface SocketEvents {
  opened(): void;
  received(bytes: Uint8Array): void;
  /** Called once, whatever ends it. */
  closed(code: number): void;
}

export interface Socket {
  send(bytes: Uint8Array): void;
  /** Ends it; `closed` is called at once, not when the other side has answered. */
  close(code: number): void;
}

export type Connect = (board: string, events: SocketEvents) => Socket;

const encoded = (board: string): string => encodeURIComponent(board);

/** A refused ticket counts as the close code of the same reason. */
const closeCode = (status: number): number => ([401, 403, 404].includes(status) ? 4000 + status : BROKEN);

export const connectSocket: Connect = (board, events) => {
  let socket: WebSocket | null = null;
  let ended = false;
  const asking = new AbortController();

  const end = (code: number): void => {
    if (ended) return;
    ended = true;
    clearTimeout(patience);
    asking.abort();
    if (socket) {
      socket.onopen = socket.onmessage = socket.onclose = null;
      // A browser takes only its own 1000 and codes from 3000.
      socket.close(code === 1000 || code >= 3000 ? code : 1000);
    }
    events.closed(code);
  };
  const patience = setTimeout(() => { end(BROKEN); }, PATIENCE);

  const open = (ticket: string): void => {
    if (ended) return;
    const base = location.origin.replace(/^http/, 'ws');
    // The ticket is a subprotocol and not in the address, so that no log of a proxy has it.
    socket = new WebSocket(`${base}/sync/${encoded(board)}`, [SUBPROTOCOL, TICKET + ticket]);
    socket.binaryType = 'arraybuffer';
    socket.onopen = () => {
      clearTimeout(patience);
      events.opened();
    };
    socket.onmessage = (event: MessageEvent<unknown>) => {
      if (event.data instanceof ArrayBuffer) events.received(new Uint8Array(event.data));
    };
    socket.onclose = (event) => { end(event.code); };
  };

  fetch(`/api/boards/${encoded(board)}/ticket`, { method: 'POST', credentials: 'same-origin', signal: asking.signal })
    .then(async (response) => {
      if (!response.ok) end(closeCode(response.status));
      else open(((await response.json()) as { ticket: string }).ticket);
    })
    .catch(() => { end(BROKEN); });

  return {
    send: (bytes) => { if (socket?.readyState === WebSocket.OPEN) socket.send(bytes as Uint8Array<ArrayBuffer>); },
    close: end,
  };
};
