/** Who is signed in. Asked once; pages wait for it. */
import { api, type Me } from '../api/api';

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

export async function signOut(): Promise<void> {
  await api.signOut();
  me = { account: null, setup: me?.setup ?? false };
}
