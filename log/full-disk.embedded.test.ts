// A full disk below the log, for real: a small file system in memory, which root may mount.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { missingForSmallDisk, mountSmallDisk, type SmallDisk } from '../testing/small-disk.ts'
import { LogFullError } from './contract.ts'
import { openEmbeddedLog } from './embedded.ts'

const MISSING = missingForSmallDisk()
let dir: string
let disk: SmallDisk
beforeEach(() => {
  if (MISSING !== null) return
  dir = mkdtempSync(join(tmpdir(), 'cartbeat-log-'))
  disk = mountSmallDisk(dir, 4 * 2 ** 20)
})
afterEach(() => {
  vi.restoreAllMocks()
  if (MISSING !== null) return
  disk.unmount()
  rmSync(dir, { recursive: true })
})

const numbered = (i: number) => [{ partition: 0, bytes: Buffer.from(String(i).padStart(8_192, '0')) }]

it.skipIf(MISSING !== null)('refuses on a full disk, says little of it, and goes on when there is room', async () => {
  const said = vi.spyOn(console, 'error').mockImplementation(() => {})
  const log = await openEmbeddedLog({ dir, partitions: 1, clock: () => 0 })
  await log.append(numbered(0))
  disk.fill()
  const TRIES = 100
  for (let i = 1; i <= TRIES; i++) await expect(log.append(numbered(i))).rejects.toThrow(LogFullError)
  // LMDB writes a stack for every commit that fails.
  expect(said.mock.calls.length).toBeGreaterThan(0)
  expect(said.mock.calls.length).toBeLessThan(TRIES / 4)
  disk.free()
  const [kept] = await vi.waitFor(() => log.append(numbered(1)), { timeout: 10_000 })
  // Nothing of what was refused is there.
  expect(kept?.offset).toBe(1)
  expect((await log.read(0, 0, { records: 10, bytes: 1_000_000 })).length).toBe(2)
  await log.close()
})
