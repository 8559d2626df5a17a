/**
 * What the shell and the engine say to each other: the one narrow, typed border between TypeScript and Rust.
 * The engine's side is `client-wasm/src/view.rs` (what it tells) and `client-wasm/src/port.rs` (what it takes).
 * Nothing here is geometry to compute with, a BPMN rule or a permission decision: the shell shows and forwards.
 *
 * Coordinates: `Box` is in CSS pixels relative to the canvas' top left. Board units appear only where said.
 */

export interface Box { x: number; y: number; w: number; h: number }

export type ToolId =
  | 'select' | 'hand' | 'note' | 'text' | 'shape' | 'pen' | 'frame' | 'space'
  | 'step' | 'decision' | 'event' | 'lane' | 'connect';

/** Stable kind names of the board document (`note`, `task.user`, `event.start.timer`, `flow.sequence`, …). */
export type Kind = string;
export type ElementId = string;
export type Role = 'viewer' | 'commenter' | 'editor';

/** Derived from the outbox, never from a guess. `saved` means committed to disk on the server. */
export type SaveState =
  | 'connecting' | 'saved' | 'saving' | 'offline' | 'not-kept' | 'rejected' | 'read-only' | 'reload-needed' | 'closed';

/** Sent whole at first, then only the sections that changed. */
export interface View {
  board: { title: string; lang: string; role: Role; targets: string[]; empty: boolean; elements: number };
  save: { state: SaveState; pending: number; code?: string };
  tool: { id: ToolId; variant: Kind; locked: boolean };
  camera: { x: number; y: number; zoom: number; drawn: Box };
  history: { undo: boolean; redo: boolean };
  selection: Selection;
  /** Others who are here (and oneself, `me`), in seat order. */
  people: Person[];
  /** Somebody's camera that mine follows. */
  following: string | null;
  /** A label that is being typed in: the shell lays its one textarea over `box`. */
  editing: Editing | null;
  /** Counters: when one rises, ask for the list again. */
  commands: number;
  mirror: number;
  outline: number;
  minimap: number;
  tray: number;
  /** Findings and how far the process is, for the board's first target. */
  readiness: { stage: 'sketched' | 'modelled' | 'executable'; done: number; of: number; gaps: number; target: string } | null;
  problems: Problem[];
  /** Remote changes since the last one, for the live region: codes and parameters. */
  news: News[];
  cursor: string;
  /** A name that the drawing does not show whole, of what the pointer is over or the keyboard is at; `box` is the element's. */
  tip: { text: string; box: Box } | null;
}

export interface Selection {
  ids: ElementId[];
  /** Bounds of everything selected, for the element toolbar. */
  box: Box | null;
  /** Is being dragged or resized: toolbars hide meanwhile. */
  busy: boolean;
  /** The one element that the inspector shows; `null` if none or several. */
  element: ElementView | null;
}

export interface ElementView {
  id: ElementId;
  kind: Kind;
  label: string;
  /** Author's number on this board; the name is in the people table. */
  by: number | null;
  lane: { id: ElementId; label: string } | null;
  /** Lanes of the same pool, to move the step to. */
  lanes: { id: ElementId; label: string; colour: string }[];
  properties: Record<string, PropertyValue>;
  /** The colour it is shown in, chosen or not: 1–8 of a lane, the name of a note's; empty if it has none. */
  colour: string;
  /** What it can be turned into, in order. */
  turns: Kind[];
  /** What can be appended to it. */
  appends: Kind[];
  /** Outgoing sequence flows of a gateway or activity: the exits. */
  exits: { id: ElementId; label: string; to: ElementId; toLabel: string; condition: string; isDefault: boolean }[];
  /** Ends of a connector. */
  from: { id: ElementId; label: string } | null;
  to: { id: ElementId; label: string } | null;
  /** Messages, errors and the like that it can refer to. */
  definitions: { id: ElementId; kind: string; name: string; code: string; /** Of a message: which detail says what case it is for. */ correlation: string }[];
  /** The form that the step shows, and all forms of the board where one can be chosen. */
  form: FormView | null;
  forms: { id: ElementId; label: string }[];
  /** The decision that the step asks, and all of the board where one can be chosen. */
  decision: DecisionView | null;
  decisions: { id: ElementId; label: string }[];
  /** What conditions can ask about, with the label of the field that fills it and what can be chosen in it. */
  variables: { name: string; label: string; values: string[] }[];
  lock: Lock | null;
  editable: boolean;
}

