import { afterEach, expect, it, vi } from 'vitest'
import { encodeBatch, SIGN } from '../../events/codec.ts'
import type { Event } from '../../events/contract.ts'
import type { EventLog } from '../../log/contract.ts'
import { OffsetGoneError } from '../../log/contract.ts'
import { createMemoryLog } from '../../log/memory.ts'
import type { Row, RowBatch, Store } from '../../store/contract.ts'
import { DEFAULT_SETTINGS, type PartitionFrame, type PartitionProcessor } from '../contract.ts'
import { createMemoryCheckpoints } from './checkpoints.ts'
import { commentEvent } from './comment.fixture.ts'
import { createLiveFeed } from './feed.ts'
import { startOwner } from './owner.ts'
import type { Owner, OwnerOptions } from './owner.ts'
import { realPace } from './pace.ts'
import type { Pace } from './pace.ts'
import { createProcessor, restoreProcessor } from '../processor.ts'
import { createToy, restoreToy, TOY_SETTINGS } from './toy-processor.fixture.ts'
import { PATIENCE_MS } from '../../testing/patience.ts'

/** 2026-01-05T10:00:00Z, a minute's start. */
const START_MS = Date.UTC(2026, 0, 5, 10)

const comment = (messageId: string, at_ms = START_MS) => commentEvent({ messageId, at_ms })

let number = 0
const record = (partition: number, events: readonly Event[]) => ({
  partition,
  bytes: encodeBatch({
    collectorId: 'c1',
    number: ++number,
    received: [{ source: 'web', events: events.length, bots: 0 }],
    events,
    quarantined: [],
  }),
})

/** A store that keeps every insert and can be made to refuse. */
function createToyStore() {
  const inserts: RowBatch[] = []
  const attempts: RowBatch[] = []
  const store = {
    inserts,
    attempts,
    refusing: false,
    async insert(rows: RowBatch) {
      attempts.push(rows)
      if (store.refusing) throw new Error('no space')
      inserts.push(rows)
    },
    rows: (table: Parameters<RowBatch['get']>[0]): Row[] => inserts.flatMap((rows) => [...(rows.get(table) ?? [])]),
  }
  return store satisfies Pick<Store, 'insert'>
}

const owners: Owner[] = []
afterEach(async () => {
  await Promise.all(owners.splice(0).map((owner) => owner.stop()))
})

const createWorld = (partitions = 2) => {
  let now_ms = START_MS
  const log = createMemoryLog({ partitions, clock: () => now_ms, logId: 'log' })
  const files = new Map<string, Uint8Array>()
  return {
    log,
    files,
    store: createToyStore(),
    feed: createLiveFeed(),
    checkpoints: createMemoryCheckpoints(files),
    clock: () => now_ms,
    advance: (ms: number) => void (now_ms += ms),
  }
}

async function start(world: ReturnType<typeof createWorld>, more: Partial<OwnerOptions> = {}): Promise<Owner> {
  const { log, store, feed, checkpoints, clock } = world
  const owner = await startOwner({
    log,
    store,
    feed,
    checkpoints,
    clock,
    settings: TOY_SETTINGS,
    createProcessor: createToy,
    restoreProcessor: restoreToy,
    report: () => {},
    ...more,
    limits: {
      flushInterval_ms: 20,
      frameInterval_ms: 5,
      retryFirst_ms: 1,
      retryMost_ms: 4,
      readWait_ms: 20,
      stop_ms: 1_000,
      ...more.limits,
    },
  })
  owners.push(owner)
  return owner
}

