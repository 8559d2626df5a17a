/** Changes of several values that are one step to undo: commands of the board document, made as data. */
import type { ElementId, PropertyValue } from '../../lib/engine/contract';
import type { BoardState } from '../state.svelte';

type Set = { do: 'set'; id: ElementId; property: string; value: PropertyValue | null };
const set = (id: ElementId, property: string, value: PropertyValue | null): Set => ({ do: 'set', id, property, value });

function all(board: BoardState, commands: Set[]): void {
  board.act({ type: 'act', id: 'command', command: commands.length === 1 ? commands[0] : { do: 'all', commands } });
}

/** This way is taken when nothing else applies; a condition on it would contradict that. */
export function setDefault(board: BoardState, gateway: ElementId, flow: ElementId, conditional: boolean): void {
  all(board, [set(gateway, 'default', flow), ...(conditional ? [set(flow, 'condition', null)] : [])]);
}

export function setTimer(board: BoardState, id: ElementId, kind: string, value: string): void {
  all(board, value === '' ? [set(id, 'timer-kind', kind), set(id, 'timer', null)] : [set(id, 'timer-kind', kind), set(id, 'timer', value)]);
}

export function setLoop(board: BoardState, id: ElementId, loop: string): void {
  all(board, [set(id, 'loop', loop === 'none' ? null : loop), ...(loop === 'none' ? [set(id, 'collection', null), set(id, 'element-variable', null)] : [])]);
}

/** Which process a step calls: by its key, and on which board it is, if it is on one. */
export function setCalled(board: BoardState, id: ElementId, key: string, on: string | null): void {
  all(board, [set(id, 'called', key || null), set(id, 'called-board', on)]);
}

/** One place forward (1) or back (-1) among what lies beside it. */
export function move(board: BoardState, id: ElementId, by: -1 | 1): void {
  board.act({ type: 'act', id: 'command', command: { do: 'stack', ids: [id], to: by > 0 ? 'forward' : 'backward' } });
}

/** Sets gone what lies in a form or a table, with what lies in it. */
export function remove(board: BoardState, id: ElementId): void {
  board.act({ type: 'act', id: 'command', command: { do: 'delete', ids: [id], bridge: false } });
}
