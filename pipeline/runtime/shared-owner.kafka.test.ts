// Owners come, are killed, freeze and wake, and leave, while events arrive: the tables end as if one owner had done it all.
// The store is the test itself; it refuses two different rows of one key and version.
import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Packr } from 'msgpackr'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { encodeBatch } from '../../events/codec.ts'
import type { EventLog } from '../../log/contract.ts'
import { joinGroup } from '../../log/kafka/group.ts'
import { openKafkaLog } from '../../log/kafka/kafka.ts'
import { createKafka } from '../../log/kafka/settings.ts'
import { newTopic, settingsFor } from '../../log/kafka/topic.fixture.ts'
import { startKafka, type TestKafka } from '../../testing/kafka/broker.ts'
import { write, type FinalTables } from '../final-tables.fixture.ts'
import { DEFAULT_SETTINGS } from '../contract.ts'
import { createProcessor } from '../processor.ts'
import { encodeCheckpoint } from './checkpoints.ts'
import { commentEvent } from './comment.fixture.ts'
import { groupOf } from './shared-owner.ts'
import type { FromOwner, OwnerStart, ToOwner } from './shared-owner-process.fixture.ts'
import { PATIENCE_MS } from '../../testing/patience.ts'

const PARTITIONS = 6
/** Nobody writes to it: ticks alone move its time. */
const IDLE = 5
const SESSION_MS = 1_500
const WAIT = { timeout: PATIENCE_MS, interval: 20 }

const dir = mkdtempSync(join(tmpdir(), 'cartbeat-group-'))
const tables: FinalTables = new Map()
const broken: unknown[] = []
const children: ChildProcess[] = []
let kafka: TestKafka
let topic: string
let log: EventLog

beforeAll(async () => {
  kafka = await startKafka()
  topic = await newTopic(kafka, { partitions: PARTITIONS })
  log = await openKafkaLog({ settings: settingsFor(kafka, topic) })
})
afterAll(async () => {
  for (const child of children) child.kill('SIGKILL')
  await log?.close()
  await kafka?.close()
  rmSync(dir, { recursive: true, force: true })
})

interface OwnerProcess {
  has: readonly number[]
  readonly steppedBack: Promise<void>
  readonly child: ChildProcess
  stop(): Promise<void>
}

function startOwnerProcess(): OwnerProcess {
  const start: OwnerStart = { kafka: settingsFor(kafka, topic), checkpointsDir: dir, session_ms: SESSION_MS }
  const child = fork(new URL('./shared-owner-process.fixture.ts', import.meta.url), [JSON.stringify(start)], {
    serialization: 'advanced',
    execArgv: [],
  })
  children.push(child)
  const tell = (message: ToOwner) => child.connected && child.send(message)
  const { promise: steppedBack, resolve: stepBack } = Promise.withResolvers<void>()
  const owner: OwnerProcess = {
    has: [],
    steppedBack,
    child,
    async stop() {
      tell({ stop: true })
      await once(child, 'exit')
    },
  }
  child.on('message', (message: FromOwner) => {
    if (message.kind === 'assigned') owner.has = message.partitions
    else if (message.kind === 'reported') {
      if (message.message.includes('takes none until then')) stepBack()
    } else if (message.kind === 'failed') broken.push(message.message)
    else {
      try {
        write(tables, message.rows)
      } catch (error) {
        broken.push(error)
      }
      tell({ taken: message.id })
    }
  })
  return owner
}

let sent = 0
const numbers = Array.from({ length: PARTITIONS }, () => 0)

const comment = (partition: number) =>
  commentEvent({
    messageId: `m${++sent}`,
    at_ms: Date.now(),
    visitorId: `v${partition}`,
    sessionId: `s${partition}`,
  })

/** Records of three comments to every partition but the idle one; each fifth one comes twice. */
async function writeRounds(rounds: number): Promise<void> {
  for (let round = 0; round < rounds; round++) {
    const records = [0, 1, 2, 3, 4].map((partition) => {
      const events = [1, 2, 3].map(() => comment(partition))
      const number = (numbers[partition] = (numbers[partition] ?? 0) + 1)
      const received = [{ source: 'web', events: events.length, bots: 0 }]
      return { partition, bytes: encodeBatch({ collectorId: 'c', number, received, events, quarantined: [] }) }
    })
    await log.append(records)
    if (round % 5 === 0) await log.append(records)
  }
}

