import { MessageChannel } from 'node:worker_threads'
import { expect, it, vi } from 'vitest'
import type { PartitionFrame } from '../contract.ts'
import { createLiveFeed, publishFromPort, publishToPort } from './feed.ts'
import { PATIENCE_MS } from '../../testing/patience.ts'

const frame = (partition: number, offset: number): PartitionFrame => ({
  logId: 'log',
  partition,
  partitions: 2,
  offset,
  time_ms: offset * 1000,
  shows: [],
})

it('gives a newcomer the newest frame of every partition, then each as it comes', () => {
  const feed = createLiveFeed()
  feed.publish(frame(0, 1))
  feed.publish(frame(0, 2))
  feed.publish(frame(1, 7))
  const heard: string[] = []
  const leave = feed.subscribe(({ partition, offset }) => heard.push(`${partition}:${offset}`))
  feed.publish(frame(1, 8))
  leave()
  feed.publish(frame(1, 9))
  expect(heard).toEqual(['0:2', '1:7', '1:8'])
})

it('lets a listener throw without harm to others, and says so once', () => {
  const report = vi.fn()
  const feed = createLiveFeed(report)
  const heard: number[] = []
  feed.subscribe(() => {
    throw new Error('boom')
  })
  feed.subscribe(({ offset }) => heard.push(offset))
  feed.publish(frame(0, 1))
  feed.publish(frame(0, 2))
  expect(heard).toEqual([1, 2])
  expect(report).toHaveBeenCalledExactlyOnceWith('a listener of the live feed threw: Error: boom')
})

it('carries frames between threads', async () => {
  const { port1, port2 } = new MessageChannel()
  const feed = createLiveFeed()
  const heard: PartitionFrame[] = []
  feed.subscribe((each) => heard.push(each))
  const stop = publishFromPort(port2, feed)
  publishToPort(port1).publish(frame(1, 3))
  await vi.waitFor(() => expect(heard).toEqual([frame(1, 3)]), PATIENCE_MS)
  stop()
  port1.close()
})
