/** The server's JSON interface, typed. An error is a `Refusal` with the stable code of the problem details. */
import { currentLanguage } from '../words/words.svelte';

export interface Account { id: string; name: string; email: string; admin: boolean }
export interface Me { account: Account | null; setup: boolean }
export type BoardRole = 'owner' | 'editor' | 'commenter' | 'viewer';
export type LinkRole = Exclude<BoardRole, 'owner'>;
export type Stage = 'sketched' | 'modelled' | 'executable';
export interface Here { name: string; colour: number }
export interface BoardCard {
  id: string; title: string; role: BoardRole; created: string; updated: string; elements: number;
  stage: Stage | null; done: number; of: number; here: Here[]; picture: string;
}
/** What a board can be made from, in the language of the page. */
export interface Template { id: string; title: string; text: string }
export interface BoardInfo { id: string; title: string; role: BoardRole; epoch: number; me: { name: string; colour: number; by: number | null; guest: boolean } }
export interface Diagnostic { code: string; severity: 'error' | 'warning' | 'info'; element: string | null; params?: Record<string, string> }
export interface Link { id: string; role: LinkRole; label: string; created: string; expires: string | null; url?: string }
export interface Report {
  stage: Stage; done: number; of: number; taken: number;
  translated: Diagnostic[]; missing: Diagnostic[]; /** Said of elements, and not in the file. */ lost: Diagnostic[]; beside: string[]; stays: number;
}
export interface Invitation { title: string; role: LinkRole; ask: boolean; member: boolean; here: Here[] }
/** A state of a board kept under a name. `author`: what they are called now. */
export interface Version { id: string; name: string; created: string; author: string | null }
/** An engine that boards can be deployed to, and what it made of one. */
export interface Engine { id: string; name: string; target: string }
interface Definition { id: string; key: string; version: number }
/** `called`: boards that went before because they are called; `left`: what of them did not go, and why. */
export interface Deployed { deployment: string; processes: Definition[]; called: { title: string; processes: Definition[] }[]; left: Diagnostic[] }
/** A process as a step of another board calls it. */
export interface Callable { key: string; name: string }
/** What a board calls, as far as one may see it. `deploys`: one may deploy it. */
export interface Called { boards: { id: string; title: string; processes: Callable[]; deploys: boolean }[]; findings: Diagnostic[] }
export type Format = 'bpmn' | 'zip' | 'xprozess' | 'json' | 'svg' | 'yjs';

/** What the server said no to: `code` is stable, `status` 0 means that there was no answer. */
export class Refusal extends Error {
  /** `detail`: technical, in nobody's language; `diagnostics`: what is wrong with a process. */
  constructor(readonly status: number, readonly code: string, readonly detail = '', readonly diagnostics: Diagnostic[] = []) {
    super(code);
    this.name = 'Refusal';
  }
}

async function refusal(response: Response): Promise<Refusal> {
  let code = response.status >= 500 ? 'internal' : `http-${String(response.status)}`;
  let detail = '';
  let diagnostics: Diagnostic[] = [];
  try {
    const problem = (await response.json()) as { code?: unknown; detail?: unknown; diagnostics?: unknown };
    if (typeof problem.code === 'string') code = problem.code;
    if (typeof problem.detail === 'string') detail = problem.detail;
    if (Array.isArray(problem.diagnostics)) diagnostics = problem.diagnostics as Diagnostic[];
  } catch {
    // Not our problem details: a proxy in between answered.
    if (response.status === 404) code = 'not-found';
    if (response.status === 413) code = 'too-large';
  }
  return new Refusal(response.status, code, detail, diagnostics);
}

async function call(method: string, path: string, body?: BodyInit | object, signal?: AbortSignal): Promise<Response> {
  const raw = body instanceof Blob || body instanceof Uint8Array || typeof body === 'string';
  // What the server writes down in words (the name of what is kept before a return) is in the language of the page.
  const headers: Record<string, string> = { 'accept-language': currentLanguage() };
  const init: RequestInit = { method, credentials: 'same-origin', headers };
  if (body !== undefined) {
    init.body = raw ? (body as BodyInit) : JSON.stringify(body);
    headers['content-type'] = raw ? 'application/octet-stream' : 'application/json';
  }
  if (signal) init.signal = signal;
  let response: Response;
  try {
    response = await fetch(path, init);
  } catch (cause) {
    if (signal?.aborted) throw cause;
    throw new Refusal(0, 'network');
  }
  if (!response.ok) throw await refusal(response);
  return response;
}

/** Sends a file and tells how much of it is there, 0 to 1; at 1 the server works on it. */
function upload<T>(path: string, file: Blob, progress: (share: number) => void, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', path);
    request.setRequestHeader('content-type', 'application/octet-stream');
    request.setRequestHeader('accept-language', currentLanguage());
    request.upload.onprogress = (event) => { if (event.lengthComputable && event.total > 0) progress(event.loaded / event.total); };
    request.upload.onload = () => { progress(1); };
    request.onload = () => {
      const response = new Response(request.response as string, { status: request.status, headers: { 'content-type': request.getResponseHeader('content-type') ?? '' } });
      if (response.ok) response.json().then(resolve as (value: unknown) => void, reject);
      else refusal(response).then(reject, reject);
    };
    request.onerror = () => { reject(new Refusal(0, 'network')); };
    request.onabort = () => { reject(new DOMException('', 'AbortError')); };
    signal.addEventListener('abort', () => { request.abort(); });
    request.send(file);
  });
}

