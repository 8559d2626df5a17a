/**
 * The workbench: the shell with a painted board instead of the engine and answers instead of a server, to work on its
 * look. `npm run dev`, then `/dev.html?page=/b/demo`. Not part of the build.
 */
import { setOpener } from '../board/host';
import { answer } from './answers';
import { paintedBoard } from './painted';

const query = new URLSearchParams(location.search);
const page = query.get('page') ?? '/b/demo';
const state = query.get('state') ?? '';
if (query.get('lang') || query.get('theme')) {
  localStorage.setItem('wandel.settings', JSON.stringify({ language: query.get('lang'), theme: query.get('theme') ?? 'system', named: state === 'empty' ? 'first' : 'folded', placed: state === 'empty' ? 0 : 3 }));
}
history.replaceState(null, '', page);
window.fetch = (input, init) => answer(new URL(input instanceof Request ? input.url : input, location.href), init?.method ?? 'GET', state);
setOpener((_id, canvases) => Promise.resolve(paintedBoard(canvases.over, state === 'empty')));
await import('../main');