export type ColumnType = 'text' | 'number' | 'boolean' | 'date';
/** A decision table; cells of a rule stand in the order of `inputs`, then `outputs`. `error`: a code, or empty. */
export interface DecisionView {
  id: ElementId; label: string; key: string; policy: string; /** Empty: none. */ aggregation: string; inputs: ColumnView[]; outputs: ColumnView[];
  rules: { id: ElementId; note: string; cells: { column: ElementId; text: string; error: string }[] }[];
}
/** `key`: the expression of an input, the name of an output. */
export interface ColumnView { id: ElementId; label: string; key: string; type: ColumnType }

export type FieldType = 'text' | 'long-text' | 'number' | 'boolean' | 'date' | 'choice';
/** `others`: further steps that show it. */
export interface FormView { id: ElementId; label: string; others: { id: ElementId; label: string }[]; fields: FieldView[] }
/** `key`: the variable it fills, said or made from the label. */
export interface FieldView {
  id: ElementId; label: string; key: string; type: FieldType; required: boolean; initial: string; help: string; choices: { id: ElementId; label: string; value: string }[];
}

/** Only who locked it may change it. `name`: empty if the room does not say. */
export interface Lock { name: string; mine: boolean }

export type PropertyValue = string | number | boolean | PropertyValue[];

/** `colour`: seat 1–8 (`--person-N`). `at`: what they see, in board units. */
export interface Person { id: string; name: string; colour: number; me: boolean; role: Role; at: Box | null }

export interface Editing {
  id: ElementId;
  text: string;
  /** Selection in UTF-16 code units. */
  start: number;
  end: number;
  box: Box;
  /** CSS pixels. */
  fontSize: number;
  lineHeight: number;
  weight: number;
  align: 'left' | 'center';
  /** A token name for the text's colour and the ground behind it (`--note-yellow`). */
  ink: string;
  ground: string;
  /** Counts remote changes: when it differs from the one last shown, write `text`, `start` and `end` into the textarea. */
  revision: number;
}

export interface Problem {
  code: string;
  severity: 'error' | 'warning' | 'info';
  element: ElementId | null;
  label: string;
  params: Record<string, string>;
}

export interface News { code: string; params: Record<string, string>; near: boolean }

/** One focusable element of the mirror DOM, in focus order (along the sequence flow, lane by lane). */
export interface MirrorItem {
  id: ElementId;
  kind: Kind;
  label: string;
  box: Box;
  lane: string;
  /** Place in its lane, 1-based, and how many are there. */
  index: number;
  count: number;
  /** Labels (or kinds, if unnamed) of what comes next, with the exits' labels. */
  next: { exit: string; kind: Kind; label: string }[];
  selected: boolean;
  lock: Lock | null;
}

export interface OutlineItem {
  id: ElementId;
  kind: Kind;
  label: string;
  depth: number;
  lane: { id: ElementId; label: string; colour: string } | null;
  previous: { id: ElementId; label: string; kind: Kind }[];
  next: { id: ElementId; label: string; kind: Kind; exit: string; isDefault: boolean }[];
  /** Codes of problems on it. */
  problems: string[];
  selected: boolean;
}

export interface TrayItem { id: ElementId; kind: Kind; text: string; reason: 'gone' | 'rejected'; by: number | null }

/** An engine that the process can be made for, or plain BPMN. `title` is the same in every language. */
export interface TargetInfo { id: string; title: string; runs: boolean }

/** `colour` is a token name (`--lane-2`); `box` in board units. */
export interface MinimapItem { kind: Kind; colour: string; box: Box }

/** One entry of the one table of commands: it feeds menus, palette, context menu, shortcuts and help. */
export interface CommandInfo {
  id: string;
  /** `Mod` is Ctrl or ⌘. Written as `Mod+Shift+Z`. */
  keys: string[];
  group: 'tool' | 'edit' | 'arrange' | 'process' | 'view' | 'board' | 'help';
  icon: string;
  enabled: boolean;
  /** Why not, as a message key, when `enabled` is false. */
  why: string | null;
  /** Where it is listed. */
  places: ('palette' | 'context' | 'help')[];
  /** True: the shell carries it out (palette, help, share, export); the engine only lists it and hands back its key. */
  shell: boolean;
}

