/** Who is signed in. Asked once; pages wait for it. */
import { api, type Me } from '../api/api';
import { wipeDevice } from '../engine/device';

let me = $state.raw<Me | null>(null);

export function session(): Me | null {
  return me;
}

/** Asks the server anew. @throws Refusal */
export async function refreshSession(): Promise<Me> {
  me = await api.me();
  return me;
}

export function setSession(value: Me): void {
  me = value;
}

/** Ends the session and forgets what this device keeps of its boards. Ask before if something is unsent. */
export async function signOut(): Promise<void> {
  await api.signOut();
  await wipeDevice();
  me = { account: null, setup: me?.setup ?? false };
}
