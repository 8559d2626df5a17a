import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Effect, Engine, EngineConstructor, Output, View } from './contract';
import { openBoard, type BoardSession, type Callbacks, type World } from './host';
import type { SocketEvents } from './socket';

// The engine's module is made by the build; here another takes its place.
vi.mock('./load', () => ({ loadEngine: () => Promise.reject(new Error('not here')) }));

/** An engine that writes down what it is told and answers with what the test puts in. */
class Played {
  told: string[] = [];
  next: Partial<Output> = {};
  painted = 0;
  freed = false;
  traps = false;

  pump(): Output {
    if (this.traps) throw new WebAssembly.RuntimeError('unreachable');
    const output = { view: {}, effects: [], repaint: false, ...this.next };
    this.next = {};
    return output;
  }
  paint(): void { this.painted += 1; }
  free(): void { this.freed = true; }
}

function engineOf(played: Played): EngineConstructor {
  const handler: ProxyHandler<Played> = {
    get: (target, name: string) => {
      if (name in target) {
        const own = target[name as keyof Played];
        return typeof own === 'function' ? own.bind(target) : own;
      }
      return (...values: unknown[]) => { target.told.push([name, ...values.map((value) => JSON.stringify(value))].join(' ')); };
    },
  };
  return function made() { return new Proxy(played, handler) as unknown as Engine; } as unknown as EngineConstructor;
}

let played: Played;
let sockets: SocketEvents[];
let written: string[];
let storeFails: boolean;
let session: BoardSession | null;
let broken: unknown;

const callbacks: Callbacks = { shell: vi.fn(), focus: vi.fn(), broken: (cause) => { broken = cause; } };

async function open(): Promise<BoardSession> {
  const world: World = {
    engine: () => Promise.resolve(engineOf(played)),
    local: () => ({
      load: () => Promise.resolve([{ tab: 'old', free: true, records: [] }]),
      keep: (strict, ops) => {
        written.push(`${strict ? 'strict' : 'relaxed'} ${ops.map((op) => op.op).join(',')}`);
        return storeFails ? Promise.reject(new Error('full')) : Promise.resolve();
      },
      close: () => Promise.resolve(),
    }),
    connect: (_board, events) => {
      sockets.push(events);
      return { send: (bytes) => { played.told.push(`socket ${bytes.join()}`); }, close: (code) => { events.closed(code); } };
    },
    post: () => Promise.resolve({ status: 200, code: '' }),
  };
  const canvas = document.createElement('canvas');
  session = await openBoard('b', { board: canvas, over: canvas }, callbacks, world);
  return session;
}

const turn = async (): Promise<void> => { await vi.advanceTimersByTimeAsync(300); };
const effects = async (...list: Effect[]): Promise<void> => {
  played.next = { effects: list };
  session?.send({ type: 'leave' });
  await turn();
};

beforeEach(() => {
  vi.useFakeTimers();
  played = new Played();
  sockets = [];
  written = [];
  storeFails = false;
  session = null;
  broken = null;
});
afterEach(async () => {
  await session?.close();
  vi.useRealTimers();
});

describe('host', () => {
  it('gives the engine first what is kept', async () => {
    await open();
    expect(played.told[0]).toMatch(/^loaded .*"tab":"old"/);
  });

  it('merges views and says what changed', async () => {
    const board = await open();
    const seen: string[] = [];
    board.subscribe((_, changed) => { seen.push([...changed].join()); });
    played.next = { view: { cursor: 'grab', mirror: 1 } as Partial<View> };
    await turn();
    played.next = { view: { cursor: 'default' } };
    board.send({ type: 'leave' });
    await turn();
    expect(seen).toEqual(['cursor,mirror', 'cursor']);
    expect(board.view).toMatchObject({ cursor: 'default', mirror: 1 });
  });

  it('opens a socket after the wait, and tells what it hears', async () => {
    await open();
    await effects({ type: 'connect', after: 1000 });
    expect(sockets).toHaveLength(0);
    await vi.advanceTimersByTimeAsync(1000);
    sockets[0]?.opened();
    await effects({ type: 'send', bytes: new Uint8Array([1, 2]) });
    expect(played.told).toContain('socket 1,2');
    await effects({ type: 'close', code: 4503 });
    expect(played.told).toContain('closed 4503');
  });

  it('comes back at once when the browser says that the network is there', async () => {
    await open();
    await effects({ type: 'connect', after: 30_000 });
    dispatchEvent(new Event('online'));
    await vi.advanceTimersByTimeAsync(1);
    expect(sockets).toHaveLength(1);
  });

  it('says whether something was stored', async () => {
    await open();
    await effects({ type: 'store', batch: 1, strict: true, ops: [{ op: 'delete', key: 'x' }] });
    storeFails = true;
    await effects({ type: 'store', batch: 2, strict: false, ops: [] });
    expect(written).toEqual(['strict delete', 'relaxed ']);
    expect(played.told).toContain('stored 1 true');
    expect(played.told).toContain('stored 2 false');
  });

  it('keeps the earliest of several wakes', async () => {
    await open();
    await turn();
    const pump = vi.spyOn(played, 'pump');
    await effects({ type: 'wake', after: 500 }, { type: 'wake', after: 60_000 });
    pump.mockClear();
    await vi.advanceTimersByTimeAsync(1_000);
    expect(pump).toHaveBeenCalled();
  });

  it('writes what is in memory when the page goes away', async () => {
    await open();
    played.next = { effects: [{ type: 'store', batch: 1, strict: true, ops: [] }] };
    dispatchEvent(new Event('pagehide'));
    expect(played.told).toContain('hidden');
    expect(written).toHaveLength(1);
  });

  it('survives a trap: says so once and calls the engine no more', async () => {
    const board = await open();
    played.traps = true;
    board.send({ type: 'leave' });
    await turn();
    expect(broken).toBeInstanceOf(WebAssembly.RuntimeError);
    const before = played.told.length;
    board.send({ type: 'leave' });
    expect(board.mirror()).toEqual([]);
    expect(played.told).toHaveLength(before);
  });

  it('closes', async () => {
    const board = await open();
    await effects({ type: 'connect', after: 0 });
    await board.close();
    expect(played.freed).toBe(true);
    expect(played.told.at(-1)).toBe('hidden');
  });
});