it('has everything appended in the store once idle, the partitions in one insert', async () => {
  const world = createWorld()
  await world.log.append([record(0, [comment('a'), comment('b')]), record(1, [comment('c')])])
  const owner = await start(world)
  await owner.idle()
  expect(world.store.rows('events_log').map((row) => [row['partition'], row['message_id']])).toEqual([
    [0, 'a'],
    [0, 'b'],
    [1, 'c'],
  ])
  expect(world.store.inserts).toHaveLength(1)
  expect(owner.stats().partitions.map(({ offset, flushedOffset, lag_ms }) => [offset, flushedOffset, lag_ms])).toEqual([
    [1, 1, 0],
    [1, 1, 0],
  ])
  expect(owner.stats().flushes.counts.reduce((sum, count) => sum + count, 0)).toBe(1)
})

it('writes the same rows again until the store takes them, and frames go on meanwhile', async () => {
  const world = createWorld(1)
  const frames: PartitionFrame[] = []
  world.feed.subscribe((frame) => frames.push(frame))
  world.store.refusing = true
  await world.log.append([record(0, [comment('a')])])
  const owner = await start(world)
  await vi.waitFor(() => expect(world.store.attempts.length).toBeGreaterThanOrEqual(3), PATIENCE_MS)
  await world.log.append([record(0, [comment('b')])])
  await vi.waitFor(() => expect(frames.at(-1)?.offset).toBe(1), PATIENCE_MS)
  expect(owner.stats()).toMatchObject({ storeError: 'Error: no space', flushes: { sum_s: 0 } })
  world.store.refusing = false
  await owner.idle()
  const first = world.store.attempts[0]
  expect(world.store.inserts[0]).toBe(first)
  expect(world.store.rows('events_log').map((row) => row['message_id'])).toEqual(['a', 'b'])
  expect(owner.stats().storeError).toBeNull()
})

it('pauses reading at the bound while the store is away', async () => {
  const world = createWorld(1)
  world.store.refusing = true
  await world.log.append([record(0, [comment('m')])])
  const owner = await start(world, { limits: { flushEvents: 2, aheadEvents: 4 } })
  for (let i = 0; i < 19; i++) await world.log.append([record(0, [comment(`m${i}`)])])
  // 1 to 4 events in the flush that fails, then 4 ahead of it.
  await vi.waitFor(() => expect(owner.stats().partitions[0]?.offset).toBeGreaterThanOrEqual(5), PATIENCE_MS)
  await vi.waitFor(() => expect(owner.stats().retries).toBeGreaterThan(5), PATIENCE_MS)
  expect(owner.stats().partitions[0]?.offset).toBeLessThanOrEqual(8)
  world.store.refusing = false
  await owner.idle()
  expect(world.store.rows('events_log')).toHaveLength(20)
})

it('leaves rows for later under a backlog, but not from someone who waits in idle()', async () => {
  const world = createWorld(1)
  const owner = await start(world, {
    limits: { backlogEvents: 1, flushEvents: 1, flushInterval_ms: 60_000, tickInterval_ms: Infinity },
  })
  await world.log.append([record(0, [comment('a')])])
  await vi.waitFor(() => expect(owner.stats().partitions[0]?.flushedOffset).toBe(1), PATIENCE_MS)
  expect(world.store.rows('events_log')).toHaveLength(1)
  expect(world.store.rows('intake_log')).toHaveLength(0)
  await owner.idle()
  expect(world.store.rows('intake_log')).toMatchObject([{ source: 'web', received: 1, stored: 1 }])
})

it('goes on from its checkpoint after a stop, and from the one before when the newest is torn', async () => {
  const world = createWorld(1)
  for (const [i, id] of ['a', 'b', 'c'].entries()) {
    await world.log.append([record(0, [comment(id)])])
    const owner = await start(world)
    await owner.stop()
    expect(world.store.rows('events_log')).toHaveLength(i + 1)
  }
  const names = [...world.files.keys()]
  expect(names).toEqual(['log/0/2', 'log/0/3'])
  const newest = world.files.get('log/0/3') as Uint8Array
  world.files.set('log/0/3', newest.slice(0, -5))
  const owner = await start(world)
  await owner.idle()
  // Stepped again from 2: the third event once more, the same row.
  const rows = world.store.rows('events_log')
  expect(rows.map((row) => row['message_id'])).toEqual(['a', 'b', 'c', 'c'])
  expect(rows[3]).toEqual(rows[2])
  const [total] = world.store.rows('intake_log').slice(-1)
  expect(total).toMatchObject({ received: 3, stored: 3, duplicate: 0, version: 2 })
})

