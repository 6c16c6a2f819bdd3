import { resolve } from 'node:path';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'electron-vite';
import { asciiOnly } from './scripts/lib/ascii-only.mjs';
import { thirdParty } from './scripts/lib/third-party.mjs';

const alias = { '@shared': resolve(import.meta.dirname, 'shared') };

/**
 * Main is bundled except for the two native modules, which must load from node_modules. It is CommonJS, so that its large part is read in
 * one go while the page of the first window comes up (electron/main/beginning.ts); as ES modules it would be read between other things.
 * Preload is CommonJS because sandboxed windows cannot load ES modules.
 */
export default defineConfig({
  main: {
    resolve: { alias },
    plugins: [asciiOnly()],
    build: {
      outDir: 'out/main',
      target: 'node20',
      externalizeDeps: false,
      rollupOptions: {
        input: {
          index: resolve(import.meta.dirname, 'electron/main/index.ts'),
          // Run by index, after the first window is made.
          compose: resolve(import.meta.dirname, 'electron/main/compose.ts'),
          paper: resolve(import.meta.dirname, 'electron/paper/index.ts'),
        },
        external: ['electron', 'keytar', 'libsql', 'bufferutil', 'utf-8-validate'],
        output: {
          format: 'cjs',
          entryFileNames: '[name].cjs',
          chunkFileNames: 'chunks/[name]-[hash].cjs',
          // What V8 made beforehand is run without Node's loader of ES modules (electron/main/compiled.ts).
          dynamicImportInCjs: false,
          // V8 keeps the text as long as Perch runs: a seventh of it would be explanations of other people's functions.
          comments: { legal: true, jsdoc: false, annotation: false },
        },
      },
    },
  },
  preload: {
    resolve: { alias },
    build: {
      outDir: 'out/preload',
      target: 'node20',
      externalizeDeps: false,
      rollupOptions: {
        input: { index: resolve(import.meta.dirname, 'electron/preload/index.ts') },
        external: ['electron'],
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: resolve(import.meta.dirname, 'renderer'),
    resolve: { alias },
    plugins: [svelte()],
    // Stands in the part of About alone, which is loaded when it is opened.
    define: { PERCH_THIRD_PARTY: JSON.stringify(thirdParty()) },
    // Pages are served under app:// also while developing; the client of vite must be told where its server is.
    server: { host: '127.0.0.1', port: 5173, hmr: { protocol: 'ws', host: '127.0.0.1', clientPort: 5173 } },
    build: {
      outDir: resolve(import.meta.dirname, 'out/renderer'),
      target: 'chrome130',
      // The terminal may need 150 KB before its chart (scripts/lib/shipped-javascript.mjs).
      minify: true,
      assetsInlineLimit: 0,
      rollupOptions: {
        input: {
          terminal: resolve(import.meta.dirname, 'renderer/terminal.html'),
          pane: resolve(import.meta.dirname, 'renderer/pane.html'),
          popover: resolve(import.meta.dirname, 'renderer/popover.html'),
          strip: resolve(import.meta.dirname, 'renderer/strip.html'),
          key: resolve(import.meta.dirname, 'renderer/key.html'),
          confirm: resolve(import.meta.dirname, 'renderer/confirm.html'),
        },
      },
    },
  },
});
