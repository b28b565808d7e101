// One at a time, where all that several processes share is a database without locks: of those who CREATE the same TABLE one
// succeeds. The lock is a table whose comment its holder changes now and then; a lock whose comment stays as it is was left
// by a process that died, and the next number is created beside it. No clocks are compared: each watches for itself.
// Should two ever hold it (a holder that slept for long and woke), both run the same statements, each IF NOT EXISTS or OR
// REPLACE: no harm, only work done twice.
import { setTimeout as delay } from 'node:timers/promises'
import type { Store } from './contract.ts'
import type { Ddl } from './ddl.ts'
import { MigrationError } from './migration-error.ts'

export interface LockTimes {
  /** How often those who wait look. */
  readonly poll_ms: number
  /** How often a holder changes the comment. */
  readonly beat_ms: number
  /** A comment unchanged for so long is a dead holder's. */
  readonly stale_ms: number
  /** Who waits longer gives up. */
  readonly wait_ms: number
}

export const LOCK_TIMES: LockTimes = { poll_ms: 200, beat_ms: 5_000, stale_ms: 30_000, wait_ms: 600_000 }

const PREFIX = 'migration_lock_'

interface Lock {
  readonly number: number
  readonly comment: string
}

/**
 * Runs `work` while holding the lock. Before each try to get it asks `isNeeded`; false: others have done it, and null is
 * returned. Rejects with MigrationError when another holds it for longer than wait_ms.
 */
export async function underLock<T>(
  store: Store,
  ddl: Ddl,
  { isNeeded, work }: { isNeeded: () => Promise<boolean>; work: () => Promise<T> },
  times: LockTimes = LOCK_TIMES,
): Promise<T | null> {
  const holder = crypto.randomUUID()
  const begun_ms = performance.now()
  let seen = ''
  let since_ms = begun_ms
  for (;;) {
    if (!(await isNeeded())) return null
    const newest = await newestLock(store)
    const shows = `${newest?.number} ${newest?.comment}`
    if (shows !== seen) {
      seen = shows
      since_ms = performance.now()
    }
    const isStale = newest !== null && performance.now() - since_ms >= times.stale_ms
    if (newest === null || isStale) {
      const number = (newest?.number ?? 0) + 1
      if (await take(store, ddl, number, holder)) return await hold(store, ddl, number, holder, work, times)
    }
    if (performance.now() - begun_ms > times.wait_ms)
      throw new MigrationError(
        `another process has been migrating for ${Math.round(times.wait_ms / 1000)} s; if none is, drop the table ${PREFIX}${newest?.number}`,
      )
    await delay(times.poll_ms)
  }
}

async function newestLock(store: Store): Promise<Lock | null> {
  const rows = await store.query<{ name: string; comment: string }>(
    `SELECT name, comment FROM system.tables WHERE database = currentDatabase() AND startsWith(name, '${PREFIX}')`,
  )
  const locks = rows.map(({ name, comment }) => ({ number: Number(name.slice(PREFIX.length)), comment }))
  return locks.toSorted((a, b) => b.number - a.number)[0] ?? null
}

async function take(store: Store, ddl: Ddl, number: number, holder: string): Promise<boolean> {
  try {
    for (const statement of ddl(`CREATE TABLE ${PREFIX}${number} (held Bool) ENGINE = Memory COMMENT '${holder} 0'`))
      await store.command(statement)
  } catch (error) {
    const newest = await newestLock(store)
    // Someone else was first. Any other reason is not about the lock.
    if (newest === null || newest.comment.startsWith(holder)) throw error
    return false
  }
  // A holder thought dead may have let its own go at this moment, and another begun again from 1: the highest has it.
  const newest = await newestLock(store)
  if (newest?.number === number && newest.comment.startsWith(holder)) return true
  await drop(store, ddl, number)
  return false
}

async function hold<T>(
  store: Store,
  ddl: Ddl,
  number: number,
  holder: string,
  work: () => Promise<T>,
  times: LockTimes,
): Promise<T> {
  let beats = 0
  let beating = Promise.resolve()
  const timer = setInterval(() => {
    beating = change(store, ddl, `ALTER TABLE ${PREFIX}${number} MODIFY COMMENT '${holder} ${++beats}'`)
  }, times.beat_ms)
  try {
    return await work()
  } finally {
    clearInterval(timer)
    await beating
    for (let each = number; each > 0 && each > number - LEFT_MAX; each--) await drop(store, ddl, each)
  }
}

/** Locks of the dead below one's own. */
const LEFT_MAX = 8

async function drop(store: Store, ddl: Ddl, number: number): Promise<void> {
  await change(store, ddl, `DROP TABLE IF EXISTS ${PREFIX}${number} SYNC`)
}

/** A beat or a drop that fails makes others wait until the lock is stale; that is all. */
async function change(store: Store, ddl: Ddl, statement: string): Promise<void> {
  for (const each of ddl(statement)) await store.command(each).catch(() => {})
}
