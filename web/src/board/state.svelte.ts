/**
 * The board as the shell sees it: every section of the engine's view as a signal of its own (the camera changes sixty
 * times a second, the people rarely), the lists asked for when their counter rises, and what the shell itself has open.
 * Decides nothing about the board: it shows and forwards.
 */
import type {
  Action, CommandInfo, ElementId, Input, Kind, MirrorItem, News, OutlineItem, PropertyValue, TargetInfo, ToolId, TrayItem, View,
} from '../lib/engine/contract';
import { settings } from '../lib/state/settings.svelte';
import type { Host } from './host';

export type Panel = 'element' | 'problems' | 'outline' | 'tray' | 'versions';
export type Modal = 'share' | 'export' | 'help' | 'palette' | 'connect' | 'reconnect-from' | 'reconnect-to' | 'move' | 'rename' | null;

export class BoardState {
  readonly id: string;
  host: Host | null = null;
  /** The engine is there. */
  opened = $state(false);
  /** The board is there: from this device or from the server. */
  ready = $state(false);
  broken = $state(false);

  board = $state.raw<View['board']>({ title: '', lang: 'de', role: 'viewer', targets: [], empty: true, elements: 0 });
  save = $state.raw<View['save']>({ state: 'connecting', pending: 0 });
  tool = $state.raw<View['tool']>({ id: 'select', variant: 'note', locked: false });
  camera = $state.raw<View['camera']>({ x: 0, y: 0, zoom: 1, drawn: { x: 0, y: 0, w: 0, h: 0 } });
  history = $state.raw<View['history']>({ undo: false, redo: false });
  selection = $state.raw<View['selection']>({ ids: [], box: null, busy: false, element: null });
  people = $state.raw<View['people']>([]);
  following = $state.raw<View['following']>(null);
  editing = $state.raw<View['editing']>(null);
  readiness = $state.raw<View['readiness']>(null);
  problems = $state.raw<View['problems']>([]);
  cursor = $state('default');
  tip = $state.raw<View['tip']>(null);

  commands = $state.raw<CommandInfo[]>([]);
  mirror = $state.raw<MirrorItem[]>([]);
  outline = $state.raw<OutlineItem[]>([]);
  tray = $state.raw<TrayItem[]>([]);
  /** What the process can be made for, plain BPMN among it. */
  targets = $state.raw<TargetInfo[]>([]);
  /** Only counts: the minimap asks for itself while it is open. */
  minimap = $state(0);

  /** What the shell has open. */
  panel = $state<Panel | null>(null);
  modal = $state.raw<Modal>(null);
  /** The inspector was closed for this selection. */
  inspectorClosed = $state<ElementId | null>(null);
  /** Where the context menu is, window pixels. */
  menuAt = $state.raw<{ x: number; y: number } | null>(null);
  turning = $state(false);
  /** Counts how often somebody went back to another version. */
  replaced = $state(0);
  online = $state(true);

  /** The canvas region, for focus. */
  region: HTMLElement | null = null;
  onnews: (news: News[]) => void = () => undefined;
  onshell: (id: string) => void = () => undefined;
  oncopyfailed: () => void = () => undefined;

  readonly canEdit = $derived(this.board.role === 'editor' && !['read-only', 'reload-needed', 'closed'].includes(this.save.state));
  /** The rail shows names and keys: in the first minute, and where somebody wants them. */
  readonly railNamed = $derived(settings().named === 'named' || (settings().named === 'first' && settings().placed < 3 && this.ready && this.board.elements < 4));
  /** Who comes by a link without an account locks nothing. */
  guest = $state(false);
  readonly me = $derived(this.people.find((person) => person.me) ?? null);
  readonly target = $derived(this.readiness?.target ?? this.board.targets[0] ?? 'operaton');

  constructor(id: string) {
    this.id = id;
  }

  /** Takes the sections that changed. */
  update(view: View, changed: ReadonlySet<keyof View>): void {
    const has = (section: keyof View) => changed.has(section);
    if (has('board')) this.board = view.board;
    if (has('save')) this.save = view.save;
    if (has('tool')) this.tool = view.tool;
    if (has('camera')) this.camera = view.camera;
    if (has('history')) this.history = view.history;
    if (has('selection')) this.selection = view.selection;
    if (has('people')) this.people = view.people;
    if (has('following')) this.following = view.following;
    if (has('editing')) this.editing = view.editing;
    if (has('readiness')) this.readiness = view.readiness;
    if (has('problems')) this.problems = view.problems;
    if (has('cursor')) this.cursor = view.cursor;
    if (has('tip')) this.tip = view.tip;
    if (this.host) {
      if (has('commands')) this.commands = this.host.commands();
      if (has('mirror')) this.mirror = this.host.mirror();
      if (has('outline')) this.outline = this.host.outline();
      if (has('tray')) this.tray = this.host.tray();
    }
    if (has('minimap')) this.minimap = view.minimap;
    if (has('news') && view.news.length > 0) this.onnews(view.news);
    if (has('board')) this.ready = true;
  }

  /** Everything that was counted before the host was there. */
  refresh(): void {
    if (!this.host) return;
    this.commands = this.host.commands();
    this.mirror = this.host.mirror();
    this.outline = this.host.outline();
    this.tray = this.host.tray();
    this.targets = this.host.targets();
  }

  send(input: Input): void {
    this.host?.send(input);
  }

  act(action: Action): void {
    this.host?.send(action);
  }

  command(id: string): CommandInfo | undefined {
    return this.commands.find((command) => command.id === id);
  }

  /** Locks what is selected, or frees it if all of it is locked. */
  toggleLock(): void {
    const free = (id: ElementId) => !this.mirror.find((item) => item.id === id)?.lock;
    this.act({ type: 'act', id: 'lock', elements: this.selection.ids, locked: this.selection.ids.some(free) });
  }

  /** Carries out a command of the table, here or in the engine. */
  run(id: string): void {
    if (this.command(id)?.shell) this.onshell(id);
    else this.act({ type: 'act', id });
  }

  chooseTool(tool: ToolId, variant?: Kind): void {
    this.act({ type: 'act', id: 'tool', tool, ...(variant ? { variant } : {}) });
  }

  select(ids: ElementId[], reveal = false): void {
    this.act({ type: 'act', id: 'select', ids, reveal });
  }

  set(element: ElementId, property: string, value: PropertyValue | null): void {
    this.act({ type: 'act', id: 'set', element, property, value });
  }

  label(element: ElementId, text: string): void {
    this.act({ type: 'act', id: 'label', element, text });
  }

  /** The focus back to the board. */
  focusCanvas(): void {
    // Whoever works with keys goes on at the element; a pointer needs only the canvas.
    const chosen = document.documentElement.dataset['input'] === 'keys' ? this.region?.querySelector<HTMLElement>('.mirror [aria-pressed="true"]') : null;
    (chosen ?? this.region)?.focus({ preventScroll: true });
  }
}
