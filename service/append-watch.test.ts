import { expect, it, vi } from 'vitest'
import { decodeBatch } from '../events/codec.ts'
import { LogFullError } from '../log/contract.ts'
import { createMemoryLog } from '../log/memory.ts'
import { PATIENCE_MS } from '../testing/patience.ts'
import { watchAppends } from './append-watch.ts'

const record = (partition: number) => ({ partition, bytes: Buffer.from([1]) })

/** A log of two partitions whose appends (to `of`, or all) fail while `refuses` says how, and a clock of the test's own. */
function open() {
  const log = createMemoryLog({ partitions: 2, clock: () => 1_790_000_000_000 })
  const world = { now_ms: 0, refuses: null as Error | 'never' | null, of: null as number | null }
  const append: typeof log.append = async (records) => {
    if (world.of !== null && !records.some(({ partition }) => partition === world.of)) return log.append(records)
    if (world.refuses === 'never') return new Promise(() => {})
    if (world.refuses) throw world.refuses
    return log.append(records)
  }
  return { world, inner: log, watched: watchAppends({ ...log, append }, () => world.now_ms) }
}

it('tries the partitions with a tick where nothing was appended of late, and leaves them alone otherwise', async () => {
  const { world, inner, watched } = open()
  expect(await watched.ailment()).toBeNull()
  await vi.waitFor(async () => expect(await inner.endOffsets()).toEqual([1, 1]), PATIENCE_MS)
  const [tick] = await inner.read(0, 0, { records: 1, bytes: 1 })
  expect(decodeBatch(tick!.bytes)).toMatchObject({ collectorId: 'tick', events: [], quarantined: [], received: [] })
  world.now_ms = 5_000
  await watched.log.append([record(1)])
  // Known for ten seconds.
  world.now_ms = 14_999
  expect(await watched.ailment()).toBeNull()
  expect(await inner.endOffsets()).toEqual([1, 2])
  world.now_ms = 15_001
  expect(await watched.ailment()).toBeNull()
  await vi.waitFor(async () => expect(await inner.endOffsets()).toEqual([2, 3]), PATIENCE_MS)
})

it('says why appends are refused, and that they are taken again', async () => {
  const { world, watched } = open()
  await watched.log.append([record(0), record(1)])
  world.refuses = new Error('NOT_ENOUGH_REPLICAS')
  // What was taken a moment ago is no news once something was refused.
  await expect(watched.log.append([record(0), record(1)])).rejects.toThrow('NOT_ENOUGH_REPLICAS')
  expect(await watched.ailment()).toBe('NOT_ENOUGH_REPLICAS')
  world.refuses = new LogFullError('no room')
  expect(await watched.ailment()).toBe('it is full: no room')
  world.refuses = null
  expect(await watched.ailment()).toBeNull()
})

it.each([['refuses', new Error('NOT_ENOUGH_REPLICAS')] as const, ['never answers', 'never'] as const])(
  'is well while one partition %s and the other takes what comes, also when that is nothing',
  async (_, how) => {
    const { world, watched } = open()
    world.of = 0
    world.refuses = how
    watched.log.append([record(0)]).catch(() => {})
    await watched.log.append([record(1)])
    expect(await watched.ailment()).toBeNull()
    world.now_ms = 60_000
    expect(await watched.ailment()).toBeNull()
  },
)

it('says that an append is stuck, and does not add to it', async () => {
  const { world, inner, watched } = open()
  world.refuses = 'never'
  void watched.log.append([record(0), record(1)])
  void watched.ailment()
  void watched.ailment()
  world.now_ms = 6_000
  expect(await watched.ailment()).toBe('an append has waited for 6 s')
  expect(await inner.endOffsets()).toEqual([0, 0])
})
