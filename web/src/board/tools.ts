/** The nine tools of the rail in two groups, with their variants: which tool and kind a button asks the engine for. */
import type { Kind, ToolId } from '../lib/engine/contract';
import type { PlainKey } from '../lib/words/keys';

export interface Variant { tool: ToolId; kind: Kind }
export interface Tool { id: ToolId; icon: string; name: PlainKey; group: 'whiteboard' | 'process'; variants: Variant[] }

const of = (tool: ToolId, ...kinds: Kind[]): Variant[] => kinds.map((kind) => ({ tool, kind }));

export const TOOLS: readonly Tool[] = [
  { id: 'select', icon: 'select', name: 'tool-select', group: 'whiteboard', variants: [] },
  { id: 'note', icon: 'note', name: 'tool-note', group: 'whiteboard', variants: [] },
  { id: 'text', icon: 'text', name: 'tool-text', group: 'whiteboard', variants: of('text', 'text', 'annotation') },
  { id: 'shape', icon: 'shape', name: 'tool-shape', group: 'whiteboard',
    variants: [...of('shape', 'shape.rectangle', 'shape.ellipse', 'shape.diamond'), ...of('connect', 'line'), ...of('pen', 'stroke'), ...of('frame', 'frame', 'group')] },
  { id: 'step', icon: 'step', name: 'tool-step', group: 'process',
    variants: of('step', 'task.user', 'task.service', 'task.send', 'task.receive', 'task.manual', 'task.rule', 'task.script', 'task.abstract', 'subprocess.embedded', 'call', 'data.object', 'data.store') },
  { id: 'decision', icon: 'decision', name: 'tool-decision', group: 'process', variants: of('decision', 'gateway.exclusive', 'gateway.parallel', 'gateway.inclusive', 'gateway.event') },
  { id: 'event', icon: 'event', name: 'tool-event', group: 'process',
    variants: of('event', 'event.start.none', 'event.start.message', 'event.start.timer', 'event.catch.message', 'event.catch.timer', 'event.throw.message',
      'event.end.none', 'event.end.message', 'event.end.error', 'event.end.terminate', 'event.boundary.timer', 'event.boundary.message', 'event.boundary.error') },
  { id: 'lane', icon: 'lane', name: 'tool-lane', group: 'process', variants: of('lane', 'lane', 'pool') },
  { id: 'connect', icon: 'connect', name: 'tool-connect', group: 'process', variants: of('connect', 'flow.sequence', 'flow.message', 'flow.association') },
];

/** Tools that make something at a place: by keyboard, Enter puts it into the middle of the view. */
export function makes(id: ToolId): boolean {
  return ['note', 'text', 'shape', 'frame', 'step', 'decision', 'event', 'lane'].includes(id);
}

/** The button that shows the chosen tool as active: pen and frame live in the flyout of the shapes. */
export function toolOf(id: ToolId, variant: Kind): ToolId {
  if (id === 'pen' || id === 'frame' || (id === 'connect' && variant === 'line')) return 'shape';
  if (id === 'hand' || id === 'space') return 'select';
  return id;
}
