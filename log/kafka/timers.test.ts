import { createRequire } from 'node:module'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { mendTimers, type RequestQueue } from './timers.ts'

const require = createRequire(import.meta.url)
const PATH = require.resolve('kafkajs/src/network/requestQueue')

/** kafkajs' queue as it comes. */
function queueClass(): new (options: object) => RequestQueue & { push(request: object): void } {
  Reflect.deleteProperty(require.cache, PATH)
  return require(PATH)
}

const logger = { debug: () => {}, warn: () => {}, error: () => {} }
const options = { logger, maxInFlightRequests: null, requestTimeout: 1000, enforceRequestTimeout: false }

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

describe('an idle connection', () => {
  it('keeps a timer going as kafkajs comes', () => {
    const queue = new (queueClass())(options)
    queue.checkPendingRequests()
    vi.advanceTimersByTime(1000)
    expect(vi.getTimerCount()).toBe(1)
  })

  it('has none once mended', () => {
    const Queue = queueClass()
    mendTimers()
    const queue = new Queue(options)
    queue.checkPendingRequests()
    expect(vi.getTimerCount()).toBe(0)
  })
})

it('still sends what a throttling broker kept waiting, when it may', () => {
  const Queue = queueClass()
  mendTimers()
  const queue = new Queue(options)
  const sent: string[] = []
  Object.assign(queue, { throttledUntil: Date.now() + 300 })
  for (const name of ['a', 'b']) {
    const entry = { correlationId: name, resolve: () => {}, reject: () => {} }
    queue.push({ entry, expectResponse: true, sendRequest: () => sent.push(name) })
  }
  vi.advanceTimersByTime(299)
  expect(sent).toEqual([])
  vi.advanceTimersByTime(10)
  expect(sent).toEqual(['a', 'b'])
  expect(vi.getTimerCount()).toBe(0)
})
