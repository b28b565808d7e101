// Two versions at once: an owner meets the checkpoint of a newer one.
import { createHash } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { zstdCompressSync } from 'node:zlib'
import { Packr } from 'msgpackr'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { encodeBatch, SIGN } from '../../events/codec.ts'
import { createMemoryLog } from '../../log/memory.ts'
import type { Row, RowBatch } from '../../store/contract.ts'
import { DEFAULT_SETTINGS } from '../contract.ts'
import { createProcessor, restoreProcessor } from '../processor.ts'
import { batchOf, event, T0 } from '../scenario.fixture.ts'
import { openCheckpointFiles } from './checkpoint-files.ts'
import { createCheckpointSlots } from './checkpoint-slots.ts'
import { createMemoryTables } from './checkpoint-tables.fixture.ts'
import { encodeCheckpoint, NewerCheckpointError, type Checkpoints } from './checkpoints.ts'
import { startOwner, type Owner } from './owner.ts'
import { PATIENCE_MS } from '../../testing/patience.ts'

let dir = ''
let owner: Owner | null = null
beforeEach(async () => void (dir = await mkdtemp(join(tmpdir(), 'newer-'))))
afterEach(async () => {
  await owner?.stop()
  owner = null
  await rm(dir, { recursive: true })
})

const packr = new Packr({ structuredClone: true, useRecords: true })
/** What a Cartbeat of the future saves: today's state under a version nobody knows yet. */
function newerState(partition: number): Uint8Array {
  const state = createProcessor({ logId: 'log', partition, settings: DEFAULT_SETTINGS }).save()
  return packr.pack({ ...(packr.unpack(state) as object), saved: 9 })
}

/** The same file in a layout to come: another version, whole by its sum. */
function inNewerFormat(bytes: Uint8Array): Buffer {
  const body = Buffer.from(bytes).subarray(0, -32)
  body.writeUInt16BE(2, 'CARTBEAT'.length)
  return Buffer.concat([body, createHash('sha256').update(body).digest()])
}

function createWorld() {
  const inserted: Row[] = []
  const log = createMemoryLog({ partitions: 2, clock: () => T0, logId: 'log' })
  const append = (partition: number, number: number) => {
    const events = [event('page.viewed', 0, { url: null, path: null, title: null, referrer: null })]
    return log.append([{ partition, bytes: encodeBatch(batchOf(number, events)) }])
  }
  const start = (checkpoints: Checkpoints, partitions: readonly number[], told: string[]) =>
    startOwner({
      log,
      checkpoints,
      partitions,
      store: {
        insert: async (rows) => void inserted.push(...[...(rows as RowBatch).values()].flatMap((some) => [...some])),
      },
      feed: { publish: () => {} },
      clock: () => T0,
      settings: DEFAULT_SETTINGS,
      createProcessor,
      restoreProcessor,
      onNewer: (why) => told.push(why),
      report: () => {},
      limits: { tickInterval_ms: Infinity, flushInterval_ms: 5 },
    })
  return { inserted, append, start, log }
}

it('leaves a partition alone that a newer one has driven, and goes on with its others', async () => {
  const { inserted, append, start } = createWorld()
  const checkpoints = openCheckpointFiles({ dir, report: () => {} })
  for (const number of [1, 2, 3]) await append(0, number)
  // One this version can read is there too: going on from it would undo what the newer one did.
  await checkpoints.save('log', 0, {
    offset: 0,
    state: createProcessor({ logId: 'log', partition: 0, settings: DEFAULT_SETTINGS }).save(),
  })
  await checkpoints.save('log', 0, { offset: 2, state: newerState(0) })
  const folder = join(dir, 'log', '0')
  const files = async () =>
    Promise.all(
      (await readdir(folder)).map(async (name) => [name, (await readFile(join(folder, name))).toString('hex')]),
    )
  const before = await files()

  const told: string[] = []
  owner = await start(checkpoints, [1], told)
  await owner.assign([0, 1])
  expect(told).toEqual([
    'partition 0: the checkpoint at offset 2 was saved by a newer Cartbeat (state version 9, this one reads up to 4): ' +
      'upgrade this Cartbeat',
  ])
  await append(1, 1)
  await owner.idle()
  expect(owner.stats().partitions.map(({ partition }) => partition)).toEqual([1])
  expect(new Set(inserted.map((row) => row['partition']))).toEqual(new Set([1]))
  expect(inserted.length).toBeGreaterThan(0)
  expect(await files()).toEqual(before)
})

