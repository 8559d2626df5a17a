/**
 * How the board page gets its engine. The real one (`lib/engine/host`) comes with the board's chunk; the workbench
 * (`src/dev`) hands in another.
 */
import type { BoardSession, Callbacks, Canvases } from '../lib/engine/host';

export type Host = BoardSession;
export type Opener = (id: string, canvases: Canvases, callbacks: Callbacks) => Promise<Host>;

let opener: Opener = async (id, canvases, callbacks) => (await import('../lib/engine/host')).openBoard(id, canvases, callbacks);

/** Replaces the engine. */
export function setOpener(other: Opener): void {
  opener = other;
}

export const openHost: Opener = (id, canvases, callbacks) => opener(id, canvases, callbacks);
