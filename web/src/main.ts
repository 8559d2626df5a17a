/** Starts the shell: words and theme first, so that nothing is seen in the wrong language or colour; then the page. */
import { mount } from 'svelte';
import './styles/fonts.css';
import './styles/tokens.css';
import './styles/components.css';
import './styles/shell.css';
import './styles/bpmn.css';
import App from './App.svelte';
import { startRouter } from './lib/router.svelte';
import { startSettings } from './lib/state/settings.svelte';

await startSettings();
startRouter();
const target = document.getElementById('app');
if (target) mount(App, { target });
