// Runs the numbered files of sql/migrations, each once, in order, and remembers them by checksum.
import { createHash } from 'node:crypto'
import { readFile, readdir } from 'node:fs/promises'
import type { Store } from './contract.ts'
import { splitStatements } from './statements.ts'

export interface Migration {
  /** e.g. "0001_base" */
  readonly name: string
  readonly sql: string
}

/** A migration that cannot be run: one line that says which and why. */
export class MigrationError extends Error {
  override readonly name = 'MigrationError'
}

const FOLDER = new URL('../sql/migrations/', import.meta.url)
const FILE_NAME = /^\d{4}_[a-z0-9_]+\.sql$/

/** The project's own migrations, in order. */
export async function readMigrations(folder: URL = FOLDER): Promise<readonly Migration[]> {
  const files = (await readdir(folder)).filter((file) => FILE_NAME.test(file)).toSorted()
  return Promise.all(
    files.map(async (file) => ({
      name: file.replace(/\.sql$/, ''),
      sql: await readFile(new URL(file, folder), 'utf8'),
    })),
  )
}

/**
 * Brings the tables and views up to date; returns the names of the migrations run. A statement that fails leaves its
 * migration unmarked, and the next start runs it again from its start: so every statement is IF NOT EXISTS or OR REPLACE.
 * One owner migrates at a time (the process that has the data folder; a server's first pipeline).
 */
export async function migrate(store: Store, migrations?: readonly Migration[]): Promise<readonly string[]> {
  await store.command(
    `CREATE TABLE IF NOT EXISTS migrations (
       name String COMMENT 'file of sql/migrations', checksum String COMMENT 'SHA-256 of it',
       ran_at DateTime64(3, 'UTC') DEFAULT now64(3)
     ) ENGINE = MergeTree ORDER BY name COMMENT 'Migrations this database has had'`,
  )
  const ran = await store.query<{ name: string; checksum: string }>('SELECT name, checksum FROM migrations')
  const checksums = new Map(ran.map((row) => [row.name, row.checksum]))
  const wanted = migrations ?? (await readMigrations())
  const known = new Set(wanted.map((migration) => migration.name))
  for (const name of checksums.keys())
    if (!known.has(name))
      throw new MigrationError(`the data has had migration ${name}, which this version does not know`)
  const done: string[] = []
  for (const { name, sql } of wanted) {
    const checksum = createHash('sha256').update(sql).digest('hex')
    const before = checksums.get(name)
    if (before === checksum) continue
    if (before !== undefined)
      throw new MigrationError(`migration ${name} was changed after it ran: add a new one instead`)
    for (const statement of splitStatements(sql)) await runStatement(store, name, statement)
    await store.command(`INSERT INTO migrations (name, checksum) VALUES ('${name}', '${checksum}')`)
    done.push(name)
  }
  return done
}

async function runStatement(store: Store, name: string, statement: string): Promise<void> {
  try {
    await store.command(statement)
  } catch (error) {
    const first = statement.replace(/^(\s*--[^\n]*\n|\s)+/, '').split('\n')[0]
    throw new MigrationError(`migration ${name} failed at "${first}": ${(error as Error).message}`, { cause: error })
  }
}
