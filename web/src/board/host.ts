/**
 * How the board page gets its engine. The real one (`lib/engine/host`) is loaded with the board; tests and the
 * workbench (`src/dev`) hand in another.
 */
import type { CommandInfo, Effect, Input, MinimapItem, MirrorItem, OutlineItem, TrayItem, View, Box } from '../lib/engine/contract';

/** What is left of the engine's effects for the shell: the rest is the host's. */
export type ShellEffect = Extract<Effect, { type: 'copy' | 'shell' | 'focus' }>;

export interface Host {
  send(input: Input): void;
  commands(): CommandInfo[];
  mirror(): MirrorItem[];
  outline(): OutlineItem[];
  minimap(): { world: Box; view: Box; items: MinimapItem[] };
  tray(): TrayItem[];
  close(): void;
}

export interface Opening {
  id: string;
  board: HTMLCanvasElement;
  over: HTMLCanvasElement;
  onview: (part: Partial<View>) => void;
  oneffect: (effect: ShellEffect) => void;
  /** The engine broke down; nothing more will come. */
  ontrouble: (cause: unknown) => void;
}

export type Opener = (opening: Opening) => Promise<Host>;

let opener: Opener | null = null;

/** Replaces the engine (tests, workbench). */
export function setOpener(other: Opener): void {
  opener = other;
}

export async function open(opening: Opening): Promise<Host> {
  if (opener) return opener(opening);
  const engine = await import('../lib/engine/host');
  return engine.openBoard(opening);
}
