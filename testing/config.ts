// The environment as tests read it.

export interface TestConfig {
  /** Path of the browser to use instead of the one found. */
  readonly chromium: string | null
  /** Missing infrastructure is then a failure. */
  readonly ci: boolean
}

/** CARTBEAT_TEST_CHROMIUM and CI. */
export function testConfig(): TestConfig {
  return { chromium: process.env['CARTBEAT_TEST_CHROMIUM'] ?? null, ci: process.env['CI'] === 'true' }
}