/** What somebody did, as the browser reports it. Buffered, and handed over once per animation frame. */
export type Input =
  | { type: 'pointer'; phase: 'down' | 'move' | 'up' | 'cancel'; x: number; y: number; button: number; buttons: number;
      pointer: number; device: 'mouse' | 'pen' | 'touch'; pressure: number; shift: boolean; alt: boolean; mod: boolean; clicks: number }
  | { type: 'wheel'; x: number; y: number; dx: number; dy: number; zoom: boolean }
  | { type: 'key'; phase: 'down' | 'up'; key: string; code: string; shift: boolean; alt: boolean; mod: boolean; repeat: boolean }
  | { type: 'leave' }
  | { type: 'size'; w: number; h: number; ratio: number; inset: { top: number; right: number; bottom: number; left: number } }
  /**
   * The textarea over a label: its whole value and selection after an input; `composing` holds remote changes back.
   * `revision`: of the `Editing` that the textarea was last written from.
   */
  | { type: 'text'; value: string; start: number; end: number; composing: boolean; revision?: number }
  /** The editor closes. `focus`: it was closed by key, so the focus goes back to the element. */
  | { type: 'text-end'; keep: boolean; focus?: boolean }
  | { type: 'focus'; id: ElementId | null }
  | { type: 'visibility'; visible: boolean }
  /** What the person set; at the start and on every change. `singleKeys: false` switches one-letter shortcuts off. */
  | { type: 'preferences'; reducedMotion: boolean; singleKeys: boolean; wall: boolean }
  | Action;

/** An intention from a menu, the palette, the inspector or the outline. `id` is one of the command table, or one of these. */
export type Action =
  | { type: 'act'; id: string }
  | { type: 'act'; id: 'tool'; tool: ToolId; variant?: Kind }
  | { type: 'act'; id: 'select'; ids: ElementId[]; reveal?: boolean }
  | { type: 'act'; id: 'set'; element: ElementId; property: string; value: PropertyValue | null }
  | { type: 'act'; id: 'label'; element: ElementId; text: string }
  | { type: 'act'; id: 'turn'; element: ElementId; kind: Kind }
  /** Makes the next element, connected, and edits its label. `branch`: from a gateway, or makes one. */
  | { type: 'act'; id: 'append'; element: ElementId; kind: Kind; label?: string; branch?: boolean }
  | { type: 'act'; id: 'connect'; from: ElementId; to: ElementId }
  | { type: 'act'; id: 'reconnect'; element: ElementId; end: 'from' | 'to'; to: ElementId }
  | { type: 'act'; id: 'move-to'; element: ElementId; lane?: ElementId; before?: ElementId; after?: ElementId }
  /** For editors with an account; what came of it shows in `lock`. */
  | { type: 'act'; id: 'lock'; elements: ElementId[]; locked: boolean }
  | { type: 'act'; id: 'insert'; kind: Kind; label?: string }
  | { type: 'act'; id: 'define'; kind: string; name: string; code?: string; refer?: ElementId }
  /** A field for the form of a step, which gets a form if it has none; and something to choose for a field. */
  | { type: 'act'; id: 'add-field'; step: ElementId; label: string; field: FieldType }
  | { type: 'act'; id: 'add-choice'; field: ElementId; label: string }
  /** A decision table for a step, with a first question and answer; columns (`input`: a question) and rules for it. */
  | { type: 'act'; id: 'make-decision'; step: ElementId; input: string; output: string }
  | { type: 'act'; id: 'add-column'; table: ElementId; input: boolean; label: string; field: ColumnType }
  | { type: 'act'; id: 'add-rule'; table: ElementId }
  | { type: 'act'; id: 'meta'; key: 'title' | 'lang' | 'targets'; value: PropertyValue }
  | { type: 'act'; id: 'zoom'; to: number | 'fit' | 'selection' }
  /** Centre of the view, in board units. */
  | { type: 'act'; id: 'look-at'; x: number; y: number }
  | { type: 'act'; id: 'follow'; person: string | null }
  | { type: 'act'; id: 'paste'; text: string }
  /** Brings back what the tray lists; rejected work that does not fit any more comes as a note with its text. */
  | { type: 'act'; id: 'restore'; ids: ElementId[] }
  /** Gives up rejected work that the tray lists. */
  | { type: 'act'; id: 'dismiss'; ids: ElementId[] }
  /** A `Command` of the board document, as the server's import makes it: one transaction, one undo step. */
  | { type: 'act'; id: 'command'; command: unknown; reveal?: boolean };

