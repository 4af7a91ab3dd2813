// How the page is built: one entry, every asset by its hash, nothing inlined, so that a strict content security policy holds.
// In development, `npm run dev` asks the server at 127.0.0.1:8321 for everything under /api.

import { defineConfig } from 'vite';

export default defineConfig({
  base: '/',
  build: {
    target: 'es2022',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    sourcemap: false,
    reportCompressedSize: false,
    chunkSizeWarningLimit: 2000,
  },
  server: { proxy: { '/api': 'http://127.0.0.1:8321' } },
});
