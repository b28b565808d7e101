import { defineConfig } from 'vitest/config'

// The suffix of a test names what it needs: x.test.ts nothing, x.embedded.test.ts LMDB or chDB, x.kafka.test.ts a broker,
// x.browser.test.ts Chromium.
const exclude = ['**/node_modules/**', '**/dist/**']
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['**/*.test.ts'],
          exclude: [...exclude, '**/*.embedded.test.ts', '**/*.kafka.test.ts', '**/*.browser.test.ts'],
        },
      },
      {
        // One process a file: an embedded engine owns its folder and its process-wide settings.
        test: {
          name: 'embedded',
          include: ['**/*.embedded.test.ts'],
          exclude,
          pool: 'forks',
          testTimeout: 120_000,
          hookTimeout: 60_000,
        },
      },
      {
        // One after the other: each file has a broker of its own.
        test: {
          name: 'kafka',
          include: ['**/*.kafka.test.ts'],
          exclude,
          pool: 'forks',
          testTimeout: 60_000,
          hookTimeout: 90_000,
          fileParallelism: false,
        },
      },
      {
        test: {
          name: 'browser',
          include: ['**/*.browser.test.ts'],
          exclude,
          pool: 'forks',
          testTimeout: 180_000,
          hookTimeout: 120_000,
          fileParallelism: false,
        },
      },
    ],
  },
})
