/**
 * A board's local copy from one tab's view: takes over what dead tabs left, hands it to the engine, and writes in the
 * order in which the engine asks.
 */
import type { SavedTab, StoreOp } from './contract';
import type { Locks } from './lock';
import type { Storage } from './storage';

export interface Local {
  /** What every tab kept, read once. The tabs that are gone are ours from then on. */
  load(): Promise<SavedTab[]>;
  /** One transaction after the other. */
  keep(strict: boolean, ops: StoreOp[]): Promise<void>;
  /** After everything that was asked for is written. */
  close(): Promise<void>;
}

function randomName(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(12));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

export function localCopy(board: string, storage: Storage, locks: Locks): Local {
  const tab = randomName();
  const lockName = (name: string): string => `wandel:${board}:${name}`;
  const held = new Map<string, () => void>();
  let last: Promise<void> = Promise.resolve();

  const take = async (name: string): Promise<boolean> => {
    const release = await locks.take(lockName(name)).catch(() => null);
    if (release) held.set(name, release);
    return release !== null;
  };

  return {
    async load() {
      await take(tab);
      const saved: SavedTab[] = [];
      for (const name of await storage.tabs(board)) {
        // First the lock, then the records: who had it before may just have taken them over.
        const free = await take(name);
        const records = await storage.read(board, name);
        if (records.length > 0) saved.push({ tab: name, free, records });
      }
      return saved;
    },

    keep(strict, ops) {
      const kept = last.then(() => storage.transact(board, tab, strict, ops));
      last = kept.catch(() => undefined);
      return kept.then(() => {
        for (const op of ops) {
          if (op.op === 'forget') {
            held.get(op.tab)?.();
            held.delete(op.tab);
          }
        }
      });
    },

    async close() {
      await last;
      held.forEach((release) => { release(); });
      held.clear();
    },
  };
}
