import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vite';

/** The shell. `dist/` is served by the server under one strict content security policy: no inline scripts or styles. */
export default defineConfig({
  plugins: [svelte()],
  build: {
    target: ['chrome120', 'firefox121', 'safari17.4'],
    outDir: 'dist',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
  },
  server: {
    host: '127.0.0.1',
    proxy: process.env['WANDEL_SERVER'] ? Object.fromEntries(['/api', '/sync'].map((path) =>
      [path, { target: process.env['WANDEL_SERVER'], ws: path === '/sync', changeOrigin: false }])) : undefined,
  },
});
