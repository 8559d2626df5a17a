/** A board that only looks like one: fixed elements on a canvas, a selection by click, and views in the shape of the contract. */
import type { Host } from '../board/host';
import type { CommandInfo, ElementView, Input, MirrorItem, OutlineItem, View } from '../lib/engine/contract';

interface Item { id: string; kind: string; label: string; x: number; y: number; w: number; h: number; lane: number; next: [string, string, boolean][] }
const LANES = ['Antragsteller', 'Sachbearbeitung', 'Fachverfahren'];
const item = (id: string, kind: string, label: string, cx: number, cy: number, w: number, h: number, lane: number, ...next: [string, string, boolean][]): Item => ({ id, kind, label, x: cx - w / 2, y: cy - h / 2, w, h, lane, next });
const ITEMS: Item[] = [
  item('start', 'event.start.none', 'Wohngeld benötigt', 192, 254, 36, 36, 0, ['fill', '', false]), item('fill', 'task.user', 'Antrag ausfüllen', 302, 254, 100, 80, 0, ['check', '', false]),
  item('check', 'task.user', 'Angaben prüfen', 424, 394, 100, 80, 1, ['complete', '', false]), item('complete', 'gateway.exclusive', 'Vollständig?', 564, 394, 50, 50, 1, ['data', 'ja', false], ['more', 'nein', true]),
  item('more', 'task.user', 'Unterlagen nachreichen', 564, 254, 100, 80, 0, ['check', '', false]), item('data', 'task.service', 'Meldedaten abrufen', 704, 534, 100, 80, 2, ['claim', '', false]),
  item('claim', 'task.user', 'Anspruch prüfen', 704, 394, 100, 80, 1, ['entitled', '', false]), item('entitled', 'gateway.exclusive', 'Anspruch?', 824, 394, 50, 50, 1, ['wait', 'ja', false], ['refuse', 'nein', true]),
  item('refuse', 'task.send', 'Ablehnung versenden', 944, 394, 100, 80, 1, ['refused', '', false]), item('refused', 'event.end.none', 'Antrag abgelehnt', 1052, 394, 36, 36, 1),
  item('wait', 'event.catch.timer', 'zum Monatsanfang', 824, 534, 36, 36, 2, ['pay', '', false]), item('pay', 'task.service', 'Wohngeld auszahlen', 944, 534, 100, 80, 2, ['paid', '', false]),
  item('paid', 'event.end.none', 'Wohngeld gezahlt', 1052, 534, 36, 36, 2),
];
const of = (id: string) => ITEMS.find((one) => one.id === id);
const command = (id: string, keys: string[], group: CommandInfo['group'], icon: string, places: CommandInfo['places'], shell = false, enabled = true): CommandInfo => ({ id, keys, group, icon, enabled, why: enabled ? null : 'why-nothing-selected', places, shell });
const ALL: CommandInfo['places'] = ['palette', 'context', 'help'];
const COMMANDS: CommandInfo[] = [
  ...([['select', 'V'], ['note', 'N'], ['text', 'T'], ['shape', 'O'], ['step', 'S'], ['decision', 'D'], ['event', 'E'], ['lane', 'L'], ['connect', 'C']] as const).map(([id, key]) => command(`tool-${id}`, [key], 'tool', id, ['palette', 'help'])),
  command('append-step', ['Enter'], 'process', 'step', ALL), command('append-branch', ['Shift+Enter'], 'process', 'branch', ALL), command('append-decision', ['Mod+Enter'], 'process', 'decision', ALL), command('turn-into', ['U'], 'process', 'turn', ALL, true), command('move-to', ['B'], 'process', 'lane', ALL, true),
  command('undo', ['Mod+Z'], 'edit', 'undo', ['palette', 'help']), command('redo', ['Mod+Shift+Z', 'Mod+Y'], 'edit', 'redo', ['palette', 'help']), command('copy', ['Mod+C'], 'edit', 'copy', ALL), command('delete', ['Delete', 'Backspace'], 'edit', 'trash', ALL),
  command('zoom-in', ['Plus'], 'view', 'plus', ['palette', 'help']), command('zoom-out', ['Minus'], 'view', 'minus', ['palette', 'help']), command('zoom-fit', ['Shift+1'], 'view', 'fit', ['palette', 'help']), command('outline', [], 'view', 'outline', ['palette'], true), command('problems', [], 'view', 'readiness', ['palette'], true),
  command('palette', ['Mod+K'], 'board', 'search', ['help'], true), command('export', ['Mod+E'], 'board', 'export', ['palette', 'help'], true), command('help', ['?'], 'help', 'help', ['palette', 'help'], true), command('next-region', ['F6'], 'view', 'panel', ['help'], true),
];