it('saves its states as seldom as keeps that below its share of the time', async () => {
  const world = createWorld(2)
  let saving_ms = 0
  const pace: Pace = { ...realPace, now: () => realPace.now() + saving_ms }
  const offsets: number[] = []
  const owner = await start(world, {
    pace,
    createProcessor: (options) => {
      const toy = createToy(options)
      const save = toy.save.bind(toy)
      toy.save = () => ((saving_ms += 1_000_000), save())
      return toy
    },
    onCheckpoint: (_partition, offset) => offsets.push(offset),
    limits: { checkpointInterval_ms: 0, checkpointShare: 0.5, tickInterval_ms: Infinity },
  })
  for (let n = 0; n < 6; n++) {
    await world.log.append([record(0, [comment(`a${n}`)]), record(1, [comment(`b${n}`)])])
    await owner.idle()
  }
  // Both at the first flush, where nothing is known of what it takes; then a million and a million again are not over for long.
  expect(offsets).toEqual([1, 1])
})

it('gives a partition up with rows and checkpoint written, and takes it back from there', async () => {
  const world = createWorld(2)
  await world.log.append([record(0, [comment('a')]), record(1, [comment('b')])])
  const told: [number, number][] = []
  const owner = await start(world, {
    onCheckpoint: (partition, offset) => told.push([partition, offset]),
    limits: { tickInterval_ms: Infinity },
  })
  await owner.idle()
  await owner.assign([1])
  await vi.waitFor(() => expect(owner.stats().partitions.map(({ partition }) => partition)).toEqual([1]), PATIENCE_MS)
  expect(told).toEqual([[0, 1]])
  expect([...world.files.keys()]).toEqual(['log/0/1'])
  await world.log.append([record(0, [comment('c')]), record(1, [comment('d')])])
  await owner.idle()
  const ids = () => world.store.rows('events_log').map((row) => row['message_id'])
  expect(ids().toSorted()).toEqual(['a', 'b', 'd'])
  await owner.assign([0, 1])
  await owner.idle()
  // From the checkpoint on: what came before it is not written again.
  expect(ids().toSorted()).toEqual(['a', 'b', 'c', 'd'])
})

it('tells the glass all it has stepped of a partition it gives up: the next owner begins behind that', async () => {
  const world = createWorld(1)
  const frames: PartitionFrame[] = []
  const owner = await start(world, {
    feed: { publish: (frame) => frames.push(frame) },
    limits: { tickInterval_ms: Infinity, frameInterval_ms: 3_600_000 },
  })
  await world.log.append([record(0, [comment('a')])])
  await owner.idle()
  expect(frames.map(({ offset }) => offset)).not.toContain(0)
  await owner.assign([])
  await vi.waitFor(() => expect(owner.stats().partitions).toEqual([]), PATIENCE_MS)
  expect(frames.at(-1)?.offset).toBe(0)
})

it('drives a partition it gives up until its rows are in the store', async () => {
  const world = createWorld(1)
  const frames: PartitionFrame[] = []
  world.feed.subscribe((frame) => frames.push(frame))
  await world.log.append([record(0, [comment('a')])])
  world.store.refusing = true
  const owner = await start(world, { limits: { tickInterval_ms: Infinity } })
  await vi.waitFor(() => expect(world.store.attempts.length).toBeGreaterThan(0), PATIENCE_MS)
  await owner.assign([])
  await vi.waitFor(() => expect(owner.stats().retries).toBeGreaterThan(2), PATIENCE_MS)
  expect([...world.files.keys()]).toEqual([])
  // Who is given it cannot begin before the store is back; the glass goes on.
  await world.log.append([record(0, [comment('b')])])
  await vi.waitFor(() => expect(frames.at(-1)?.offset).toBe(1), PATIENCE_MS)
  world.store.refusing = false
  await vi.waitFor(() => expect(owner.stats().partitions).toEqual([]), PATIENCE_MS)
  expect([...world.files.keys()]).toEqual(['log/0/2'])
})

