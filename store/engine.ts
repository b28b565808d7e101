// The embedded ClickHouse of a data folder: its configuration, and the session that keeps it open. There is one engine a
// process; the first session decides its configuration, so every opener names the same.
import { mkdirSync, renameSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { threadId } from 'node:worker_threads'
import { Session } from 'chdb'
import { ENGINE_MEMORY_SHARE, WIDE_PART_BYTES } from './limits.ts'

export interface Engine {
  /** Where chDB keeps its data; connections are made with it. */
  readonly path: string
  /** For files on their way into a table. */
  readonly inserts: string
  close(): void
}

export function openEngine(dir: string): Engine {
  const root = resolve(dir)
  const path = join(root, 'clickhouse')
  const config = join(root, 'clickhouse-config')
  const inserts = join(root, 'inserts')
  for (const folder of [path, config, inserts]) mkdirSync(folder, { recursive: true })
  write(join(config, 'users.xml'), USERS)
  write(join(config, 'config.xml'), configXml(join(config, 'users.xml')))
  const session = new Session(path, { connectionArgs: [`--config-file=${join(config, 'config.xml')}`] })
  return { path, inserts, close: () => session.close() }
}

/** Whole or not at all: another thread may be reading it. */
function write(file: string, text: string): void {
  const draft = `${file}.${threadId}`
  writeFileSync(draft, text)
  renameSync(draft, file)
}

/**
 * The one user of the engine. What is not granted is refused to everybody: reading files (READ ON FILE), the network (URL,
 * S3, REMOTE, ...), executables.
 */
const USERS = `<clickhouse>
  <profiles><default/></profiles>
  <quotas><default/></quotas>
  <users>
    <default>
      <password/>
      <networks><ip>127.0.0.1</ip></networks>
      <profile>default</profile>
      <quota>default</quota>
      <grants>
        <query>GRANT SHOW, SELECT, INSERT, CREATE DATABASE, CREATE TABLE, CREATE VIEW, ALTER, DROP TABLE, DROP VIEW, DROP DATABASE, OPTIMIZE ON *.*</query>
      </grants>
    </default>
  </users>
</clickhouse>
`

/**
 * fsync_*: an acknowledged row survives a power cut. Below min_bytes_for_wide_part a part's columns lie in one file: a file a
 * column, each with its own fsync, costs a large insert more than the rows do.
 */
function configXml(users: string): string {
  return `<clickhouse>
  <user_directories><users_xml><path>${escapeXml(users)}</path></users_xml></user_directories>
  <max_server_memory_usage_to_ram_ratio>${ENGINE_MEMORY_SHARE}</max_server_memory_usage_to_ram_ratio>
  <merge_tree>
    <fsync_after_insert>1</fsync_after_insert>
    <fsync_part_directory>1</fsync_part_directory>
    <min_bytes_for_wide_part>${WIDE_PART_BYTES}</min_bytes_for_wide_part>
  </merge_tree>
</clickhouse>
`
}

function escapeXml(text: string): string {
  return text.replace(/[&<>]/g, (c) => `&#${c.charCodeAt(0)};`)
}
