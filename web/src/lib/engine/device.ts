/**
 * What this device keeps of all boards, for signing out: how much of it no server has, and wiping it. Open boards in
 * other tabs are told, so that they do not write again.
 */
import { indexedStorage } from './storage';

const CHANNEL = 'wandel-device';
/** Caches of the service worker that hold answers about a person's boards. */
const KNOWN = 'wandel-known';

/** How many edits on this device no server has acknowledged, over all boards. */
export async function unsentEdits(): Promise<number> {
  try {
    const counts = await indexedStorage().pending();
    return [...counts.values()].reduce((sum, count) => sum + count, 0);
  } catch {
    // No store, so nothing is in it.
    return 0;
  }
}

/** Removes every board, outbox and answer that this device keeps. Ask first if `unsentEdits` is not zero. */
export async function wipeDevice(): Promise<void> {
  const channel = new BroadcastChannel(CHANNEL);
  channel.postMessage('wipe');
  channel.close();
  await Promise.allSettled([indexedStorage().wipe(), 'caches' in globalThis ? caches.delete(KNOWN) : null]);
}

export function listenForWipe(wiped: () => void, signal: AbortSignal): void {
  const channel = new BroadcastChannel(CHANNEL);
  channel.addEventListener('message', (event: MessageEvent<unknown>) => { if (event.data === 'wipe') wiped(); });
  signal.addEventListener('abort', () => { channel.close(); });
}