it('goes on with what it has while a partition it is given cannot be taken over, and takes it over when it can', async () => {
  const world = createWorld(2)
  await world.log.append([record(0, [comment('a')]), record(1, [comment('b')])])
  let isAway = false
  const checkpoints: typeof world.checkpoints = {
    ...world.checkpoints,
    load: (...args) => (isAway ? Promise.reject(new Error('the record is away')) : world.checkpoints.load(...args)),
  }
  const said: string[] = []
  const report = (message: string) => said.push(message)
  const owner = await start(
    { ...world, checkpoints },
    { partitions: [0], report, limits: { tickInterval_ms: Infinity } },
  )
  isAway = true
  const given = owner.assign([0, 1])
  await vi.waitFor(() => expect(said.length).toBeGreaterThan(2), PATIENCE_MS)
  expect(said[0]).toContain('partition 1 cannot be taken over yet, will be tried again: Error: the record is away')
  expect(owner.stats().checkpointError).toContain('the record is away')
  await world.log.append([record(0, [comment('c')])])
  const ids = () => world.store.rows('events_log').map((row) => row['message_id'])
  await vi.waitFor(() => expect(ids()).toEqual(['a', 'c']), PATIENCE_MS)
  // Given to another meanwhile: no longer waited for.
  await Promise.all([owner.assign([0]), given])
  isAway = false
  await owner.assign([0, 1])
  await owner.idle()
  expect(ids()).toEqual(['a', 'c', 'b'])
})

it('takes the others over while one cannot be, whichever comes first', async () => {
  const world = createWorld()
  await world.log.append([record(0, [comment('a')]), record(1, [comment('b')])])
  let leaderless = true
  const log: EventLog = {
    ...world.log,
    startOffsets: async (of) => {
      if (leaderless && (of ?? [0]).includes(0)) throw new Error('partition 0 has no leader')
      return world.log.startOffsets(of)
    },
  }
  const owner = await start({ ...world, log }, { partitions: [] })
  const given = owner.assign([0, 1])
  await vi.waitFor(
    () => expect(world.store.rows('events_log').map((row) => row['message_id'])).toEqual(['b']),
    PATIENCE_MS,
  )
  leaderless = false
  await given
  await owner.idle()
  expect(world.store.rows('events_log').map((row) => row['message_id'])).toEqual(['b', 'a'])
})

it('drives a partition it gives up until its checkpoint is made, and does not leave without', async () => {
  const world = createWorld(2)
  await world.log.append([record(0, [comment('a')]), record(1, [comment('b')])])
  const tried = { saves: 0, isAway: true }
  const checkpoints: typeof world.checkpoints = {
    ...world.checkpoints,
    save(...args) {
      tried.saves++
      return tried.isAway ? Promise.reject(new Error('no space')) : world.checkpoints.save(...args)
    },
  }
  const owner = await start({ ...world, checkpoints }, { limits: { tickInterval_ms: Infinity } })
  await owner.idle()
  const driven = () => owner.stats().partitions.map(({ partition }) => partition)
  await owner.assign([1])
  await vi.waitFor(() => expect(tried.saves).toBeGreaterThan(2), PATIENCE_MS)
  expect(driven()).toEqual([0, 1])
  await world.log.append([record(0, [comment('c')])])
  await owner.idle()
  expect(world.store.rows('events_log').map((row) => row['message_id'])).toContain('c')
  tried.isAway = false
  await vi.waitFor(() => expect(driven()).toEqual([1]), PATIENCE_MS)
  expect([...world.files.keys()]).toEqual(['log/0/2'])
})

