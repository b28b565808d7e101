// Builds the SDK: dist/cartbeat.js for a script tag (global `cartbeat`), dist/cartbeat.mjs and its types for bundlers.
import { readFile, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { defineConfig, type Plugin } from 'vite'

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))

/** types.ts is a declaration file but for its name. */
function declarations(): Plugin {
  return {
    name: 'cartbeat-declarations',
    async closeBundle() {
      const types = await readFile(here('types.ts'), 'utf8')
      await writeFile(
        here('dist/cartbeat.d.mts'),
        `${types}\ndeclare const cartbeat: Cartbeat\nexport default cartbeat\n`,
      )
    },
  }
}

export default defineConfig({
  root: here('.'),
  plugins: [declarations()],
  build: {
    // Written over and not removed first: a service or a test may be reading it.
    emptyOutDir: false,
    target: 'es2020',
    lib: {
      entry: here('cartbeat.ts'),
      name: 'cartbeat',
      formats: ['iife', 'es'],
      fileName: (format) => (format === 'es' ? 'cartbeat.mjs' : 'cartbeat.js'),
    },
    minify: true,
    sourcemap: true,
    rollupOptions: { output: { exports: 'default' } },
  },
})
