/**
 * Runs the engine in the page: hands it input once per animation frame, lets it paint, and does outside what it asks for
 * (socket, local store, timers, clipboard). Decides nothing about boards, processes or rights.
 */
import { copy } from './clipboard';
import { connectSocket, type Connect, type Socket } from './socket';
import { listenForWipe } from './device';
import { loadEngine } from './load';
import { localCopy, type Local } from './local';
import { browserLocks } from './lock';
import { indexedStorage } from './storage';
import type {
  CommandInfo, Effect, ElementId, Engine, EngineConstructor, Input, MinimapItem, MirrorItem, OutlineItem, Output, TargetInfo, TrayItem, Box, View,
} from './contract';

export interface Canvases { board: HTMLCanvasElement; over: HTMLCanvasElement }

export interface Callbacks {
  /** A command of the shell was asked for by key (`palette`, `share`, …). */
  shell(id: string): void;
  focus(where: 'canvas' | 'editor' | 'mirror', id: ElementId | null): void;
  /** Something was put on the clipboard, or could not be. */
  copied?(ok: boolean): void;
  /** The engine stopped; what was done is kept on this device. The page must be loaded again. */
  broken(cause: unknown): void;
}

/** `changed`: the sections that differ from the last time. */
export type Listener = (view: View, changed: ReadonlySet<keyof View>) => void;

export interface BoardSession {
  /** The latest, all sections together; `null` before the first turn. A new object with every change. */
  readonly view: View | null;
  /** Calls back with the view at once if there is one, and on every change. Returns how to stop. */
  subscribe(listener: Listener): () => void;
  send(input: Input): void;
  /** Asked in the key event itself: true if the engine takes the key, so that the browser must not. */
  wants(input: Input): boolean;
  theme(tokens: Record<string, string>): void;
  commands(): CommandInfo[];
  mirror(): MirrorItem[];
  outline(): OutlineItem[];
  minimap(): { world: Box; view: Box; items: MinimapItem[] };
  tray(): TrayItem[];
  targets(): TargetInfo[];
  svg(ids: ElementId[] | null): string;
  /** Writes what is only in memory, closes the socket and frees the engine. */
  close(): Promise<void>;
}

/** What the host needs of the world; tests bring their own. */
export interface World {
  engine(): Promise<EngineConstructor>;
  local(board: string): Local;
  connect: Connect;
  post(board: string, effect: Extract<Effect, { type: 'post' }>): Promise<{ status: number; code: string }>;
}

/** A page that is not painted has no animation frames: then the engine is called this often, milliseconds. */
const UNPAINTED = 250;

async function postUpdate(board: string, effect: Extract<Effect, { type: 'post' }>): Promise<{ status: number; code: string }> {
  const query = new URLSearchParams({ client: String(effect.client), key: effect.key });
  if (effect.by !== null) query.set('by', String(effect.by));
  try {
    const response = await fetch(`/api/boards/${encodeURIComponent(board)}/updates?${query.toString()}`, {
      method: 'POST',
      credentials: 'same-origin',
      headers: { 'content-type': 'application/octet-stream' },
      body: effect.bytes as Uint8Array<ArrayBuffer>,
    });
    if (response.ok) return { status: response.status, code: '' };
    const problem = (await response.json().catch(() => ({}))) as { code?: unknown };
    return { status: response.status, code: typeof problem.code === 'string' ? problem.code : '' };
  } catch {
    return { status: 0, code: '' };
  }
}

const browser: World = {
  engine: loadEngine,
  local: (board) => localCopy(board, indexedStorage(), browserLocks()),
  connect: connectSocket,
  post: postUpdate,
};

class Host implements BoardSession {
  view: View | null = null;
  private listeners = new Set<Listener>();
  private socket: Socket | null = null;
  private connecting: ReturnType<typeof setTimeout> | null = null;
  private waking: ReturnType<typeof setTimeout> | null = null;
  private wakeAt = 0;
  private frame = 0;
  private unpainted = false;
  private fallback: ReturnType<typeof setTimeout> | null = null;
  private ended = false;
  private stop = new AbortController();