it('stops at a record a newer one wrote, with all before it written down, and goes on with its others', async () => {
  const { inserted, append, start, log } = createWorld()
  const checkpoints = openCheckpointFiles({ dir, report: () => {} })
  await append(0, 1)
  await log.append([{ partition: 0, bytes: Uint8Array.of(2, ...SIGN, 1, 2, 3) }])
  const told: string[] = []
  owner = await start(checkpoints, [0, 1], told)
  const why =
    'partition 0: the record at offset 1 cannot be stepped: record of codec version 2; this Cartbeat reads up to 1: ' +
    'upgrade it before it reads this log'
  await vi.waitFor(() => expect(told).toEqual([why]), PATIENCE_MS)
  await append(1, 1)
  await expect(owner.idle()).rejects.toThrow(why)
  expect(new Set(inserted.map((row) => row['partition']))).toEqual(new Set([0, 1]))
  expect(owner.stats()).toMatchObject({ partitions: [{ partition: 1 }], undriven: [{ partition: 0, why }] })
  await vi.waitFor(async () => expect((await checkpoints.load('log', 0))?.offset).toBe(1), PATIENCE_MS)
})

it('does not start on one machine, and says why', async () => {
  const { append, start } = createWorld()
  const checkpoints = openCheckpointFiles({ dir, report: () => {} })
  await append(0, 1)
  await checkpoints.save('log', 0, { offset: 1, state: newerState(0) })
  await expect(start(checkpoints, [0, 1], [])).rejects.toThrow(NewerCheckpointError)
})

it('a file of a newer layout stays where it is; a broken one that only looks newer is passed over', async () => {
  const checkpoints = openCheckpointFiles({ dir, report: () => {} })
  for (const offset of [1, 2]) await checkpoints.save('log', 0, { offset, state: newerState(0) })
  const folder = join(dir, 'log', '0')
  const newest = join(folder, '0000000000000002.checkpoint')
  const newer = inNewerFormat(await readFile(newest))
  await writeFile(newest, newer)
  const loaded = checkpoints.load('log', 0)
  await expect(loaded).rejects.toThrow('offset 2 was saved by a newer Cartbeat (format 2, this one reads up to 1)')
  expect((await readFile(newest)).equals(newer)).toBe(true)
  await writeFile(newest, newer.subarray(0, -1))
  expect((await checkpoints.load('log', 0))?.offset).toBe(1)
})

it('a slot of a newer layout is not given away', async () => {
  const tables = createMemoryTables()
  const checkpoints = createCheckpointSlots({ tables, report: () => {} })
  await checkpoints.save('log', 0, { offset: 1, state: newerState(0) })
  // As the future's own slots would hold it: chunks and a marker whose sums are right.
  const text = zstdCompressSync(
    inNewerFormat(encodeCheckpoint('log', 0, { offset: 5, state: newerState(0) })),
  ).toString('base64')
  const checksum = createHash('sha256').update(text).digest('hex')
  const place = { logId: 'log', partition: 0, slot: 2, version: 5n << 10n }
  await tables.writeChunks(place, 0, [text])
  const marker = { slot: 2, offset: 5, chunks: 1, checksum, version: place.version }
  await tables.writeMarker('log', 0, marker)
  await expect(checkpoints.load('log', 0)).rejects.toThrow(NewerCheckpointError)
  expect(await tables.markers('log', 0)).toContainEqual(marker)
})
