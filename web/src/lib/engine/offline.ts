/** Registers the service worker, and tells when a new version waits. */

/** Trusted Types, where the browser has them: the one script address that is ours to give. */
interface Policies { createPolicy(name: string, rules: { createScriptURL(url: string): string }): { createScriptURL(url: string): string } }

const WORKER = '/service-worker.js';

function trusted(url: string): string {
  const policies = (globalThis as { trustedTypes?: Policies }).trustedTypes;
  if (!policies) return url;
  const policy = policies.createPolicy('wandel-worker', {
    createScriptURL: (asked) => {
      if (asked !== WORKER) throw new TypeError('not our worker');
      return asked;
    },
  });
  return policy.createScriptURL(url);
}

/**
 * Makes the shell work without a network. Does nothing where there are no service workers (plain HTTP other than
 * localhost). `waits` is called with a function that switches to the new version and loads the page again.
 */
export async function startOffline(waits: (use: () => void) => void): Promise<void> {
  if (!('serviceWorker' in navigator)) return;
  const registration = await navigator.serviceWorker.register(trusted(WORKER), { updateViaCache: 'none' });
  const offer = (): void => {
    const waiting = registration.waiting;
    // Without a controller it is the first version: nothing to switch from.
    if (!waiting || !navigator.serviceWorker.controller) return;
    waits(() => {
      navigator.serviceWorker.addEventListener('controllerchange', () => { location.reload(); }, { once: true });
      waiting.postMessage('activate');
    });
  };
  offer();
  registration.addEventListener('updatefound', () => {
    const coming = registration.installing;
    coming?.addEventListener('statechange', () => { if (coming.state === 'installed') offer(); });
  });
}