it('leaves a partition alone that cannot be recovered, tells it once, drives the others, and takes it when it can', async () => {
  const world = createWorld(2)
  await world.log.append(['a', 'b'].map((id) => record(0, [comment(id)])))
  await world.log.trim(0, 1)
  await world.log.append([record(1, [comment('c')])])
  const said: string[] = []
  let loads = 0
  const checkpoints: typeof world.checkpoints = {
    ...world.checkpoints,
    load(...args) {
      if (args[1] === 0) loads++
      return world.checkpoints.load(...args)
    },
  }
  const owner = await start(
    { ...world, checkpoints },
    {
      partitions: [],
      newLog: 'a new topic',
      report: (message) => said.push(message),
      limits: { tickInterval_ms: Infinity, driveAgain_ms: 5 },
    },
  )
  await owner.assign([0, 1])
  await expect(owner.idle()).rejects.toThrow('partition 0: no checkpoint can be read')
  await vi.waitFor(() => expect(loads).toBeGreaterThan(2), PATIENCE_MS)
  const { partitions, undriven } = owner.stats()
  expect(partitions.map(({ partition, flushedOffset }) => [partition, flushedOffset])).toEqual([[1, 1]])
  const why =
    'partition 0: no checkpoint can be read and the log keeps only offset 1 and later: what records 0 to 0 said is lost ' +
    'to the processor. Put back a checkpoint at offset 1 or later, or start with a new topic'
  expect(undriven).toEqual([{ partition: 0, why }])
  expect(said).toEqual([`${why}. Partition 0 is not driven, the others are; it will be tried again`])
  // The operator puts a checkpoint back: nobody has to restart anything.
  const state = { nextOffset: 1, time_ms: 0, numbers: {}, seen: {}, minutes: {}, intake: {} }
  await world.checkpoints.save('log', 0, { offset: 1, state: Buffer.from(JSON.stringify(state)) })
  await vi.waitFor(() => expect(owner.stats().undriven).toEqual([]), PATIENCE_MS)
  await owner.idle()
  expect(world.store.rows('events_log').map((row) => row['message_id'])).toEqual(['c', 'b'])
})

it('stops the one partition whose record its processor cannot step, writes nothing of it, and goes on with it once mended', async () => {
  const world = createWorld(2)
  await world.log.append([record(0, [comment('a')]), record(0, [comment('bomb')]), record(1, [comment('c')])])
  let [isBroken, made] = [true, 0]
  const said: string[] = []
  const breaking = (toy: PartitionProcessor): PartitionProcessor => {
    made++
    return {
      ...toy,
      get nextOffset() {
        return toy.nextOffset
      },
      get time_ms() {
        return toy.time_ms
      },
      step(record) {
        toy.step(record)
        if (isBroken && record.batch.events[0]?.messageId === 'bomb') throw new Error('half stepped')
      },
    }
  }
  const owner = await start(world, {
    report: (message) => said.push(message),
    limits: { tickInterval_ms: Infinity, driveAgain_ms: 5, flushInterval_ms: 3_600_000, checkpointInterval_ms: 0 },
    createProcessor: (options) => breaking(createToy(options)),
    restoreProcessor: (state, options) => breaking(restoreToy(state, options)),
  })
  const told = () => owner.stats()
  for (const times of [4, 6, 8]) {
    await vi.waitFor(() => expect(made).toBeGreaterThan(times), PATIENCE_MS)
    // Stepping again up to the record it breaks at is not yet driving it.
    expect(told().partitions.map(({ partition }) => partition)).toEqual([1])
  }
  await expect(owner.idle()).rejects.toThrow(
    'partition 0: the record at offset 1 cannot be stepped: Error: half stepped',
  )
  expect(told().undriven.map(({ partition }) => partition)).toEqual([0])
  expect(said.filter((line) => line.includes('half stepped'))).toHaveLength(1)
  const ids = () => world.store.rows('events_log').map((row) => row['message_id'])
  expect(ids()).toContain('c')
  expect(ids()).not.toContain('bomb')
  expect([...world.files.keys()].filter((name) => name.startsWith('log/0/') && name > 'log/0/1')).toEqual([])
  isBroken = false
  await vi.waitFor(() => expect(told().undriven).toEqual([]), PATIENCE_MS)
  await owner.idle()
  expect(ids()).toContain('bomb')
  expect(await Promise.race([owner.failed, null])).toBeNull()
})