  constructor(
    private readonly id: string,
    private readonly engine: Engine,
    private readonly local: Local,
    private readonly callbacks: Callbacks,
    private readonly world: World,
  ) {
    const signal = this.stop.signal;
    document.addEventListener('visibilitychange', () => {
      const visible = document.visibilityState === 'visible';
      this.send({ type: 'visibility', visible });
      if (!visible) this.putAway();
    }, { signal });
    addEventListener('pagehide', () => { this.putAway(); }, { signal });
    addEventListener('online', () => { if (this.connecting) this.connect(0); }, { signal });
    addEventListener('beforeunload', (event) => { if (this.view?.save.state === 'not-kept') event.preventDefault(); }, { signal });
    listenForWipe(() => { this.abandon(); }, signal);
  }

  subscribe(listener: Listener): () => void {
    this.listeners.add(listener);
    if (this.view) listener(this.view, new Set(Object.keys(this.view) as (keyof View)[]));
    return () => { this.listeners.delete(listener); };
  }

  send(input: Input): void {
    this.tell((engine) => { engine.send(input); });
  }
  wants(input: Input): boolean { return this.ask((engine) => engine.wants(input), false); }
  theme(tokens: Record<string, string>): void {
    this.tell((engine) => { engine.theme(tokens); });
  }
  commands(): CommandInfo[] { return this.ask((engine) => engine.commands(), []); }
  mirror(): MirrorItem[] { return this.ask((engine) => engine.mirror(), []); }
  outline(): OutlineItem[] { return this.ask((engine) => engine.outline(), []); }
  tray(): TrayItem[] { return this.ask((engine) => engine.tray(), []); }
  targets(): TargetInfo[] { return this.ask((engine) => engine.targets(), []); }
  svg(ids: ElementId[] | null): string { return this.ask((engine) => engine.svg(ids), ''); }
  minimap(): { world: Box; view: Box; items: MinimapItem[] } {
    const nothing = { x: 0, y: 0, w: 0, h: 0 };
    return this.ask((engine) => engine.minimap(), { world: nothing, view: nothing, items: [] });
  }

  async close(): Promise<void> {
    if (this.ended) return;
    this.putAway();
    this.end();
    await this.local.close();
    this.engine.free();
  }

  /** Somebody signed out in another tab: nothing more is written. */
  private abandon(): void {
    if (this.ended) return;
    this.end();
    location.reload();
  }

  private end(): void {
    this.ended = true;
    this.stop.abort();
    this.listeners.clear();
    cancelAnimationFrame(this.frame);
    for (const timer of [this.connecting, this.waking, this.fallback]) if (timer) clearTimeout(timer);
    const socket = this.socket;
    this.socket = null;
    socket?.close(1000);
  }

  /** Tells the engine something, and gives it a turn soon. */
  tell(what: (engine: Engine) => void): void {
    this.ask(what, undefined);
    this.turnSoon();
  }

  private ask<T>(what: (engine: Engine) => T, otherwise: T): T {
    if (this.ended) return otherwise;
    try {
      return what(this.engine);
    } catch (cause) {
      // An error of the engine's own making is one refused input; a trap ends it.
      if (cause instanceof WebAssembly.RuntimeError) this.breakDown(cause);
      else console.error(cause);
      return otherwise;
    }
  }

  private breakDown(cause: unknown): void {
    if (this.ended) return;
    this.end();
    void this.local.close();
    this.callbacks.broken(cause);
  }

  private turnSoon(): void {
    if (this.ended) return;
    this.frame ||= requestAnimationFrame((now) => {
      this.frame = 0;
      this.turn(now, true);
    });
    // Not painted (hidden, covered): the document goes on all the same, and the frame comes when it comes.
    this.fallback ??= setTimeout(() => { this.turn(performance.now(), false); }, document.visibilityState === 'hidden' ? 0 : UNPAINTED);
  }

