/**
 * Five pages do not need a library: the address as reactive state, links and history. The fragment of a share link or a
 * set-up link is a secret: it is taken out of the address as soon as it was read.
 */
export type Route =
  | { page: 'boards' }
  | { page: 'sign-in' }
  | { page: 'setup'; token: string }
  | { page: 'board'; id: string; secret: string }
  | { page: 'not-found' };

/** The page of a path; pure. `hash` with or without `#`. */
export function parse(path: string, hash = ''): Route {
  const fragment = hash.replace(/^#/, '');
  const parts = path.split('/').filter(Boolean);
  if (parts.length === 0) return { page: 'boards' };
  if (parts.length === 1 && parts[0] === 'sign-in') return { page: 'sign-in' };
  if (parts.length === 1 && parts[0] === 'setup') return { page: 'setup', token: fragment };
  if (parts.length === 2 && parts[0] === 'b' && parts[1] && /^[\w-]{1,64}$/.test(parts[1])) {
    return { page: 'board', id: parts[1], secret: fragment };
  }
  return { page: 'not-found' };
}

let current = $state.raw<Route>({ page: 'boards' });

export function route(): Route {
  return current;
}

function read(): void {
  current = parse(location.pathname, location.hash);
}

/** Goes to another page of ours. */
export function go(path: string, how: 'push' | 'replace' = 'push'): void {
  if (how === 'push') history.pushState(null, '', path);
  else history.replaceState(null, '', path);
  read();
  window.scrollTo(0, 0);
}

/** Takes the secret out of the address bar and the history, without leaving the page. */
export function forgetSecret(): void {
  history.replaceState(history.state, '', location.pathname + location.search);
  if (current.page === 'board') current = { ...current, secret: '' };
  else if (current.page === 'setup') current = { ...current, token: '' };
}

/** Listens to back and forward and to clicks on our own links. Call once. */
export function startRouter(): void {
  read();
  addEventListener('popstate', read);
  // The same board opened with another link, in the same tab.
  addEventListener('hashchange', read);
  document.addEventListener('click', (event) => {
    if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    const link = (event.target as Element | null)?.closest?.('a[href]');
    if (!(link instanceof HTMLAnchorElement) || link.target || link.download || link.origin !== location.origin) return;
    if (link.hash && link.pathname === location.pathname) return;
    event.preventDefault();
    go(link.pathname + link.search + link.hash);
  });
}
