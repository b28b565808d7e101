// The two databases of a replay: the service's own, which is read, and the new one beside it in the same engine.
import { randomBytes } from 'node:crypto'
import { MigrationError } from '../../store/migration-error.ts'
import { COMPARISON_TIME_MAX_S } from '../../store/comparison.ts'
import type { Store } from '../../store/contract.ts'
import { EMBEDDED_DATABASE, openEmbeddedStore } from '../../store/embedded.ts'
import { migrate, readMigrations } from '../../store/migrate.ts'
import { dropLeftReplays, dropReplayDatabase, makeReplayDatabase } from '../../store/replays.ts'
import { migrateServer } from '../../store/server-migrate.ts'
import { ensureReaders, readersOf } from '../../store/server-readers.ts'
import { openServerStore } from '../../store/server.ts'
import type { ClickHouseConfig } from '../config.ts'

export interface ReplayDatabases {
  /** The service's own. */
  readonly here: { readonly name: string; readonly store: Store }
  /** The new one, migrated and empty. */
  readonly there: { readonly name: string; readonly store: Store }
  readonly cluster: string | null
  /** Takes the new one away. */
  drop(): Promise<void>
  close(): Promise<void>
}

/** A query that compares whole tables says nothing for as long as it takes. */
const PATIENCE = { querySilence_ms: (COMPARISON_TIME_MAX_S + 5) * 1000 }

export async function openReplayDatabases(
  dataDir: string,
  clickhouse: ClickHouseConfig | null,
  into: string | null,
): Promise<ReplayDatabases> {
  const source = clickhouse?.database ?? EMBEDDED_DATABASE
  // By chance, not by process: in containers all have the same number, and one that was killed left its database.
  const name = into ?? `${source}_replay_${randomBytes(4).toString('hex')}`
  const cluster = clickhouse?.cluster ?? null
  const open = (database: string) =>
    clickhouse === null
      ? openEmbeddedStore({ dir: dataDir, database })
      : openServerStore({ ...clickhouse, database }, PATIENCE)
  const own = await open(source)
  const opened: Store[] = [own]
  const close = async () => void (await Promise.all(opened.splice(0).map((store) => store.close())))
  try {
    await mustBeUpToDate(own, source)
    // The data folder is locked: whose it was is gone. A server may have a replay of somebody else at work.
    if (clickhouse === null) await dropLeftReplays(own, source)
    await makeReplayDatabase(own, source, name, cluster)
    const made = await open(name)
    opened.push(made)
    if (clickhouse === null) await migrate(made)
    else {
      // Without a role of its own, which would stay behind: who may read the one may read the other, where it is kept.
      await migrateServer({ ...clickhouse, database: name }, made, { migrations: await readMigrations() })
      if (into !== null) {
        await ensureReaders({ ...clickhouse, database: source }, own)
        const on = cluster === null ? '' : ` ON CLUSTER '${cluster}'`
        await own.command(`GRANT${on} SELECT ON ${name}.* TO ${readersOf(source)}`)
      }
    }
    return {
      here: { name: source, store: own },
      there: { name, store: made },
      cluster,
      drop: () => dropReplayDatabase(own, name, cluster),
      close,
    }
  } catch (error) {
    await close()
    throw error
  }
}

/** Both must have the same columns, and to change the service's tables is the service's to do. */
async function mustBeUpToDate(store: Store, name: string): Promise<void> {
  const ran = await store
    .query<{ name: string }>('SELECT name FROM migrations')
    .catch((): readonly { name: string }[] => [])
  const missing = (await readMigrations()).filter((wanted) => !ran.some((row) => row.name === wanted.name))
  if (missing.length > 0)
    throw new MigrationError(
      `database ${name} has not had ${missing.map((migration) => migration.name).join(', ')}: start the service of this version first`,
    )
}
