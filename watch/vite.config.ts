// Builds the watch page to watch/dist, which createWatch serves below /watch.
import { svelte } from '@sveltejs/vite-plugin-svelte'
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vite'

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))

export default defineConfig({
  root: here('page'),
  base: '/watch/',
  plugins: [svelte()],
  // Without subtitles, other audio tracks and DRM, which this stream does not have: a third less.
  resolve: { alias: { 'hls.js': 'hls.js/light' } },
  // hls.js is most of it, and is needed before anything else.
  build: { outDir: here('dist'), emptyOutDir: true, target: 'es2022', chunkSizeWarningLimit: 800 },
})
