// kill -9 at random moments while a client sends: nothing acknowledged is missing, nothing counts twice. It proves what the
// process owes; that a write said to be on the disk outlives a power cut is the operating system's word (fsync).
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { audit, readLogged, readTables } from './kill/books.fixture.ts'
import type { ChildStart } from './kill/child.fixture.ts'
import { startClient } from './kill/client.fixture.ts'
import { startChild } from './kill/process.fixture.ts'
import { createRandom } from './simulation/random.fixture.ts'

let dataDir = ''
beforeEach(async () => void (dataDir = await mkdtemp(join(tmpdir(), 'cartbeat-kill-'))))
afterEach(() => rm(dataDir, { recursive: true, force: true }))

const SEED = 20260105
/** Short, so that a life of half a second has several flushes and checkpoints. */
const LIMITS: ChildStart['limits'] = { flushInterval_ms: 60, checkpointInterval_ms: 150, frameInterval_ms: 100 }
/** A start that takes longer is no start. */
const START_MAX_MS = 60_000
/** The last process takes this many before the books are read: what came after all the deaths counts, too. */
const LAST_LIFE_EVENTS = 100

/** Kills `kills` processes one after another on one data folder, then lets one live; what is wrong in the end. */
async function killAndAudit(kills: number, early: boolean) {
  const random = createRandom(SEED)
  const client = startClient(random)
  const start = { dataDir, early, limits: LIMITS }
  const starts_ms: number[] = []
  for (let i = 0; i < kills; i++) {
    const begun_ms = performance.now()
    const child = startChild(start)
    // One in five dies while it starts, and so while it recovers.
    const inStart = i > 0 && random.chance(0.2)
    const usual_ms = starts_ms.at(-1) ?? START_MAX_MS
    if (inStart) await Promise.race([pause(random.next() * usual_ms), child.listening])
    else {
      client.port = await child.listening
      starts_ms.push(performance.now() - begun_ms)
      await pause(random.between(0, 700))
    }
    client.port = null
    await child.kill()
  }
  const last = startChild(start)
  const before = client.acknowledged.size
  client.port = await last.listening
  await vi.waitUntil(() => client.acknowledged.size > before + LAST_LIFE_EVENTS, { timeout: START_MAX_MS })
  await client.end()
  const tables = await readTables(last)
  await last.stop()
  const wrong = audit(client, tables, await readLogged(dataDir))
  return { wrong, client, starts_ms }
}

/** How long a process lives is drawn, not waited for: death comes at a random moment. */
const pause = (life_ms: number) => new Promise<void>((die) => setTimeout(die, life_ms))

it('loses nothing acknowledged and counts nothing twice over 50 kills', { timeout: 400_000 }, async () => {
  const { wrong, client, starts_ms } = await killAndAudit(50, false)
  expect(wrong).toEqual([])
  expect(starts_ms.length).toBeGreaterThanOrEqual(30)
  expect(client.acknowledged.size).toBeGreaterThan(1_000)
})

it('goes red where a write is answered before it is durable', { timeout: 200_000 }, async () => {
  const { wrong } = await killAndAudit(6, true)
  expect(wrong.join('\n')).toMatch(/acknowledged events are not in the log/)
})