  private turn(now: number, paint: boolean): void {
    if (this.fallback) clearTimeout(this.fallback);
    this.fallback = null;
    const output = this.ask<Output | null>((engine) => engine.pump(now), null);
    if (!output) return;
    this.unpainted ||= output.repaint;
    for (const effect of output.effects) this.carryOut(effect);
    const painted = paint && this.unpainted;
    if (painted) {
      this.unpainted = false;
      this.ask((engine) => { engine.paint(now); }, undefined);
    }
    this.show(output.view);
    // An animation goes on.
    if (painted) this.turnSoon();
  }

  private show(patch: Partial<View>): void {
    const changed = new Set(Object.keys(patch) as (keyof View)[]);
    if (changed.size === 0) return;
    const view = { ...this.view, ...patch } as View;
    this.view = view;
    this.listeners.forEach((listener) => { listener(view, changed); });
  }

  /** The page may end now: what is only in memory goes to the store. */
  private putAway(): void {
    if (this.ended) return;
    this.ask((engine) => { engine.hidden(); }, undefined);
    this.turn(performance.now(), false);
  }

  private carryOut(effect: Effect): void {
    switch (effect.type) {
      case 'connect': this.connect(effect.after); break;
      case 'send': this.socket?.send(effect.bytes); break;
      case 'close': this.socket?.close(effect.code); break;
      case 'post':
        void this.world.post(this.id, effect).then(({ status, code }) => { this.tell((engine) => { engine.posted(effect.id, status, code); }); });
        break;
      case 'store':
        this.local.keep(effect.strict, effect.ops).then(
          () => { this.tell((engine) => { engine.stored(effect.batch, true); }); },
          () => { this.tell((engine) => { engine.stored(effect.batch, false); }); },
        );
        break;
      case 'copy': void copy(effect.text, effect.svg).then((ok) => this.callbacks.copied?.(ok)); break;
      case 'shell': this.callbacks.shell(effect.id); break;
      case 'focus': this.callbacks.focus(effect.where, effect.id); break;
      case 'wake':
        this.wake(effect.after);
        break;
    }
  }

  /** The earliest counts; the engine asks again for what comes later. */
  private wake(after: number): void {
    const at = performance.now() + after;
    if (this.waking && this.wakeAt <= at) return;
    if (this.waking) clearTimeout(this.waking);
    this.wakeAt = at;
    this.waking = setTimeout(() => {
      this.waking = null;
      this.turnSoon();
    }, after);
  }

  private connect(after: number): void {
    if (this.connecting) clearTimeout(this.connecting);
    this.connecting = setTimeout(() => {
      this.connecting = null;
      if (this.ended) return;
      const socket: Socket = this.world.connect(this.id, {
        opened: () => { this.tell((engine) => { engine.opened(); }); },
        received: (bytes) => { this.tell((engine) => { engine.received(bytes); }); },
        closed: (code) => {
          if (this.socket === socket) this.socket = null;
          this.tell((engine) => { engine.closed(code); });
        },
      });
      this.socket = socket;
    }, after);
  }
}

/**
 * Opens a board on two canvases: from what this device keeps, then from the server. The first view comes with the first
 * turn; `send` a `size` and give the `theme` before anything is painted.
 *
 * @throws if the engine cannot be loaded (no network and no service worker, or a browser without WebAssembly).
 */
export async function openBoard(id: string, canvases: Canvases, callbacks: Callbacks, world: World = browser): Promise<BoardSession> {
  const local = world.local(id);
  const [Engine, saved] = await Promise.all([world.engine(), local.load().catch(() => [])]);
  const host = new Host(id, new Engine(canvases.board, canvases.over, id), local, callbacks, world);
  host.tell((engine) => { engine.loaded(saved); });
  return host;
}