/** What the engine wants done outside. Bytes travel as `Uint8Array`, everything else as plain data. */
export type Effect =
  | { type: 'connect'; after: number }
  | { type: 'send'; bytes: Uint8Array }
  | { type: 'close'; code: number }
  /**
   * Too large for a frame: `POST /api/boards/{id}/updates?client=N&key=K&by=B` (`key` in hexadecimal, `by` left out if
   * null); answered with `posted`.
   */
  | { type: 'post'; id: number; client: number; key: string; by: number | null; bytes: Uint8Array }
  /**
   * One transaction, in this order, on this tab's records in the local store (IndexedDB; `strict`: durability "strict"),
   * answered with `stored` once complete. What the records hold is the engine's alone.
   */
  | { type: 'store'; batch: number; strict: boolean; ops: StoreOp[] }
  | { type: 'copy'; text: string; svg: string | null }
  /** A shell command of the table was asked for by key. */
  | { type: 'shell'; id: string }
  | { type: 'focus'; where: 'canvas' | 'editor' | 'mirror'; id: ElementId | null }
  | { type: 'wake'; after: number };

export type StoreOp =
  | { op: 'put'; key: string; bytes: Uint8Array }
  | { op: 'delete'; key: string }
  /** Everything of another tab, whose records were taken over. */
  | { op: 'forget'; tab: string };

/** What one page load (a tab) kept of this board. `free`: its Web Lock is free and now held by us. */
export interface SavedTab { tab: string; free: boolean; records: { key: string; bytes: Uint8Array }[] }

export interface Output { view: Partial<View>; effects: Effect[]; repaint: boolean }

/** The engine as the shell sees it (made by wasm-bindgen, wrapped by `host.ts`). */
export interface Engine {
  /** Takes buffered input in order. */
  send(input: Input): void;
  opened(): void;
  received(bytes: Uint8Array): void;
  closed(code: number): void;
  /** Once, before anything else: what every tab kept of this board; empty if there is nothing or no store. */
  loaded(tabs: SavedTab[]): void;
  stored(batch: number, ok: boolean): void;
  /** `status`: of HTTP, 0 if there was no answer; `code`: of the problem details. */
  posted(id: number, status: number, code: string): void;
  /** The page is hidden or goes away: what is only in memory is given to the store at the next `pump`. */
  hidden(): void;
  /** Works through everything taken so far. `now`: milliseconds, monotonic. Does not paint. */
  pump(now: number): Output;
  /** Paints what changed. */
  paint(now: number): void;
  /** Colours by token name, resolved by the browser; again on a change of theme. */
  theme(tokens: Record<string, string>): void;
  /** True if the engine will do something with this key now: the shell then prevents the browser's default. */
  wants(input: Input): boolean;
  commands(): CommandInfo[];
  mirror(): MirrorItem[];
  outline(): OutlineItem[];
  /** Everything in board units, like the `look-at` that answers a click on it. */
  minimap(): { world: Box; view: Box; items: MinimapItem[] };
  tray(): TrayItem[];
  targets(): TargetInfo[];
  /** The board as SVG, for copying; the full export is the server's. */
  svg(ids: ElementId[] | null): string;
  free(): void;
}

/**
 * `new WandelEngine(board, over, id)` from the wasm module (`client-wasm`, after its `init()`): two canvases of the same
 * size laid over each other (`board`: ground and elements; `over`: selection, handles, cursors) and the board's id. The
 * engine sets the canvases' `width` and `height` from the `size` input. Nothing is painted before `theme` and `size`.
 * Paste: the shell listens to the browser's `paste` event and hands the text over (`act` `paste`); it must not prevent
 * the key's default. Copy and cut come out as the effect `copy`.
 */
export type EngineConstructor = new (board: HTMLCanvasElement, over: HTMLCanvasElement, id: string) => Engine;
