import { expect, it, vi } from 'vitest'
import { LogReplacedError } from '../../log/contract.ts'
import { createMemoryLog } from '../../log/memory.ts'
import type { PartitionFrame } from '../contract.ts'
import { createLiveFeed } from './feed.ts'
import { followLog, publishToLog } from './feed-topic.ts'
import { PATIENCE_MS } from '../../testing/patience.ts'

const frame = (partition: number, offset: number): PartitionFrame => ({
  logId: 'log',
  partition,
  partitions: 8,
  offset,
  time_ms: 1_790_000_000_123 + offset,
  shows: [],
})
const open = () => createMemoryLog({ partitions: 3, clock: () => 0 })

it('carries frames to those who follow, each partition’s in order, from when they began', async () => {
  const log = open()
  const owner = publishToLog(log, () => {})
  owner.publish(frame(1, 1))
  await log.waitFor(1, 0, 1000)
  const feed = createLiveFeed()
  const seen: PartitionFrame[] = []
  feed.subscribe((each) => seen.push(each))
  await followLog(log, feed, () => {})
  for (const each of [frame(1, 2), frame(7, 5), frame(4, 9), frame(1, 3)]) owner.publish(each)
  await vi.waitFor(() => expect(seen.length).toBe(4), PATIENCE_MS)
  // 1, 4 and 7 share a part of the feed: one order for all.
  expect(seen).toEqual([frame(1, 2), frame(7, 5), frame(4, 9), frame(1, 3)])
  await log.close()
})

it('passes over frames of a version it does not know', async () => {
  const log = open()
  const feed = createLiveFeed()
  const seen: number[] = []
  feed.subscribe((each) => seen.push(each.offset))
  await followLog(log, feed, () => {})
  await log.append([{ partition: 0, bytes: Buffer.from([99, 1, 2, 3]) }])
  publishToLog(log, () => {}).publish(frame(0, 6))
  await vi.waitFor(() => expect(seen).toEqual([6]), PATIENCE_MS)
  await log.close()
})

it('says once that frames are lost while the log does not take them, and again the next time', async () => {
  const said: string[] = []
  const log = open()
  let refusing = true
  const owner = publishToLog(
    { ...log, append: (records) => (refusing ? Promise.reject(new Error('away')) : log.append(records)) },
    (message) => said.push(message),
  )
  const publish = async () => {
    owner.publish(frame(0, 1))
    await new Promise((resolve) => setImmediate(resolve))
  }
  await publish()
  await publish()
  expect(said).toEqual(['frames of the live feed are lost: Error: away'])
  refusing = false
  await publish()
  refusing = true
  await publish()
  expect(said.length).toBe(2)
  await log.close()
})

it('says that the feed is not read when there is something to read and nothing comes', async () => {
  vi.useFakeTimers({ toFake: ['performance'] })
  const log = open()
  let cutOff = false
  // A reader whose broker has fallen silent: its reads never come back.
  const read: typeof log.read = (...asked) => (cutOff ? new Promise(() => {}) : log.read(...asked))
  const following = await followLog({ ...log, read }, createLiveFeed(), () => {})
  vi.advanceTimersByTime(60_000)
  // Nothing to read is nothing wrong.
  expect(await following.ailment()).toBeNull()
  cutOff = true
  publishToLog(log, () => {}).publish(frame(2, 1))
  await log.waitFor(2, 0, 1000)
  await vi.waitFor(async () => {
    vi.advanceTimersByTime(60_000)
    expect(await following.ailment()).toBe('1 of 3 parts of the feed are not read')
  }, PATIENCE_MS)
  await log.close()
  await expect(following.ailment()).rejects.toThrow('closed')
  vi.useRealTimers()
})

it('follows the partitions that answer, and those that do not once they do', async () => {
  const log = open()
  let leaderless = true
  let refused = 0
  const ends: typeof log.endOffsets = async (of = [0, 1, 2]) => {
    if (leaderless && of.includes(1)) {
      refused++
      throw new Error('partition 1 has no leader')
    }
    return log.endOffsets(of)
  }
  const feed = createLiveFeed()
  const seen: number[] = []
  feed.subscribe(({ partition }) => seen.push(partition))
  const said: string[] = []
  const following = await followLog({ ...log, endOffsets: ends }, feed, (line) => said.push(line))
  const owner = publishToLog(log, () => {})
  owner.publish(frame(0, 1))
  await vi.waitFor(() => expect(seen).toEqual([0]), PATIENCE_MS)
  expect(await following.ailment()).toEqual({ note: 'ok, 1 of 3 parts of the feed do not answer' })
  await vi.waitFor(() => expect(refused).toBeGreaterThan(4), PATIENCE_MS)
  leaderless = false
  await vi.waitFor(() => {
    owner.publish(frame(1, 1))
    expect(seen).toContain(1)
  }, PATIENCE_MS)
  expect(await following.ailment()).toBeNull()
  // Once, however often it was asked.
  expect(said).toEqual([
    'part 1 of the live feed could not be read, will be tried again: Error: partition 1 has no leader',
  ])
  await log.close()
})

it('fails where the feed was made anew, for whoever started it to start again', async () => {
  const log = open()
  const read: typeof log.read = () => Promise.reject(new LogReplacedError('shop-live'))
  const following = await followLog({ ...log, read }, createLiveFeed(), () => {})
  expect((await following.failed).message).toContain('topic shop-live was made anew')
  await log.close()
})
