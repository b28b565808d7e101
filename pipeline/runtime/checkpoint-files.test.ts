import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { openCheckpointFiles } from './checkpoint-files.ts'
import { createMemoryCheckpoints, decodeCheckpoint, encodeCheckpoint } from './checkpoints.ts'
import { describeCheckpoints, stateOf, textOf } from './checkpoints.fixture.ts'

let dir = ''
beforeEach(async () => void (dir = await mkdtemp(join(tmpdir(), 'checkpoints-'))))
afterEach(() => rm(dir, { recursive: true }))

let logs = 0
const newLog = () => `log-${logs++}`
describeCheckpoints('in files', () => openCheckpointFiles({ dir, report: () => {} }), newLog)
const files = new Map<string, Uint8Array>()
describeCheckpoints('in memory', () => createMemoryCheckpoints(files), newLog)

it('passes over a torn or corrupt newest file for the one before', async () => {
  const folder = join(dir, 'log', '0')
  const reports: string[] = []
  const checkpoints = openCheckpointFiles({ dir, report: (message) => reports.push(message) })
  for (const spoil of [
    (bytes: Buffer) => bytes.subarray(0, bytes.length - 1),
    (bytes: Buffer) => bytes.subarray(0, 3),
    (bytes: Buffer) => bytes.subarray(0, 0),
    (bytes: Buffer) => bytes.fill(7, 60, 61),
  ]) {
    await checkpoints.save('log', 0, { offset: 1, state: stateOf('old') })
    await checkpoints.save('log', 0, { offset: 2, state: stateOf('new') })
    const newest = (await readdir(folder)).filter((name) => name.endsWith('2.checkpoint'))[0] as string
    await writeFile(join(folder, newest), spoil(await readFile(join(folder, newest))))
    expect(textOf((await checkpoints.load('log', 0))?.state)).toBe('old')
  }
  expect(reports).toHaveLength(4)
  expect(reports[0]).toMatch(/passed over: torn or corrupt/)
})

it('tells every flipped byte and every cut', () => {
  const good = encodeCheckpoint('log', 3, { offset: 12, state: stateOf('state') })
  expect(decodeCheckpoint(good, 'log', 3)).toMatchObject({ checkpoint: { offset: 12 } })
  expect(decodeCheckpoint(good, 'log', 4)).toEqual({ bad: 'of log log, partition 3' })
  for (let i = 0; i < good.length; i++) {
    const flipped = good.slice()
    flipped[i] = (flipped[i] as number) ^ 1
    expect(decodeCheckpoint(flipped, 'log', 3)).toHaveProperty('bad')
    expect(decodeCheckpoint(good.slice(0, i), 'log', 3)).toHaveProperty('bad')
  }
})