export function paintedBoard(canvas: HTMLCanvasElement, empty: boolean): Host {
  const items = empty ? [] : ITEMS;
  let tokens: Record<string, string> = {};
  let chosen: string | null = empty ? null : 'check';
  let listener: ((view: View, changed: ReadonlySet<keyof View>) => void) | null = null;
  let view: View = {
    board: { title: empty ? '' : 'Antrag auf Wohngeld', lang: 'de', role: 'editor', targets: ['operaton'], empty, elements: items.length }, save: { state: 'saved', pending: 0 }, tool: { id: 'select', variant: 'note', locked: false },
    camera: { x: 0, y: 0, zoom: 1, drawn: { x: 0, y: 0, w: 1100, h: 700 } }, history: { undo: !empty, redo: false }, selection: { ids: [], box: null, busy: false, element: null },
    people: [['me', 'Katrin Vogt', 3], ...(empty ? [] : [['2', 'Amira Yılmaz', 4], ['3', 'Jonas Petersen', 2], ['4', 'Tomasz Nowak', 6], ['5', 'Lena', 5], ['6', 'Blauer Falke', 1]])].map(([id, name, colour]) => ({ id: String(id), name: String(name), colour: Number(colour), me: id === 'me', role: 'editor' as const, at: null })),
    following: null, editing: null, commands: 1, mirror: 1, outline: 1, minimap: 1, tray: 1, news: [], cursor: 'default', tip: null,
    readiness: empty ? null : { stage: 'modelled', done: 8, of: 11, gaps: 3, target: 'operaton' },
    problems: empty ? [] : [
      { code: 'task.missing-form', severity: 'error', element: 'check', label: 'Angaben prüfen', params: { name: 'Angaben prüfen' } }, { code: 'flow.missing-condition', severity: 'error', element: 'entitled', label: 'ja', params: { name: 'ja', gateway: 'Anspruch?' } },
      { code: 'task.missing-service', severity: 'error', element: 'pay', label: 'Wohngeld auszahlen', params: { name: 'Wohngeld auszahlen' } }, { code: 'join.implicit', severity: 'info', element: 'check', label: 'Angaben prüfen', params: { name: 'Angaben prüfen' } },
    ],
  };
  const lanes = LANES.map((label, i) => ({ id: `lane${String(i)}`, label, colour: `--lane-${String(i + 1)}-head` }));
  const selected = (): View['selection'] => {
    const one = chosen ? of(chosen) : undefined;
    if (!one) return { ids: [], box: null, busy: false, element: null };
    const lane = lanes[one.lane];
    const element: ElementView = {
      id: one.id, kind: one.kind, label: one.label, by: 1, lane: lane ? { id: lane.id, label: lane.label } : null, lanes, colour: one.kind === 'lane' ? '1' : '', properties: one.kind === 'event.catch.timer' ? { 'timer-kind': 'duration', timer: 'P14D' } : {},
      turns: one.kind.startsWith('task') ? ['task.user', 'task.service', 'task.send', 'task.receive', 'task.manual', 'task.rule', 'task.script', 'gateway.exclusive'] : one.kind.startsWith('gateway') ? ['gateway.exclusive', 'gateway.parallel', 'gateway.inclusive'] : [one.kind],
      appends: ['task.user', 'gateway.exclusive', 'event.end.none'], exits: one.next.map(([to, exit, isDefault]) => ({ id: `${one.id}-${to}`, label: exit, to, toLabel: of(to)?.label ?? '', condition: exit === 'ja' && one.id === 'complete' ? 'vollstaendig == true' : '', isDefault })), from: null, to: null, definitions: [], form: null, forms: [], variables: [], decision: null, decisions: [], lock: null, editable: true,
    };
    return { ids: [one.id], box: { x: one.x, y: one.y, w: one.w, h: one.h }, busy: false, element };
  };
  function paint(): void {
    const context = canvas.getContext('2d');
    if (!context) return;
    const ratio = devicePixelRatio;
    canvas.width = canvas.clientWidth * ratio;
    canvas.height = canvas.clientHeight * ratio;
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    const colour = (name: string) => tokens[name] ?? 'gray';
    context.fillStyle = colour('--paper-dot');
    for (let x = 12; x < canvas.clientWidth; x += 20) for (let y = 12; y < canvas.clientHeight; y += 20) context.fillRect(x, y, 1.5, 1.5);
    if (empty) return;
    LANES.forEach((label, i) => {
      context.fillStyle = colour(`--lane-${String(i + 1)}`);
      context.fillRect(114, 184 + i * 140, 986, 140);
      context.fillStyle = colour(`--lane-${String(i + 1)}-head`);
      context.fillRect(114, 184 + i * 140, 30, 140);
      context.strokeStyle = colour('--pool-line');
      context.strokeRect(114, 184 + i * 140, 986, 140);
      context.save();
      context.translate(133, 254 + i * 140);
      context.rotate(-Math.PI / 2);
      context.font = '600 13px "Atkinson Hyperlegible Next"';
      context.textAlign = 'center';
      context.fillStyle = colour('--shape-line');
      context.fillText(label, 0, 0);
      context.restore();
    });
    context.lineWidth = 1.5;
    context.textAlign = 'center';
    for (const one of ITEMS) {
      context.strokeStyle = colour('--shape-line');
      for (const [to] of one.next) {
        const end = of(to);
        if (end) context.strokeRect(Math.min(one.x + one.w, end.x), one.y + one.h / 2, Math.abs(end.x - one.x - one.w), 0.01);
      }
      context.fillStyle = colour('--shape-fill');
      context.beginPath();
      if (one.kind.startsWith('task')) context.roundRect(one.x, one.y, one.w, one.h, 10);
      else if (one.kind.startsWith('gateway')) { context.moveTo(one.x + 25, one.y); context.lineTo(one.x + 50, one.y + 25); context.lineTo(one.x + 25, one.y + 50); context.lineTo(one.x, one.y + 25); context.closePath(); }
      else context.arc(one.x + 18, one.y + 18, 17, 0, 7);
      context.fill();
      context.stroke();
      context.fillStyle = colour('--shape-line');
      context.font = '13px "Atkinson Hyperlegible Next"';
      one.label.split(' ').forEach((word, i) => { context.fillText(word, one.x + one.w / 2, one.y + (one.kind.startsWith('task') ? 38 : one.h + 16) + i * 16); });
      if (one.id === chosen) { context.strokeStyle = colour('--accent'); context.strokeRect(one.x - 4, one.y - 4, one.w + 8, one.h + 8); }
    }
  }
  const show = (changed: (keyof View)[]): void => {
    view = { ...view, selection: selected() };
    paint();
    listener?.(view, new Set(changed));
  };
  const mirror = (): MirrorItem[] => items.map((one) => {
    const lane = items.filter((other) => other.lane === one.lane);
    return { id: one.id, kind: one.kind, label: one.label, box: { x: one.x, y: one.y, w: one.w, h: one.h }, lane: LANES[one.lane] ?? '', index: lane.indexOf(one) + 1, count: lane.length, next: one.next.map(([to, exit]) => ({ exit, kind: of(to)?.kind ?? '', label: of(to)?.label ?? '' })), selected: one.id === chosen, lock: null };
  });
  const outline = (): OutlineItem[] => [...items].sort((a, b) => a.lane - b.lane).map((one) => ({
    id: one.id, kind: one.kind, label: one.label, depth: 0, lane: lanes[one.lane] ?? null, previous: [], next: one.next.map(([to, exit, isDefault]) => ({ id: to, label: of(to)?.label ?? '', kind: of(to)?.kind ?? '', exit, isDefault })), problems: view.problems.filter((problem) => problem.element === one.id && problem.severity === 'error').map((problem) => problem.code), selected: one.id === chosen,
  }));
  return {
    get view() { return view; },
    subscribe(to) {
      listener = to;
      view = { ...view, selection: selected() };
      to(view, new Set(Object.keys(view) as (keyof View)[]));
      return () => { listener = null; };
    },
    send(input: Input) {
      if (input.type === 'size') paint();
      if (input.type === 'pointer' && input.phase === 'down') {
        chosen = [...items].reverse().find((one) => input.x >= one.x && input.x <= one.x + one.w && input.y >= one.y && input.y <= one.y + one.h)?.id ?? null;
        show(['selection', 'mirror', 'outline']);
      }
      if (input.type === 'focus') { chosen = input.id; show(['selection', 'mirror', 'outline']); }
      if (input.type === 'act' && input.id === 'select' && 'ids' in input) { chosen = input.ids[0] ?? null; show(['selection', 'mirror', 'outline']); }
      if (input.type === 'act' && input.id === 'tool' && 'tool' in input) { view = { ...view, tool: { id: input.tool, variant: input.variant ?? 'note', locked: false } }; show(['tool']); }
      if (input.type === 'key' && input.phase === 'down') {
        const hit = COMMANDS.find((one) => one.keys.includes(`${input.mod ? 'Mod+' : ''}${input.key.length === 1 ? input.key.toUpperCase() : input.key}`));
        if (hit?.shell) document.dispatchEvent(new CustomEvent('shell', { detail: hit.id }));
      }
    },
    theme(colours) { tokens = colours; paint(); },
    commands: () => COMMANDS, mirror, outline, tray: () => [], targets: () => [{ id: 'generic', title: 'BPMN 2.0', runs: false }, { id: 'operaton', title: 'Operaton', runs: true }], svg: () => '',
    minimap: () => ({ world: { x: 84, y: 184, w: 1016, h: 420 }, view: { x: 0, y: 0, w: canvas.clientWidth, h: canvas.clientHeight }, items: [...lanes.map((lane, i) => ({ kind: 'lane', colour: lane.colour, box: { x: 114, y: 184 + i * 140, w: 986, h: 140 } })), ...items.map((one) => ({ kind: one.kind, colour: '--ink-3', box: { x: one.x, y: one.y, w: one.w, h: one.h } }))] }),
    wants: () => false,
    close: () => Promise.resolve(),
  };
}
