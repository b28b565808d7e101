// `npm run replay`: steps the log again into a database of its own and, if asked, holds its tables against the service's.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createScorer, scorerOf } from '../../comments/scorer.ts'
import type { EventLog } from '../../log/contract.ts'
import { lockDataFolder, type FolderLock } from '../../log/folder-lock.ts'
import { DEFAULT_SETTINGS } from '../../pipeline/contract.ts'
import { createProcessor, restoreProcessor } from '../../pipeline/processor.ts'
import { openCheckpointFiles } from '../../pipeline/runtime/checkpoint-files.ts'
import { openCheckpointTables } from '../../pipeline/runtime/checkpoint-tables.ts'
import { replay, ReplayError, type Replayed } from '../../pipeline/runtime/replay.ts'
import { compareTables, type TableComparison } from '../../store/comparison.ts'
import type { Store } from '../../store/contract.ts'
import { eraseVisitor } from '../../store/erasure.ts'
import { markReplay } from '../../store/replays.ts'
import { TABLES, TABLE_NAMES } from '../../store/tables.ts'
import type { ServiceConfig } from '../config.ts'
import { openServiceLog } from '../log.ts'
import { ArgumentsError, type ReplayArguments } from './arguments.ts'
import { openReplayDatabases, type ReplayDatabases } from './databases.ts'

export interface ReplayReport extends Replayed {
  /** The new database; null: it is gone again. */
  readonly database: string | null
  readonly model: string
  /** null where nothing was compared. */
  readonly tables: readonly TableComparison[] | null
}

/**
 * Reads the log and the service's tables and changes neither. Where one of them is in the data folder the service must be
 * stopped. Rejects with DataFolderLockedError, ReplayError, ReplayDatabaseError, and with the signal's reason: what it made and
 * was not to keep is gone by then.
 */
export async function runReplay(
  { dataDir, kafka, clickhouse }: Pick<ServiceConfig, 'dataDir' | 'kafka' | 'clickhouse'>,
  { from, verify, into, showId, modelFile }: ReplayArguments,
  say: (message: string) => void,
  signal: AbortSignal = new AbortController().signal,
): Promise<ReplayReport> {
  const scorer = modelFile === null ? createScorer() : scorerOf(readModel(modelFile))
  if (!kafka) mustHave(dataDir, 'log', 'is no log')
  if (!clickhouse) mustHave(dataDir, 'clickhouse', 'are no tables')
  let lock: FolderLock | null = null
  let log: EventLog | null = null
  let databases: ReplayDatabases | null = null
  let isDone = false
  try {
    if (!kafka || !clickhouse) lock = lockDataFolder(dataDir)
    log = await openServiceLog({ kafka, dataDir, clock: Date.now })
    databases = await openReplayDatabases(dataDir, clickhouse, into)
    const { here, there, cluster } = databases
    const checkpoints =
      clickhouse === null
        ? openCheckpointFiles({ dir: join(dataDir, 'checkpoints'), report: say })
        : openCheckpointTables(here.store, say)
    const replayed = await replay({
      ...{ log, checkpoints, store: there.store, from, settings: DEFAULT_SETTINGS, scorer },
      createProcessor,
      restoreProcessor,
      erase: (erasure) => eraseVisitor(there.store, erasure, cluster),
      onProgress: (partition, offset, until) => say(`partition ${partition}: ${offset} of ${until} records`),
      signal,
    })
    let tables: ReplayReport['tables'] = null
    if (verify) {
      if (showId === null) await mustStandAtCheckpoints(here.store, log.logId, replayed)
      tables = await compareTables({
        ...{ store: giveUpWith(signal, here.store), here: here.name, there: there.name, logId: log.logId, showId },
        from: from === 'start' ? null : replayed.stretches.map((stretch) => stretch.from),
        isCluster: cluster !== null,
      })
    }
    const facts = { logId: log.logId, from: String(from), model: scorer.modelVersion }
    if (into !== null) await markReplay(there.store, here.name, facts, cluster)
    isDone = true
    return { ...replayed, database: into, model: scorer.modelVersion, tables }
  } finally {
    // Half of one is of no use, and would stand in the way of the next.
    if (into === null || !isDone) await databases?.drop().catch((error: unknown) => say(leftText(databases, error)))
    await databases?.close()
    await log?.close()
    lock?.release()
  }
}

function leftText(databases: ReplayDatabases | null, error: unknown): string {
  return `the new database was left: DROP DATABASE ${databases?.there.name}, when it can be (${String(error)})`
}

/** A comparison is one long query after another. */
function giveUpWith(signal: AbortSignal, store: Store): Pick<Store, 'query'> {
  return {
    query(sql, options) {
      signal.throwIfAborted()
      return store.query(sql, { ...options, signal })
    },
  }
}

/** Opening what is not there would make it. */
function mustHave(dataDir: string, part: string, lacking: string): void {
  if (existsSync(join(dataDir, part))) return
  throw new ReplayError(`there ${lacking} in ${dataDir}: set CARTBEAT_DATA_DIR to the data folder of the service`)
}

function readModel(file: string): Buffer {
  try {
    return readFileSync(file)
  } catch (error) {
    throw new ArgumentsError(`--model ${file} cannot be read (${(error as NodeJS.ErrnoException).code})`)
  }
}

/** Beyond its newest checkpoint the service may have written totals the replay has not come to. */
async function mustStandAtCheckpoints(store: Store, logId: string, { stretches }: Replayed): Promise<void> {
  const versions = TABLE_NAMES.filter((table) => Object.hasOwn(TABLES[table], 'partition')).map(
    (table) =>
      `SELECT partition, max(version) AS newest FROM ${table} WHERE log_id = {logId:String} GROUP BY partition`,
  )
  const rows = await store.query<{ partition: number; newest: number }>(
    `SELECT partition, toFloat64(max(newest)) AS newest FROM (${versions.join(' UNION ALL ')}) GROUP BY partition ORDER BY partition`,
    { params: { logId } },
  )
  for (const { partition, newest } of rows) {
    const until = stretches[partition]?.until ?? 0
    if (newest >= until)
      throw new ReplayError(
        `partition ${partition}: the tables stand at record ${newest}, the newest checkpoint at ${until}: the service runs, ` +
          'or did not end by itself. Stop it (where it was killed, start it and stop it), or compare one finished show: --show ID',
      )
  }
}
