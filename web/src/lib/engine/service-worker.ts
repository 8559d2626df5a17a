/// <reference lib="webworker" />
/**
 * Serves shell and engine when there is no network, so that a reload shows the board and goes on. Everything of one
 * version is fetched together at installation and served together; a new version waits until somebody agrees.
 *
 * Of the server's answers only two are kept: who I am, and what a board is called and allows. Nothing else of `/api`,
 * never a document (that is the engine's local copy), never an answer to anything but GET.
 *
 * Built by `vite-plugins/service-worker.ts`, which defines the two constants.
 */
/** Addresses of this version's files; the shell's page is `/`. */
declare const FILES: string[];
declare const VERSION: string;

const worker = self as unknown as ServiceWorkerGlobalScope;
const SHELL = `wandel-shell-${VERSION}`;
const KNOWN = 'wandel-known';
/** A server that does not answer within this time counts as away, milliseconds. */
const PATIENCE = 4_000;

worker.addEventListener('install', (event) => {
  event.waitUntil(
    caches.open(SHELL).then((cache) => cache.addAll(FILES.map((file) => new Request(file, { cache: 'reload' })))),
  );
});

worker.addEventListener('activate', (event) => {
  event.waitUntil(
    (async () => {
      const names = await caches.keys();
      await Promise.all(names.filter((name) => name.startsWith('wandel-shell-') && name !== SHELL).map((name) => caches.delete(name)));
      await worker.clients.claim();
    })(),
  );
});

worker.addEventListener('message', (event) => {
  if (event.data === 'activate') void worker.skipWaiting();
});

worker.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== worker.location.origin) return;
  if (/^\/(api|sync|livez|readyz|metrics)(\/|$)/.test(url.pathname)) {
    if (isKept(url)) event.respondWith(latestOrKnown(request, url));
    return;
  }
  if (request.mode === 'navigate') event.respondWith(ofThisVersion('/', request));
  else if (FILES.includes(url.pathname)) event.respondWith(ofThisVersion(url.pathname, request));
});

function isKept(url: URL): boolean {
  return url.search === '' && /^\/api\/(me|boards\/[\w-]+)$/.test(url.pathname) && url.pathname !== '/api/boards/import';
}

async function ofThisVersion(path: string, request: Request): Promise<Response> {
  const cache = await caches.open(SHELL);
  return (await cache.match(path)) ?? fetch(request);
}

async function latestOrKnown(request: Request, url: URL): Promise<Response> {
  const cache = await caches.open(KNOWN);
  let answer: Response;
  try {
    answer = await inTime(request);
  } catch (cause) {
    const known = await cache.match(url.pathname);
    if (known) return known;
    throw cause;
  }
  if (answer.ok) await cache.put(url.pathname, answer.clone());
  else if (answer.status === 502 || answer.status === 503 || answer.status === 504) return (await cache.match(url.pathname)) ?? answer;
  else await cache.delete(url.pathname);
  return answer;
}

async function inTime(request: Request): Promise<Response> {
  const asking = new AbortController();
  const timer = setTimeout(() => { asking.abort(); }, PATIENCE);
  try {
    return await fetch(request, { signal: asking.signal });
  } finally {
    clearTimeout(timer);
  }
}
