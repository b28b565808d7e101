import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openCheckpointFiles } from './checkpoint-files.ts'
import { createMemoryCheckpoints, decodeCheckpoint, encodeCheckpoint } from './checkpoints.ts'
import type { Checkpoints } from './checkpoints.ts'

let dir = ''
beforeEach(async () => void (dir = await mkdtemp(join(tmpdir(), 'checkpoints-'))))
afterEach(() => rm(dir, { recursive: true }))

const state = (text: string) => new TextEncoder().encode(text)
const text = (bytes: Uint8Array | undefined) => new TextDecoder().decode(bytes)

describe.each([
  ['in files', () => openCheckpointFiles({ dir, report: () => {} })],
  ['in memory', () => createMemoryCheckpoints()],
])('checkpoints %s', (_, open: () => Checkpoints) => {
  it('give back the newest, or the newest below, and keep two', async () => {
    const checkpoints = open()
    expect(await checkpoints.load('log', 0)).toBeNull()
    expect(await checkpoints.save('log', 0, { offset: 9, state: state('nine') })).toEqual({ keptFrom: 0 })
    expect(await checkpoints.save('log', 0, { offset: 10, state: state('ten') })).toEqual({ keptFrom: 9 })
    expect(await checkpoints.save('log', 0, { offset: 100, state: state('hundred') })).toEqual({ keptFrom: 10 })
    expect(text((await checkpoints.load('log', 0))?.state)).toBe('hundred')
    expect((await checkpoints.load('log', 0, 100))?.offset).toBe(10)
    expect(await checkpoints.load('log', 0, 10)).toBeNull()
  })

  it('keep partitions and logs apart', async () => {
    const checkpoints = open()
    await checkpoints.save('log', 1, { offset: 5, state: state('x') })
    expect(await checkpoints.load('log', 0)).toBeNull()
    expect(await checkpoints.load('other', 1)).toBeNull()
  })

  it('let a laggard save without losing the newer ones', async () => {
    const checkpoints = open()
    for (const offset of [20, 30, 10]) await checkpoints.save('log', 0, { offset, state: state(String(offset)) })
    expect((await checkpoints.load('log', 0))?.offset).toBe(30)
    expect((await checkpoints.load('log', 0, 30))?.offset).toBe(20)
  })
})

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
    await checkpoints.save('log', 0, { offset: 1, state: state('old') })
    await checkpoints.save('log', 0, { offset: 2, state: state('new') })
    const newest = (await readdir(folder)).filter((name) => name.endsWith('2.checkpoint'))[0] as string
    await writeFile(join(folder, newest), spoil(await readFile(join(folder, newest))))
    expect(text((await checkpoints.load('log', 0))?.state)).toBe('old')
  }
  expect(reports).toHaveLength(4)
  expect(reports[0]).toMatch(/passed over: torn or corrupt/)
})

it('tells every flipped byte and every cut', () => {
  const good = encodeCheckpoint('log', 3, { offset: 12, state: state('state') })
  expect(decodeCheckpoint(good, 'log', 3)).toMatchObject({ checkpoint: { offset: 12 } })
  expect(decodeCheckpoint(good, 'log', 4)).toEqual({ bad: 'of log log, partition 3' })
  for (let i = 0; i < good.length; i++) {
    const flipped = good.slice()
    flipped[i] = (flipped[i] as number) ^ 1
    expect(decodeCheckpoint(flipped, 'log', 3)).toHaveProperty('bad')
    expect(decodeCheckpoint(good.slice(0, i), 'log', 3)).toHaveProperty('bad')
  }
})
