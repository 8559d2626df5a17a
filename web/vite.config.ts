import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vite';
import { serviceWorker } from './vite-plugins/service-worker.ts';

const server = process.env['WANDEL_SERVER'];

/** The shell. `dist/` is served by the server under one strict content security policy: no inline scripts or styles. */
export default defineConfig({
  plugins: [svelte(), serviceWorker()],
  build: {
    // Newer than `light-dark()`, which the tokens are made of.
    target: ['chrome123', 'firefox121', 'safari17.5'],
    outDir: 'dist',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
  },
  server: {
    host: '127.0.0.1',
    // Develop against a running server: WANDEL_SERVER=http://127.0.0.1:8080 npm run dev
    proxy: server ? { '/api': { target: server }, '/sync': { target: server, ws: true } } : {},
  },
});
