// The oracle. It knows two things: what clients were told was accepted, and what stands in the tables, which it asks in SQL of
// its own over plain HTTP. It shares no code with the product, and imports none of it.
import type { Ledger } from '../world/ledger.ts'

export interface Tables {
  readonly url: string
  readonly username: string
  readonly password: string
  readonly database: string
}

export interface OracleOptions {
  /** Nothing reached the processor so late that its minutes had closed: then minutes add up to the totals. */
  readonly inTime: boolean
}

/** What is wrong with the tables, a line each; [] when every accepted event counts once, and nothing else does. */
export async function audit(tables: Tables, ledger: Ledger, { inTime }: OracleOptions): Promise<readonly string[]> {
  const ask = (sql: string) => query(tables, sql)
  const wrong: string[] = []
  const equal = (what: string, found: unknown, expected: number) => {
    if (Number(found) !== expected) wrong.push(`${what}: ${String(found)} for ${expected}`)
  }
  const some = (what: string, ids: readonly string[]) => {
    if (ids.length > 0) wrong.push(`${ids.length} ${what}: ${ids.slice(0, 4).join(', ')}`)
  }

  // Every accepted event, once. A row's identity is its place in the log; the newest version of a place counts.
  const events = await ask(`SELECT message_id, kind FROM (
    SELECT log_id, partition, offset, index, argMax(message_id, version) AS message_id, argMax(kind, version) AS kind
    FROM events_log GROUP BY log_id, partition, offset, index)`)
  const stored = events.filter(([, kind]) => kind !== 'player.heartbeat').map(([id]) => String(id))
  const lateBeats = events.filter(([, kind]) => kind === 'player.heartbeat').map(([id]) => String(id))
  const known = new Set(stored)
  some(
    'accepted events are not in the tables',
    [...ledger.events].filter((id) => !known.has(id)),
  )
  some(
    'events of the tables were never accepted',
    [...known].filter((id) => !ledger.events.has(id)),
  )
  some('events stand twice in the tables', repeated(stored))
  some('heartbeats stand twice in the tables', repeated(lateBeats))
  const [[folded] = []] = await ask(`SELECT sum(heartbeats) FROM session_minutes`)
  equal('heartbeats folded or stored', Number(folded) + lateBeats.length, ledger.heartbeats.size)

  // The ledger's sums, by every way the tables have to them.
  const [[comments, commentIds, inTimeComments] = []] = await ask(
    `SELECT count(), uniqExact(text), countIf(NOT late) FROM comments WHERE show_id != ''`,
  )
  equal('comments', comments, ledger.comments.size)
  equal('different comments', commentIds, ledger.comments.size)
  const [[orders, revenue] = []] = await ask(`SELECT count(), sum(total_minor) FROM orders WHERE show_id != ''`)
  equal('orders', orders, ledger.orders.size)
  const total = [...ledger.orders.values()].reduce((sum, each) => sum + each, 0)
  equal('revenue, minor units', revenue, total)
  const [[units] = []] = await ask('SELECT sum(quantity) FROM order_lines')
  equal('units sold', units, ledger.orders.size)
  const [[totalComments] = []] = await ask(`SELECT sum(comments) FROM show_totals WHERE show_id != ''`)
  equal('comments in the totals', totalComments, ledger.comments.size)
  const [[minuteComments] = []] = await ask(`SELECT sum(comments) FROM show_minutes WHERE show_id != ''`)
  equal('comments in the minutes', minuteComments, Number(inTimeComments))
  if (inTime) equal('comments in time', inTimeComments, ledger.comments.size)

  // Each session to itself: a total that went back shows here.
  const sessions = await ask(`SELECT session_id, sum(events), uniqExact(visitor_id) FROM sessions
    WHERE show_id != '' GROUP BY session_id`)
  const bySession = new Map(sessions.map(([id, n]) => [String(id), Number(n)]))
  some(
    'sessions have not the events they sent',
    [...ledger.sessions]
      .filter(([id, n]) => bySession.get(id) !== n)
      .map(([id, n]) => `${id} ${bySession.get(id)}/${n}`),
  )
  equal('sessions', bySession.size, ledger.sessions.size)

  // The conservation sum, from the base table.
  const [[received, kept, duplicate, refused] = []] = await ask(`SELECT sum(r), sum(s + f), sum(d), sum(q + b) FROM (
    SELECT argMax(received, version) AS r, argMax(stored, version) AS s, argMax(folded, version) AS f,
      argMax(duplicate, version) AS d, argMax(quarantined, version) AS q, argMax(bot, version) AS b
    FROM intake_log GROUP BY log_id, partition, source)`)
  equal('kept of what was received', kept, ledger.events.size + ledger.heartbeats.size)
  equal('refused', refused, 0)
  equal('received but for duplicates', Number(received) - Number(duplicate), Number(kept))
  return wrong
}

function repeated(ids: readonly string[]): readonly string[] {
  const seen = new Set<string>()
  return ids.filter((id) => seen.has(id) || !seen.add(id))
}

type Cells = readonly (string | number | boolean)[]

async function query({ url, username, password, database }: Tables, sql: string): Promise<readonly Cells[]> {
  const asked = new URL(url)
  asked.searchParams.set('database', database)
  const answer = await fetch(asked, {
    method: 'POST',
    headers: { 'x-clickhouse-user': username, 'x-clickhouse-key': password },
    body: `${sql} FORMAT JSONCompact`,
    signal: AbortSignal.timeout(ANSWER_MS),
  })
  const text = await answer.text()
  if (!answer.ok) throw new Error(text)
  return (JSON.parse(text) as { data: Cells[] }).data
}

const ANSWER_MS = 30_000