it('writes what it has stepped of a partition whose next records the log has forgotten', async () => {
  const world = createWorld(2)
  await world.log.append([record(0, [comment('a')]), record(1, [comment('b')])])
  const log: EventLog = {
    ...world.log,
    read: (partition, from, limit) =>
      partition === 0 && from === 1
        ? Promise.reject(new OffsetGoneError(0, 1, 5))
        : world.log.read(partition, from, limit),
  }
  const owner = await start({ ...world, log }, { limits: { tickInterval_ms: Infinity, driveAgain_ms: 3_600_000 } })
  await vi.waitFor(() => expect(owner.stats().undriven).toHaveLength(1), PATIENCE_MS)
  await expect(owner.idle()).rejects.toThrow('offset 1 of partition 0 is gone')
  expect(world.store.rows('events_log').map((row) => row['message_id'])).toEqual(['a', 'b'])
  await vi.waitFor(() => expect([...world.files.keys()]).toEqual(['log/0/1']), PATIENCE_MS)
})

it('ticks by its own sense of time where the log has another, an hour ahead', async () => {
  const world = createWorld(1)
  await world.log.append([record(0, [comment('a')])])
  await start(world, {
    clock: () => START_MS - 3_600_000,
    logHasOwnTime: true,
    limits: { tickInterval_ms: 5 },
  })
  await world.log.waitFor(0, 2, 10_000)
  expect((await world.log.endOffsets())[0]).toBeGreaterThan(2)
})

it('ticks a partition to which nothing comes, so that its time goes on', async () => {
  const world = createWorld(2)
  await world.log.append([record(0, [comment('a')])])
  await start(world)
  // Partition 1 never had a record: it is told the time at once.
  await vi.waitFor(async () => expect(await world.log.endOffsets()).toEqual([1, 1]), PATIENCE_MS)
  world.advance(600)
  await world.log.append([record(0, [comment('b')])])
  world.advance(400)
  await vi.waitFor(async () => expect(await world.log.endOffsets()).toEqual([2, 2]), PATIENCE_MS)
  world.advance(599)
  await world.log.append([record(1, [comment('c')])])
  world.advance(1)
  await vi.waitFor(async () => expect(await world.log.endOffsets()).toEqual([3, 3]), PATIENCE_MS)
  const [tick] = await world.log.read(0, 2, { records: 1, bytes: 1 })
  expect(tick?.appendedAt_ms).toBe(START_MS + 1600)
})

it('keeps frames and ticks of all others going while the log of one partition takes nothing', async () => {
  const world = createWorld(2)
  const frames: PartitionFrame[] = []
  const never = Promise.withResolvers<never>()
  const log: EventLog = {
    ...world.log,
    append: (records) => (records.some(({ partition }) => partition === 1) ? never.promise : world.log.append(records)),
  }
  await start({ ...world, log }, { feed: { publish: (frame) => frames.push(frame) } })
  for (let offset = 0; offset < 3; offset++) {
    // Its tick, and the frame of it, although the other partition's is under way for ever.
    await vi.waitFor(
      () => expect(frames.map((frame) => [frame.partition, frame.offset])).toContainEqual([0, offset]),
      PATIENCE_MS,
    )
    world.advance(1_000)
  }
  expect((await world.log.endOffsets())[1]).toBe(0)
})

