import { defineConfig } from 'vitest/config'
import { PATIENCE_MS, TEST_MS } from './testing/patience.ts'

// The suffix of a test names what it needs: x.test.ts nothing, x.embedded.test.ts LMDB or chDB, x.kafka.test.ts a broker,
// x.browser.test.ts Chromium.
const exclude = ['**/node_modules/**', '**/dist/**']
const patience = { testTimeout: TEST_MS, hookTimeout: TEST_MS, expect: { poll: { timeout: PATIENCE_MS } } }
export default defineConfig({
  test: {
    // Vitest would leave a core to itself, and much of the time is waiting: for processes to die, for recoveries, for a poll.
    maxWorkers: 2,
    projects: [
      {
        // Files share their workers' modules: loading them anew for each took a third of the suite's time. What a test
        // changes of the world (clocks, globals) it puts back.
        test: {
          name: 'unit',
          isolate: false,
          setupFiles: ['testing/tables.setup.ts'],
          include: ['**/*.test.ts'],
          exclude: [...exclude, '**/*.embedded.test.ts', '**/*.kafka.test.ts', '**/*.browser.test.ts'],
          ...patience,
        },
      },
      {
        // One process a file: an embedded engine owns its folder and its process-wide settings.
        test: {
          name: 'embedded',
          include: ['**/*.embedded.test.ts'],
          exclude,
          pool: 'forks',
          ...patience,
        },
      },
      {
        // One after the other: each file has a broker of its own.
        test: {
          name: 'kafka',
          include: ['**/*.kafka.test.ts'],
          exclude,
          pool: 'forks',
          ...patience,
          fileParallelism: false,
        },
      },
      {
        test: {
          name: 'browser',
          include: ['**/*.browser.test.ts'],
          exclude,
          pool: 'forks',
          ...patience,
          testTimeout: 180_000,
          fileParallelism: false,
        },
      },
    ],
  },
})