const ALL = [0, 1, 2, 3, 4, 5]
/** Resolves when these owners have the partitions between them, each once and evenly. */
async function shared(...owners: OwnerProcess[]): Promise<void> {
  await vi.waitFor(() => {
    expect(owners.flatMap(({ has }) => has).toSorted()).toEqual(ALL)
    expect(new Set(owners.map(({ has }) => has.length)).size).toBe(1)
  }, WAIT)
}

it('shares partitions out, moves them with their checkpoints, and counts everything once', async () => {
  const a = startOwnerProcess()
  await shared(a)
  await writeRounds(20)

  const b = startOwnerProcess()
  await Promise.all([shared(a, b), writeRounds(20)])

  // Killed with rows under way.
  a.child.kill('SIGKILL')
  await Promise.all([shared(b), writeRounds(20)])

  const c = startOwnerProcess()
  await Promise.all([shared(b, c), writeRounds(20)])

  // Frozen until the others think it gone; it wakes and works on for a moment, a second owner.
  b.child.kill('SIGSTOP')
  await Promise.all([shared(c), writeRounds(20)])
  b.child.kill('SIGCONT')
  await Promise.all([shared(b, c), writeRounds(20)])

  await b.stop()
  await Promise.all([shared(c), writeRounds(10)])
  await vi.waitFor(() => expect(tables.get('events_log')?.size).toBe(sent), WAIT)
  await c.stop()

  expect(broken).toEqual([])
  const ids = [...(tables.get('events_log')?.values() ?? [])].map((row) => row['message_id'])
  expect(new Set(ids).size).toBe(sent)
  const intake = [...(tables.get('intake_log')?.values() ?? [])]
  const sum = (column: string) => intake.reduce((all, row) => all + Number(row[column]), 0)
  expect([sum('received'), sum('stored'), sum('duplicate')]).toEqual([sent, sent, 0])
  expect((await log.endOffsets())[IDLE]).toBeGreaterThan(5)
})

it('steps back, once, where a newer Cartbeat has driven a partition', async () => {
  const offset = (await log.endOffsets())[2] ?? 0
  const state = createProcessor({ logId: log.logId, partition: 2, settings: DEFAULT_SETTINGS }).save()
  const packr = new Packr({ structuredClone: true, useRecords: true })
  const newer = packr.pack({ ...(packr.unpack(state) as object), saved: 99 })
  const file = join(dir, log.logId, '2', `${String(offset).padStart(16, '0')}.checkpoint`)
  writeFileSync(file, encodeCheckpoint(log.logId, 2, { offset, state: newer }))

  const older = startOwnerProcess()
  await vi.waitFor(() => expect(older.has).toEqual(ALL), WAIT)
  // Out of the group: the next one has all, though the older still runs. It can read its checkpoints, being as new.
  await older.steppedBack
  rmSync(file)
  const upgraded = startOwnerProcess()
  await Promise.all([shared(upgraded), writeRounds(5)])
  await vi.waitFor(() => expect(tables.get('events_log')?.size).toBe(sent), WAIT)
  expect(older.child.exitCode).toBeNull()
  expect(broken).toEqual([])
  await Promise.all([older.stop(), upgraded.stop()])
})

it('commits to the group what is checkpointed', async () => {
  const admin = createKafka(settingsFor(kafka, topic)).admin()
  await admin.connect()
  const [committed] = await admin.fetchOffsets({ groupId: groupOf(settingsFor(kafka, topic)), topics: [topic] })
  await admin.disconnect()
  const newest = (partition: number) =>
    Math.max(...readdirSync(join(dir, log.logId, String(partition))).map((name) => Number.parseInt(name, 10)))
  for (const { partition, offset } of committed?.partitions ?? []) {
    expect(Number(offset)).toBeGreaterThan(0)
    expect(Number(offset)).toBeLessThanOrEqual(newest(partition))
  }
  expect(committed?.partitions.length).toBe(PARTITIONS)
})

it('leaves the group for good also while it joins', async () => {
  const join = (onAssigned: (partitions: readonly number[]) => void) =>
    joinGroup({
      kafka: createKafka(settingsFor(kafka, topic)),
      topic,
      partitions: PARTITIONS,
      groupId: 'who-leaves-at-once',
      session_ms: SESSION_MS,
      onAssigned,
      report: () => {},
    })
  await Promise.all([1, 2, 3].map(() => join(() => {}).leave()))
  let has: readonly number[] = []
  const last = join((partitions) => (has = partitions))
  await vi.waitFor(() => expect(has.toSorted()).toEqual(ALL), WAIT)
  await last.leave()
})