it('keeps frames going while the log does not say where it ends, and ticks once it refuses to', async () => {
  const world = createWorld(1)
  const frames: PartitionFrame[] = []
  const ends = Promise.withResolvers<never>()
  let asked = 0
  const log: EventLog = {
    ...world.log,
    endOffsets: () => (asked++ === 0 ? world.log.endOffsets() : ends.promise),
  }
  const said: string[] = []
  const feed = { publish: (frame: PartitionFrame) => frames.push(frame) }
  const owner = await start({ ...world, log }, { feed, report: (message) => said.push(message) })
  // The first tick, which the first answer allowed.
  await vi.waitFor(() => expect([asked, frames.at(-1)?.offset]).toEqual([2, 0]), PATIENCE_MS)
  await world.log.append([record(0, [comment('a')])])
  await vi.waitFor(() => expect(frames.at(-1)?.offset).toBe(1), PATIENCE_MS)
  world.advance(1_000)
  ends.reject(new Error('no leader'))
  await vi.waitFor(() => expect(owner.stats().partitions[0]?.offset).toBe(3), PATIENCE_MS)
  expect(said).toContain("the log's ends are not known: Error: no leader")
  expect(owner.stats().logError).toBe('Error: no leader')
})

it('does not start in the middle of a log without a checkpoint, and says what is lost', async () => {
  const world = createWorld(1)
  await world.log.append(['a', 'b', 'c'].map((id) => record(0, [comment(id)])))
  await world.log.trim(0, 2)
  await expect(start(world)).rejects.toThrow(
    'partition 0: no checkpoint can be read and the log keeps only offset 2 and later: what records 0 to 1 said is lost',
  )
})

it('does not go on where the log ends below its checkpoint', async () => {
  const world = createWorld(1)
  await world.checkpoints.save('log', 0, { offset: 3, state: new Uint8Array() })
  await expect(start(world)).rejects.toThrow('the checkpoint stands at offset 3, the log ends at 0: 3 records')
})

it('steps a record that nobody wrote as one event in quarantine, counts it, and goes on behind it', async () => {
  const world = createWorld(1)
  const junk = { partition: 0, bytes: Buffer.from('not ours') }
  await world.log.append([record(0, [comment('a')]), junk, junk, record(0, [comment('b')])])
  const said: string[] = []
  const owner = await start(world, {
    createProcessor,
    restoreProcessor,
    settings: DEFAULT_SETTINGS,
    report: (message) => said.push(message),
  })
  await owner.idle()
  expect(world.store.rows('events_log').map((row) => row['message_id'])).toEqual(['a', 'b'])
  const found =
    'record begins with 110, which is no codec version: 8 bytes, first 6e6f74206f757273, ' +
    // printf 'not ours' | sha256sum
    'sha256 93e6edebae4ee2dfe60465a77f0f67920d2c140078e172a7677e0f3ef867b5f5'
  expect(world.store.rows('quarantine_log').map(({ offset, reason, found }) => [offset, reason, found])).toEqual([
    [1, 'corrupt', found],
    [2, 'corrupt', found],
  ])
  const sums = world.store.rows('intake_log').filter((row) => row['source'] === 'damaged')
  expect(sums.at(-1)).toMatchObject({ received: 2, quarantined: 2, stored: 0, bot: 0 })
  expect(said).toContain(`partition 0: the record at offset 1 is damaged and goes to quarantine: ${found}`)
  expect(owner.stats().partitions[0]).toMatchObject({ offset: 4, damaged: 2 })
})

it('fails at a record it cannot read, names it, and keeps nothing waiting', async () => {
  const world = createWorld(1)
  await world.log.append([record(0, [comment('a')]), { partition: 0, bytes: Uint8Array.of(2, ...SIGN) }])
  const owner = await start(world)
  expect((await owner.failed).message).toMatch(/^partition 0: the record at offset 1 cannot be stepped: .*record/)
  await expect(owner.idle()).rejects.toThrow('offset 1')
  await owner.stop()
})

