// Takes a visitor out of rows that are written. Each row they have is written again without them, under a version higher than
// any of theirs, so it wins over whatever a lagging owner or a recovery may still write of the same key; what the old rows held
// is deleted after that. Said again it finds nothing left: so it can be repeated until it is done.
import type { Store } from './contract.ts'
import { localOf } from './ddl.ts'
import { bindParams } from './params.ts'
import { TABLES, type TableName } from './tables.ts'

export interface StoredErasure {
  readonly logId: string
  readonly partition: number
  readonly visitorId: string
  readonly pseudonym: string
  /** Rows of the partition with a version below it may be the visitor's. */
  readonly offset: number
  /** Logs before this one hold the visitor too, and no owner looks after them. */
  readonly isForOtherLogs: boolean
}

/** What each table says in place of what identifies; as pipeline/erasure/rows.ts has it. */
const WITHOUT: Partial<Record<TableName, Readonly<Record<string, string>>>> = {
  events_log: { visitor_id: '{pseudonym:String}', user_id: "''", message_id: "''", properties: "''", context: "''" },
  sessions_log: { visitor_id: '{pseudonym:String}', user_id: "''" },
  session_minutes_log: { visitor_id: '{pseudonym:String}' },
  comments_log: {
    ...{ visitor_id: '{pseudonym:String}', comment_id: "''", author: "''", text: "''" },
    ...{ text_key: 'toUInt32(0)', question_key: "''" },
  },
  orders_log: { visitor_id: '{pseudonym:String}', user_id: "''" },
  quarantine_log: { message_id: "''", found: "''", raw: "''" },
}

/** Which rows are theirs. Of what was refused nothing is known but how it was sent. */
const theirs = (table: TableName): string =>
  table === 'quarantine_log' ? 'position(raw, {named:String}) > 0' : 'visitor_id = {visitorId:String}'

/** Resolves once no view shows them; the old rows then go as the engine gets to it. Rejects as the store does. */
export async function eraseVisitor(
  store: Pick<Store, 'command'>,
  erasure: StoredErasure,
  cluster: string | null,
): Promise<void> {
  const { isForOtherLogs, visitorId } = erasure
  const params = { ...erasure, version: erasure.offset, named: JSON.stringify(visitorId) }
  const own = 'log_id = {logId:String} AND partition = {partition:UInt16}'
  const scopes = [
    { rows: own, version: 'greatest(version, {version:UInt64})' },
    ...(isForOtherLogs ? [{ rows: 'log_id != {logId:String}', version: 'version + 1' }] : []),
  ]
  for (const table of Object.keys(WITHOUT) as TableName[])
    for (const { rows, version } of scopes) {
      await store.command(bindParams(rewritten(table, rows, version, cluster), params))
      const [name, on] = cluster === null ? [table, ''] : [localOf(table), ` ON CLUSTER '${cluster}'`]
      await store.command(bindParams(`ALTER TABLE ${name}${on} DELETE WHERE ${rows} AND ${theirs(table)}`, params))
    }
}

function rewritten(table: TableName, rows: string, version: string, cluster: string | null): string {
  const columns = Object.keys(TABLES[table])
  const said: Readonly<Record<string, string>> = { ...WITHOUT[table], version }
  const values = columns.map((column) => said[column] ?? `\`${column}\``)
  // Versions are compared where a key's rows are all seen, so the visitor is looked for among the newest rows of the keys they
  // have any row of: reading those alone.
  const place = table === 'quarantine_log' ? '(partition, `offset`)' : '(show_id, partition)'
  const keys = table === 'orders_log' ? 'order_id' : place
  const found = `SELECT ${keys.replace(/[()]/g, '')} FROM ${table} WHERE ${rows} AND ${theirs(table)}`
  const settings = cluster === null ? '' : ' SETTINGS distributed_foreground_insert = 1'
  return `INSERT INTO ${table} (${columns.map((column) => `\`${column}\``).join(', ')})${settings}
    SELECT ${values.join(', ')}
    FROM (SELECT * FROM ${table} FINAL WHERE ${rows} AND ${keys} IN (${found}))
    WHERE ${theirs(table)}`
}