async function json<T>(method: string, path: string, body?: BodyInit | object, signal?: AbortSignal): Promise<T> {
  const response = await call(method, path, body, signal);
  return response.status === 204 ? (undefined as T) : ((await response.json()) as T);
}

const board = (id: string) => `/api/boards/${encodeURIComponent(id)}`;

export const api = {
  me: () => json<Me>('GET', '/api/me'),
  setup: (data: { token: string; email: string; name: string; password: string }) => json<Me>('POST', '/api/setup', data),
  signIn: (email: string, password: string) => json<Me>('POST', '/api/session', { email, password }),
  signOut: () => call('DELETE', '/api/session').then(() => undefined),
  boards: () => json<{ boards: BoardCard[] }>('GET', '/api/boards').then((answer) => answer.boards),
  templates: () => json<Template[]>('GET', '/api/templates'),
  templatePicture: (id: string, theme: 'light' | 'dark') => `/api/templates/${encodeURIComponent(id)}/picture.svg?theme=${theme}`,
  create: (data: { title?: string; template: string; lang: string }) => json<{ id: string }>('POST', '/api/boards', data),
  importBoard: (file: Blob, title: string, progress: (share: number) => void, signal: AbortSignal) =>
    upload<{ id: string; diagnostics: Diagnostic[] }>(`/api/boards/import?title=${encodeURIComponent(title)}`, file, progress, signal),
  board: (id: string) => json<BoardInfo>('GET', board(id)),
  rename: (id: string, title: string) => call('PATCH', board(id), { title }).then(() => undefined),
  remove: (id: string) => call('DELETE', board(id)).then(() => undefined),
  picture: (id: string, theme: 'light' | 'dark') => `${board(id)}/picture.svg?theme=${theme}`,
  previewImport: (id: string, file: Blob, theme: 'light' | 'dark', progress: (share: number) => void, signal: AbortSignal) =>
    upload<{ diagnostics: Diagnostic[]; kinds: Record<string, number>; picture: string }>(`${board(id)}/import/preview?theme=${theme}`, file, progress, signal),
  importInto: (id: string, file: Blob, progress: (share: number) => void, signal: AbortSignal) =>
    upload<{ command: unknown; diagnostics: Diagnostic[]; blob: string }>(`${board(id)}/import`, file, progress, signal),
  exportFile: (id: string, format: Format, target: string, called = false) => call('GET', `${board(id)}/export?format=${format}&target=${target}${called ? '&called=true' : ''}`),
  exportInto: (id: string, document: Blob) => call('POST', `${board(id)}/export/xprozess`, document),
  report: (id: string, target: string, signal?: AbortSignal) => json<Report>('GET', `${board(id)}/export/report?target=${target}`, undefined, signal),
  engines: () => json<Engine[]>('GET', '/api/engines'),
  deploy: (id: string, engine: string, called: boolean) => json<Deployed>('POST', `${board(id)}/deploy`, { engine, called }),
  processes: (id: string, signal?: AbortSignal) => json<{ title: string; processes: Callable[] }>('GET', `${board(id)}/processes`, undefined, signal),
  called: (id: string, signal?: AbortSignal) => json<Called>('GET', `${board(id)}/called`, undefined, signal),
  versions: (id: string) => json<Version[]>('GET', `${board(id)}/versions`),
  keepVersion: (id: string, name: string) => json<Version>('POST', `${board(id)}/versions`, { name }),
  restoreVersion: (id: string, version: string) => call('POST', `${board(id)}/versions/${encodeURIComponent(version)}/restore`).then(() => undefined),
  deleteVersion: (id: string, version: string) => call('DELETE', `${board(id)}/versions/${encodeURIComponent(version)}`).then(() => undefined),
  versionPicture: (id: string, version: string, theme: 'light' | 'dark') => `${board(id)}/versions/${encodeURIComponent(version)}/picture.svg?theme=${theme}`,
  links: (id: string) => json<Link[]>('GET', `${board(id)}/links`),
  link: (id: string, data: { role: LinkRole; label: string; days: number }) => json<{ id: string; url: string }>('POST', `${board(id)}/links`, data),
  revoke: (id: string, link: string) => call('DELETE', `${board(id)}/links/${encodeURIComponent(link)}`).then(() => undefined),
  preview: (id: string, secret: string) => json<Invitation>('POST', '/api/join/preview', { board: id, secret }),
  join: (id: string, secret: string, name?: string, colour?: number) =>
    json<{ board: string; role: LinkRole }>('POST', '/api/join', { board: id, secret, ...(name ? { name } : {}), ...(colour ? { colour } : {}) }),
};