it('reads again after an error of the log', async () => {
  const world = createWorld(1)
  let failures = 3
  const log: EventLog = {
    ...world.log,
    read: (...args) => (failures-- > 0 ? Promise.reject(new Error('broker away')) : world.log.read(...args)),
  }
  await world.log.append([record(0, [comment('a')])])
  const owner = await start({ ...world, log })
  await owner.idle()
  expect(owner.stats().partitions[0]?.retries).toBe(3)
  expect(world.store.rows('events_log')).toHaveLength(1)
})

it('forgets old records only below the older checkpoint', async () => {
  const world = createWorld(1)
  const owner = await start(world, { limits: { checkpointInterval_ms: 0, keep_ms: 10_000, trimInterval_ms: 0 } })
  for (let i = 0; i < 6; i++) {
    await world.log.append([record(0, [comment(`m${i}`)])])
    await owner.idle()
    world.advance(900)
  }
  expect(await world.log.startOffsets()).toEqual([0])
  world.advance(60_000)
  await world.log.append([record(0, [comment('last')])])
  await owner.idle()
  await vi.waitFor(async () => expect((await world.log.startOffsets())[0]).toBeGreaterThan(0), PATIENCE_MS)
  await owner.stop()
  const kept = [...world.files.keys()].map((name) => Number(name.split('/')[2]))
  expect((await world.log.startOffsets())[0]).toBeLessThanOrEqual(Math.min(...kept))
})

it('calls a log that cannot be trimmed no failed checkpoint', async () => {
  const world = createWorld(1)
  const said: string[] = []
  const log: EventLog = { ...world.log, trim: () => Promise.reject(new Error('no rights')) }
  const limits = { checkpointInterval_ms: 0, keep_ms: 10_000, trimInterval_ms: 0 }
  const owner = await start({ ...world, log }, { limits, report: (message) => said.push(message) })
  await vi.waitFor(async () => {
    await world.log.append([record(0, [comment('m')])])
    await owner.idle()
    world.advance(20_000)
    expect(said).toContain('partition 0: the log was not trimmed: Error: no rights')
  }, PATIENCE_MS)
  await owner.stop()
  expect(owner.stats().checkpointError).toBeNull()
  expect(owner.stats().partitions[0]?.checkpointOffset).toBe((await world.log.endOffsets())[0])
})

it('stops in time although the store is away', async () => {
  const world = createWorld(1)
  world.store.refusing = true
  await world.log.append([record(0, [comment('a')])])
  const owner = await start(world, { limits: { stop_ms: 30 } })
  await owner.stop()
  expect(world.store.inserts).toEqual([])
  expect(world.files.size).toBe(0)
  world.store.refusing = false
  await (await start(world)).idle()
  expect(world.store.rows('events_log').map((row) => row['message_id'])).toEqual(['a'])
})

it('begins no further checkpoint once its time to stop is over', async () => {
  const world = createWorld(2)
  await world.log.append([record(0, [comment('a')]), record(1, [comment('b')])])
  const saved: number[] = []
  const slow: OwnerOptions['checkpoints'] = {
    ...world.checkpoints,
    async save(logId, partition, checkpoint) {
      saved.push(partition)
      await timeIsOver
      return world.checkpoints.save(logId, partition, checkpoint)
    },
  }
  const STOP_MS = 40
  let timeIsOver: Promise<void> | null = null
  const pace: Pace = {
    ...realPace,
    sleep(pause_ms, signal) {
      const slept = realPace.sleep(pause_ms, signal)
      if (pause_ms === STOP_MS) timeIsOver = slept
      return slept
    },
  }
  const owner = await start(world, { checkpoints: slow, pace, limits: { stop_ms: STOP_MS } })
  await owner.idle()
  await owner.stop()
  expect(timeIsOver).not.toBeNull()
  expect(saved).toEqual([0])
  expect(world.store.rows('events_log').map((row) => row['message_id'])).toEqual(['a', 'b'])
})
