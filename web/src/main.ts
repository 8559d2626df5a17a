/** Starts the shell: words and theme first, so that nothing is seen in the wrong language or colour; then the page. */
import { mount } from 'svelte';
import './styles/fonts.css';
import './styles/tokens.css';
import './styles/components.css';
import './styles/shell.css';
import './styles/bpmn.css';
import { startInput } from './lib/state/input';
import App from './App.svelte';
import { startRouter } from './lib/router.svelte';
import { startOffline } from './lib/engine/offline';
import { startSettings } from './lib/state/settings.svelte';
import { tell } from './lib/state/toasts.svelte';
import { say } from './lib/words/words.svelte';

await startSettings();
startInput();
startRouter();
const target = document.getElementById('app');
if (target) mount(App, { target });
if (import.meta.env.PROD) {
  // Without it nothing is missing but the start without a network.
  startOffline((use) => { tell(say('version-waits'), { lasting: true, action: { label: say('reload'), run: use } }); }).catch(console.error);
}
