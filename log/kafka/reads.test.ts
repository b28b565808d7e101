// Reads against a broker played by the test: it gives what a partition holds from an offset on, whole batches up to 256 KiB.
import { randomBytes } from 'node:crypto'
import { afterEach, describe, expect, it } from 'vitest'
import { countInflated, encodeBatch } from './batch.fixture.ts'
import { splitBatches } from './batches.ts'
import { INFLATED_AHEAD_BYTES } from './limits.ts'
import { createReads, type Reads } from './reads.ts'
import type { Position, Wire } from './wire.ts'

const FETCH_BYTES = 256 * 1024
const open: Reads[] = []
afterEach(() => {
  for (const reads of open.splice(0)) reads.close()
})

/** Brokers that lead these partitions, each the bytes of its batches; one leads all unless `leaderOf` says others. */
function readsOf(partitions: readonly Buffer[], leaderOf: Wire['leaderOf'] = () => 1) {
  const held = partitions.map((bytes) => splitBatches(bytes))
  const ends = held.map((batches) => batches.at(-1)?.next ?? 0)
  const fetches = { count: 0 }
  const fetch = async (_: number, positions: readonly Position[]) => {
    fetches.count++
    await new Promise((resolve) => setImmediate(resolve))
    return positions.map(({ partition, offset }) => {
      let bytes = 0
      const batches = (held[partition] ?? []).filter((batch) => {
        if (batch.next <= offset) return false
        bytes += batch.bytes.length
        return bytes === batch.bytes.length || bytes <= FETCH_BYTES
      })
      return { partition, from: offset, end: ends[partition] ?? 0, batches }
    })
  }
  const wire: Wire = {
    topic: 't',
    topicId: 'id',
    partitions: partitions.length,
    leaderOf,
    fetch,
    offsets: async (which) => (which === 'end' ? ends : ends.map(() => 0)),
    recover: async () => {},
    isReplaced: async () => false,
    produce: () => Promise.reject(new Error('nothing is appended here')),
    deleteBefore: () => Promise.reject(new Error('nothing is deleted here')),
    close: async () => {},
  }
  const said: string[] = []
  const reads = createReads({ wire, report: (line) => said.push(line) })
  open.push(reads)
  return { reads, said, fetches }
}

/** `count` batches one after the other from offset 0, `each` records of `value` in every one. */
async function backlog(count: number, each: number, value: Buffer): Promise<Buffer> {
  const values = Array.from({ length: each }, () => value)
  return Buffer.concat(await Promise.all(Array.from({ length: count }, (_, i) => encodeBatch(i * each, values))))
}

describe('a backlog that shrinks to thousandths', () => {
  // 64 MB in some tens of KB: one fetch brings all of it.
  const EACH = 10
  const COUNT = 64
  const value = Buffer.alloc(100_000, 'event ')
  const BATCH_BYTES = 1_002_000

  it('is inflated as it is read', async () => {
    const bytes = await backlog(COUNT, EACH, value)
    expect(bytes.length).toBeLessThan(FETCH_BYTES)
    const { reads } = readsOf([bytes])
    const inflated = countInflated()
    expect(await reads.read(0, 0, { records: 1, bytes: 1 })).toHaveLength(1)
    expect(inflated.bytes).toBeLessThan(BATCH_BYTES)
    // However much is asked for.
    const records = await reads.read(0, 1, { records: 1e9, bytes: 1e9 })
    expect(records.length).toBeGreaterThan(0)
    expect(inflated.bytes).toBeLessThan(INFLATED_AHEAD_BYTES + 2 * BATCH_BYTES)
  })

  it('is read to its end, every record once', async () => {
    const { reads } = readsOf([await backlog(COUNT, EACH, value)])
    let next = 0
    while (next < COUNT * EACH) {
      const records = await reads.read(0, next, { records: 7, bytes: 1e9 })
      for (const record of records) {
        expect(record.offset).toBe(next++)
        expect(record.bytes.length).toBe(value.length)
      }
    }
    expect(await reads.read(0, next, { records: 7, bytes: 1e9 })).toEqual([])
  })
})

it('reads of a broker while all that is read of another waits to be taken', async () => {
  const incompressible = Array.from({ length: 40 }, () => randomBytes(20_000))
  const full = await Promise.all(incompressible.map((value, i) => encodeBatch(i, [value])))
  let asked = 0
  const { reads, fetches } = readsOf([Buffer.concat(full), await encodeBatch(0, ['here'])], (partition) => {
    asked++
    return partition + 1
  })
  // More than is fetched ahead, of which one is taken.
  const [first] = await reads.read(0, 0, { records: 1, bytes: 1 })
  expect(first?.bytes.length).toBe(20_000)
  expect((await reads.read(1, 0, { records: 9, bytes: 1e6 })).map(({ bytes }) => String(bytes))).toEqual(['here'])
  // This broker answers at once, so how often it is asked is the machine's matter. Each fetch looks at both partitions before
  // and, as the last of its broker, after; a look alone never leads to the next.
  expect(asked).toBeLessThan(4 * fetches.count + 40)
})

it('stops at a batch that cannot be decoded, in its own partition alone', async () => {
  const bad = await encodeBatch(4, ['torn'])
  bad[bad.length - 1]! ^= 1
  const { reads, said } = readsOf([
    Buffer.concat([await encodeBatch(0, ['a', 'b', 'c', 'd']), bad, await encodeBatch(5, ['f'])]),
    await backlog(20, 3, Buffer.from('fine')),
  ])
  const ALL = { records: 1e9, bytes: 1e9 }
  // What stands before it is given.
  expect((await reads.read(0, 0, ALL)).map(({ offset }) => offset)).toEqual([0, 1, 2, 3])
  for (let again = 0; again < 3; again++)
    await expect(reads.read(0, 4, ALL)).rejects.toThrow(/^partition 0: the batch at offset 4 cannot be decoded: /)
  let next = 0
  while (next < 60) next += (await reads.read(1, next, { records: 2, bytes: 1e9 })).length
  expect(next).toBe(60)
  // The broker did nothing wrong, so nothing was waited for.
  expect(said).toEqual([])
})
