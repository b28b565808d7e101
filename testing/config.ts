// The environment as tests read it.

export interface TestConfig {
  /** Path of the browser to use instead of the one found. */
  readonly chromium: string | null
  /** A ClickHouse server to test against, credentials in it, instead of the front over the embedded engine. */
  readonly clickhouseUrl: string | null
  /** Where a Java for the test broker is. */
  readonly javaHome: string | null
  /** Missing infrastructure is then a failure. */
  readonly ci: boolean
  /** Tests that take the documentation's pictures write them to docs/ as well. */
  readonly pictures: boolean
}

/** CARTBEAT_TEST_CHROMIUM, CARTBEAT_TEST_CLICKHOUSE_URL, JAVA_HOME, CI and CARTBEAT_TEST_PICTURES. */
export function testConfig(): TestConfig {
  return {
    chromium: process.env['CARTBEAT_TEST_CHROMIUM'] ?? null,
    clickhouseUrl: process.env['CARTBEAT_TEST_CLICKHOUSE_URL'] || null,
    javaHome: process.env['JAVA_HOME'] || null,
    ci: process.env['CI'] === 'true',
    pictures: process.env['CARTBEAT_TEST_PICTURES'] === '1',
  }
}
