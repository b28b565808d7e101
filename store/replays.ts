// Databases that hold a replay: beside the one they are of, in the same engine, so that an analyst can join the two.
import type { Store } from './contract.ts'

/** What a replay was: kept in the database it made. */
export interface ReplayFacts {
  readonly logId: string
  /** 'start' or an offset. */
  readonly from: string
  /** Version of the comment scorer. */
  readonly model: string
}

/** A name for a database that needs no quotes. */
const NAME = /^[A-Za-z_]\w{0,62}$/

/** It cannot be used: the message says why. */
export class ReplayDatabaseError extends Error {
  override readonly name = 'ReplayDatabaseError'
}

const on = (cluster: string | null): string => (cluster === null ? '' : ` ON CLUSTER '${cluster}'`)
const commentOf = (source: string): string => `Replays of ${source}`

/** A condition on system.tables: the marks of the replays of a database. */
export function isReplayOf(source: string): string {
  return `name = 'replays' AND comment = '${commentOf(source).replace(/[\\']/g, '\\$&')}'`
}

/**
 * Makes the database, empty. Rejects with ReplayDatabaseError where the name is none, is the source's own, or is taken: a
 * second replay over a first would be neither.
 */
export async function makeReplayDatabase(
  store: Store,
  source: string,
  name: string,
  cluster: string | null,
): Promise<void> {
  if (!NAME.test(name))
    throw new ReplayDatabaseError(`"${name}" is no name for a database: letters, digits and _ are taken`)
  if (name === source)
    throw new ReplayDatabaseError(`${name} is the database the service writes to: a replay needs its own`)
  const [found] = await store.query<{ tables: number }>(
    'SELECT toFloat64(count()) AS tables FROM system.tables WHERE database = {name:String}',
    { params: { name } },
  )
  if ((found?.tables ?? 0) > 0)
    throw new ReplayDatabaseError(`there is a database ${name} with ${found?.tables} tables: name another`)
  await store.command(`CREATE DATABASE IF NOT EXISTS \`${name}\`${on(cluster)}`)
}

/** Marks a database, once all its rows are there. `store` is of that database. */
export async function markReplay(
  store: Store,
  source: string,
  facts: ReplayFacts,
  cluster: string | null,
): Promise<void> {
  const text = (value: string) => `'${value.replace(/[\\']/g, '\\$&')}'`
  await store.command(
    `CREATE TABLE IF NOT EXISTS replays${on(cluster)} (log_id String COMMENT 'log it was made of',
       begun_from String COMMENT 'start, or the offset it began at', model String COMMENT 'version of the comment scorer',
       made_at DateTime64(3, 'UTC') DEFAULT now64(3) COMMENT 'when'
     ) ENGINE = MergeTree ORDER BY made_at
     COMMENT ${text(commentOf(source))}`,
  )
  await store.command(
    `INSERT INTO replays (log_id, begun_from, model) VALUES (${[facts.logId, facts.from, facts.model].map(text).join(', ')})`,
  )
}

/** Takes away the databases of replays that were killed: named as those that go again, and not marked as kept. */
export async function dropLeftReplays(store: Store, source: string): Promise<void> {
  const left = await store.query<{ name: string }>(
    `SELECT name FROM system.databases WHERE match(name, {pattern:String})
       AND name NOT IN (SELECT database FROM system.tables WHERE ${isReplayOf(source)})`,
    { params: { pattern: `^${source}_replay_[0-9a-f]+$` } },
  )
  for (const { name } of left) await dropReplayDatabase(store, name, null)
}

/** Takes the database away with all that is in it. `store` is of another. */
export async function dropReplayDatabase(store: Store, name: string, cluster: string | null): Promise<void> {
  if (!NAME.test(name)) throw new ReplayDatabaseError(`"${name}" is no name for a database`)
  await store.command(`DROP DATABASE IF EXISTS \`${name}\`${on(cluster)} SYNC`)
}
