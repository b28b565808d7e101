// Runs the numbered files of sql/migrations, each once, in order, and remembers them by checksum.
import { createHash } from 'node:crypto'
import { readFile, readdir } from 'node:fs/promises'
import type { Store } from './contract.ts'
import { plainDdl } from './ddl.ts'
import type { Ddl } from './ddl.ts'
import { MigrationError } from './migration-error.ts'
import { LOCK_TIMES, underLock } from './migration-lock.ts'
import type { LockTimes } from './migration-lock.ts'
import { splitStatements } from './statements.ts'

export interface Migration {
  /** e.g. "0001_base" */
  readonly name: string
  readonly sql: string
}

export interface MigrateOptions {
  /** The project's own when left out. */
  readonly migrations?: readonly Migration[]
  /** How the database takes the statements. */
  readonly ddl?: Ddl
  readonly lockTimes?: LockTimes
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

/** What a database has had, against what it should have. */
export interface MigrationState {
  /** Names of those it has not had, in order; */
  readonly pending: readonly string[]
  /** of those that were changed after they ran; */
  readonly changed: readonly string[]
  /** and of those this version does not know. */
  readonly unknown: readonly string[]
}

/** Compares by checksum. The table of migrations must be there. */
export async function compareMigrations(
  store: Pick<Store, 'query'>,
  migrations: readonly Migration[],
): Promise<MigrationState> {
  const ran = await store.query<{ name: string; checksum: string }>('SELECT name, checksum FROM migrations')
  const checksums = new Map(ran.map((row) => [row.name, row.checksum]))
  const known = new Set(migrations.map(({ name }) => name))
  return {
    pending: migrations.filter(({ name }) => !checksums.has(name)).map(({ name }) => name),
    changed: migrations
      .filter((each) => checksums.has(each.name) && checksums.get(each.name) !== checksumOf(each))
      .map(({ name }) => name),
    unknown: [...checksums.keys()].filter((name) => !known.has(name)),
  }
}

const checksumOf = ({ sql }: Migration): string => createHash('sha256').update(sql).digest('hex')

const MIGRATIONS_TABLE = `CREATE TABLE IF NOT EXISTS migrations (
  name String COMMENT 'file of sql/migrations', checksum String COMMENT 'SHA-256 of it',
  ran_at DateTime64(3, 'UTC') DEFAULT now64(3)
) ENGINE = MergeTree ORDER BY name
COMMENT 'Migrations this database has had'`

/**
 * Brings the tables and views up to date; returns the names of the migrations this call ran. However many processes start
 * at once, one runs them and the others wait until it has. A statement that fails leaves its migration unmarked, and the
 * next start runs it again from its start: so every statement is IF NOT EXISTS or OR REPLACE.
 * Rejects with MigrationError when a migration was changed after it ran, is not known here, or fails.
 */
export async function migrate(store: Store, options: MigrateOptions = {}): Promise<readonly string[]> {
  const { ddl = plainDdl, lockTimes = LOCK_TIMES } = options
  const wanted = options.migrations ?? (await readMigrations())
  for (const statement of ddl(MIGRATIONS_TABLE)) await store.command(statement)

  /** Those the database has not had. */
  async function pending(): Promise<readonly Migration[]> {
    const { pending, changed, unknown } = await compareMigrations(store, wanted)
    if (unknown[0] !== undefined)
      throw new MigrationError(`the data has had migration ${unknown[0]}, which this version does not know`)
    if (changed[0] !== undefined)
      throw new MigrationError(`migration ${changed[0]} was changed after it ran: add a new one instead`)
    return wanted.filter(({ name }) => pending.includes(name))
  }

  const ran = await underLock(
    store,
    ddl,
    {
      isNeeded: async () => (await pending()).length > 0,
      async work() {
        const done: string[] = []
        for (const migration of await pending()) {
          const { name, sql } = migration
          for (const statement of splitStatements(sql)) await runStatement(store, ddl, name, statement)
          await store.command(`INSERT INTO migrations (name, checksum) VALUES ('${name}', '${checksumOf(migration)}')`)
          done.push(name)
        }
        return done
      },
    },
    lockTimes,
  )
  return ran ?? []
}

async function runStatement(store: Store, ddl: Ddl, name: string, statement: string): Promise<void> {
  try {
    for (const each of ddl(statement)) await store.command(each)
  } catch (error) {
    const first = statement.replace(/^(\s*--[^\n]*\n|\s)+/, '').split('\n')[0]
    throw new MigrationError(`migration ${name} failed at "${first}": ${(error as Error).message}`, { cause: error })
  }
}
