// The migrations' statements as a database takes them. They are written for one engine; on a server tables also write
// through to the disk, and on a cluster each becomes a replicated table on every shard with a Distributed one before it.
import { MigrationError } from './migration-error.ts'

/** A statement of a migration to the statements to run, in order. */
export type Ddl = (statement: string) => readonly string[]

/** For the embedded engine, whose configuration says the rest. */
export const plainDdl: Ddl = (statement) => [statement]

/** An acknowledged row survives a power cut. */
const DURABLE = 'SETTINGS fsync_after_insert = 1, fsync_part_directory = 1'

/** Whole on every node: small, and read where there may be no shard to ask. */
const ON_EVERY_NODE: ReadonlySet<string> = new Set(['migrations', 'checkpoint_chunks', 'checkpoint_markers'])

export function serverDdl(cluster: string | null, database: string): Ddl {
  return (statement) => {
    const named = statement.replaceAll('{database}', database)
    return cluster === null ? [durable(named)] : clusterDdl(named, cluster, database)
  }
}

interface Table {
  readonly name: string
  /** With its brackets. */
  readonly columns: string
  /** e.g. ReplacingMergeTree, and what stands in its brackets. */
  readonly engine: string
  readonly argument: string
  /** PRIMARY KEY, ORDER BY. */
  readonly keys: string
  /** "COMMENT '...'", or nothing. */
  readonly comment: string
}

const COMMENT_LINES = /^(?:\s*--[^\n]*\n)*\s*/
const TABLE =
  /^CREATE TABLE IF NOT EXISTS (\w+) (\([^]*\)) ENGINE = (\w*MergeTree)(?:\((\w*)\))?\s+([^]*?)\s*(COMMENT '(?:[^']|'')*')?$/

function readTable(statement: string): Table | null {
  const found = TABLE.exec(statement.replace(COMMENT_LINES, ''))
  if (!found) return null
  const [, name = '', columns = '', engine = '', argument = '', keys = '', comment = ''] = found
  return { name, columns, engine, argument, keys: keys.replace(/\s*--[^\n]*/g, '').trim(), comment }
}

function durable(statement: string): string {
  const table = readTable(statement)
  return table ? create(table.name, '', table, `${table.engine}(${table.argument})`) : statement
}

function create(name: string, onCluster: string, table: Table, engine: string): string {
  return `CREATE TABLE IF NOT EXISTS ${name}${onCluster} ${table.columns}\nENGINE = ${engine} ${table.keys}\n${DURABLE}${table.comment && `\n${table.comment}`}`
}

function clusterDdl(statement: string, cluster: string, database: string): readonly string[] {
  const onCluster = ` ON CLUSTER ${quote(cluster)}`
  const table = readTable(statement)
  if (table) return clusterTable(table, onCluster, cluster, database)
  const bare = statement.replace(COMMENT_LINES, '')
  const lock = /^((?:CREATE|ALTER|DROP) TABLE (?:IF EXISTS )?migration_lock_\d+)( [^]*)$/.exec(bare)
  if (lock) return [`${lock[1]}${onCluster}${lock[2]}`]
  const view = /^(CREATE OR REPLACE VIEW \w+)( [^]*)$/.exec(bare)
  if (view) return [`${view[1]}${onCluster}${view[2]}`]
  const access = /^((?:CREATE (?:SETTINGS PROFILE|ROLE|USER) IF NOT EXISTS|ALTER USER) \w+|GRANT|REVOKE)(\s[^]*)$/.exec(
    bare,
  )
  if (access) return [`${access[1]}${onCluster}${access[2]}`]
  const column = /^ALTER TABLE (\w+)(\s+(?:ADD|COMMENT|MODIFY) COLUMN [^]*)$/.exec(bare)
  if (column?.[1] && !ON_EVERY_NODE.has(column[1]))
    return [localOf(column[1]), column[1]].map((name) => `ALTER TABLE ${name}${onCluster}${column[2]}`)
  throw new MigrationError(`a cluster cannot take the statement "${bare.split('\n')[0]}"`)
}

function clusterTable(table: Table, onCluster: string, cluster: string, database: string): readonly string[] {
  const { name, engine, argument, columns, comment } = table
  const more = argument && `, ${argument}`
  if (ON_EVERY_NODE.has(name)) {
    // Every node of every shard is a replica of the one table.
    const replicated = `Replicated${engine}('/clickhouse/tables/${database}/${name}', '{shard}_{replica}'${more})`
    return [create(name, onCluster, table, replicated)]
  }
  const local = localOf(name)
  const replicated = `Replicated${engine}('/clickhouse/tables/{shard}/${database}/${local}', '{replica}'${more})`
  // A key's rows must meet in one shard, where FINAL keeps the newest: the key decides it. A partition's rows are together.
  const shardBy = /\bpartition UInt16\b/.test(columns) ? 'cityHash64(log_id, partition)' : 'cityHash64(log_id, show_id)'
  return [
    create(local, onCluster, table, replicated),
    `CREATE TABLE IF NOT EXISTS ${name}${onCluster} AS ${local}\n` +
      `ENGINE = Distributed(${[cluster, database, local].map(quote).join(', ')}, ${shardBy})${comment && `\n${comment}`}`,
  ]
}

/** A shard's own part of a table. */
export function localOf(table: string): string {
  return `${table}_local`
}

function quote(text: string): string {
  return `'${text.replace(/[\\']/g, '\\$&')}'`
}
