// A statement for ClickHouse itself, past the proxy that fails.
import type { TestClickHouse } from '../../testing/clickhouse/start.fixture.ts'

/** Its answer as text, tab separated. */
export async function sql(clickhouse: TestClickHouse, statement: string): Promise<string> {
  const { url, username, password, database } = clickhouse
  const asked = new URL(url)
  asked.searchParams.set('database', database)
  const headers = { 'x-clickhouse-user': username, 'x-clickhouse-key': password }
  const answer = await fetch(asked, { method: 'POST', headers, body: statement })
  const text = await answer.text()
  if (!answer.ok) throw new Error(text)
  return text.trim()
}
