import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { describeEventLog } from './contract.fixture.ts'
import { openEmbeddedLog } from './embedded.ts'

const root = mkdtempSync(join(tmpdir(), 'cartbeat-log-'))
afterAll(() => rmSync(root, { recursive: true, force: true }))
let folders = 0
const folder = () => join(root, String(folders++))
const clock = () => 5000
const ALL = { records: 1000, bytes: 1_000_000 }

describeEventLog('embedded', (options) => openEmbeddedLog({ dir: folder(), ...options }))

describe('embedded event log, opened again', () => {
  it('keeps its id, partitions, records and time', async () => {
    const dir = folder()
    const before = await openEmbeddedLog({ dir, partitions: 2, clock })
    await before.append([{ partition: 1, bytes: Buffer.from('kept') }])
    await before.trim(1, 1)
    await before.append([{ partition: 1, bytes: Buffer.from('too') }])
    await before.close()

    const after = await openEmbeddedLog({ dir, clock: () => 10 })
    expect(after.logId).toBe(before.logId)
    expect(after.partitions).toBe(2)
    expect(await after.endOffsets()).toEqual([0, 2])
    expect(await after.startOffsets()).toEqual([0, 1])
    expect((await after.read(1, 1, ALL)).map((r) => Buffer.from(r.bytes).toString())).toEqual(['too'])
    expect(await after.append([{ partition: 1, bytes: Buffer.from('c') }])).toEqual([
      { partition: 1, offset: 2, appendedAt_ms: 5000 },
    ])
    await after.close()
  })

  it('gives a log made anew another id', async () => {
    const [one, other] = await Promise.all([folder(), folder()].map((dir) => openEmbeddedLog({ dir, clock })))
    expect(one?.logId).not.toBe(other?.logId)
    await one?.close()
    await other?.close()
  })

  it('refuses another number of partitions and stays usable', async () => {
    const dir = folder()
    await (await openEmbeddedLog({ dir, partitions: 2, clock })).close()
    await expect(openEmbeddedLog({ dir, partitions: 4, clock })).rejects.toThrow(/has 2 partitions, not 4/)
    const log = await openEmbeddedLog({ dir, partitions: 2, clock })
    expect(await log.endOffsets()).toEqual([0, 0])
    await log.close()
  })
})
