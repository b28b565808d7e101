import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createOutbox, type Outbox } from './outbox.ts'
import { createSender, SEND_AFTER_MS, type Sender } from './sender.ts'
import { memoryShelf } from './shelf.fixture.ts'

interface Sent {
  readonly ids: string[]
  readonly sentAt: string
  readonly at_ms: number
}

let sent: Sent[]
let beacons: Sent[]
let respond: (ids: string[], signal: AbortSignal) => Response | Promise<Response>
let beaconTakes: (body: string) => boolean
let outbox: Outbox
let sender: Sender

function parse(body: string): Sent {
  const { batch, sentAt } = JSON.parse(body) as { batch: { messageId: string }[]; sentAt: string }
  return { ids: batch.map((event) => event.messageId), sentAt, at_ms: Date.now() }
}

const push = (...ids: string[]) => {
  for (const id of ids) outbox.push({ rank: 1, text: JSON.stringify({ messageId: id }) })
  sender.wake()
}
const answer = (status: number, headers: Record<string, string> = {}) => new Response('{}', { status, headers })
const waiting = () => outbox.entries().map((entry) => (JSON.parse(entry.text) as { messageId: string }).messageId)

beforeEach(() => {
  vi.useFakeTimers({ now: Date.parse('2026-01-01T00:00:00Z') })
  sent = []
  beacons = []
  respond = () => answer(200)
  beaconTakes = () => true
  vi.stubGlobal('fetch', async (_: string, { body, signal }: { body: string; signal: AbortSignal }) => {
    const request = parse(body)
    sent.push(request)
    return respond(request.ids, signal)
  })
  vi.stubGlobal('navigator', {
    sendBeacon: (_: string, body: string) => beaconTakes(body) && beacons.push(parse(body)) > 0,
  })
  outbox = createOutbox(memoryShelf(), 'page')
  sender = createSender({ url: '/v1/batch', writeKey: 'k', outbox, random: () => 1 })
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
})

describe('sending', () => {
  it('gathers for a moment, sends once, forgets what was answered for', async () => {
    push('a', 'b')
    await vi.advanceTimersByTimeAsync(SEND_AFTER_MS - 1)
    expect(sent).toEqual([])
    push('c')
    await vi.advanceTimersByTimeAsync(1)
    expect(sent.map((request) => request.ids)).toEqual([['a', 'b', 'c']])
    expect(waiting()).toEqual([])
    await vi.advanceTimersByTimeAsync(600_000)
    expect(sent).toHaveLength(1)
  })

  it('never has two requests in the air, and keeps order', async () => {
    let release: (answer: Response) => void = () => {}
    respond = () => new Promise((resolve) => (release = resolve))
    push('a')
    await vi.advanceTimersByTimeAsync(SEND_AFTER_MS)
    push('b')
    sender.hurry()
    await vi.advanceTimersByTimeAsync(5000)
    expect(sent).toHaveLength(1)
    respond = () => answer(200)
    release(answer(200))
    await vi.advanceTimersByTimeAsync(1)
    expect(sent.map((request) => request.ids)).toEqual([['a'], ['b']])
  })

  it('sends fifty at a time', async () => {
    push(...Array.from({ length: 120 }, (_, i) => String(i)))
    await vi.advanceTimersByTimeAsync(SEND_AFTER_MS + 10)
    expect(sent.map((request) => request.ids.length)).toEqual([50, 50, 20])
  })
})

describe('failing', () => {
  it('tries again later and later under the same ids, each time with its own sentAt', async () => {
    respond = () => Promise.reject(new TypeError('offline'))
    push('a')
    await vi.advanceTimersByTimeAsync(SEND_AFTER_MS + 1000 + 2000 + 4000)
    expect(sent.map((request) => request.ids)).toEqual([['a'], ['a'], ['a'], ['a']])
    // With random() = 1 the waits are the bounds: 1, 2, 4 s.
    expect(sent.map((request) => request.sentAt)).toEqual([
      '2026-01-01T00:00:00.060Z',
      '2026-01-01T00:00:01.060Z',
      '2026-01-01T00:00:03.060Z',
      '2026-01-01T00:00:07.060Z',
    ])
    respond = () => answer(200)
    await vi.advanceTimersByTimeAsync(8000)
    expect(waiting()).toEqual([])
  })

  it('gives up a collector that has gone silent, and sends again under the same ids', async () => {
    // The platform's own clock is none that tests can move.
    vi.spyOn(AbortSignal, 'timeout').mockImplementation((ms) => {
      const ending = new AbortController()
      setTimeout(() => ending.abort(), ms)
      return ending.signal
    })
    respond = (_, signal) =>
      new Promise((_, reject) => signal.addEventListener('abort', () => reject(new Error('over'))))
    push('a')
    await vi.advanceTimersByTimeAsync(SEND_AFTER_MS + 14_999)
    expect(sent).toHaveLength(1)
    respond = () => answer(200)
    await vi.advanceTimersByTimeAsync(1 + 1000)
    expect(sent.map((request) => request.ids)).toEqual([['a'], ['a']])
    expect(waiting()).toEqual([])
  })

  it('does not hurry because something new happened, but does when the network is back', async () => {
    respond = () => answer(503)
    push('a')
    await vi.advanceTimersByTimeAsync(SEND_AFTER_MS)
    push('b')
    await vi.advanceTimersByTimeAsync(900)
    expect(sent).toHaveLength(1)
    respond = () => answer(200)
    sender.hurry()
    await vi.advanceTimersByTimeAsync(1)
    expect(sent.at(-1)!.ids).toEqual(['a', 'b'])
  })

  it('waits as long as it is told to', async () => {
    respond = () => answer(429, { 'retry-after': '30' })
    push('a')
    await vi.advanceTimersByTimeAsync(SEND_AFTER_MS + 30_000)
    expect(sent).toHaveLength(1)
    // At most a second more, so that not everybody comes back at once.
    await vi.advanceTimersByTimeAsync(1000)
    expect(sent).toHaveLength(2)
  })

  it('drops only the event that is refused', async () => {
    respond = (ids) => answer(ids.includes('bad') ? 400 : 200)
    push('a', 'b', 'bad', 'c', 'd')
    await vi.advanceTimersByTimeAsync(60_000)
    const taken = sent.filter((request) => !request.ids.includes('bad')).flatMap((request) => request.ids)
    expect(taken.toSorted()).toEqual(['a', 'b', 'c', 'd'])
    expect(waiting()).toEqual([])
    expect(sent.length).toBeLessThan(12)
  })

  it('keeps everything while the key is refused: keys get mended', async () => {
    respond = () => answer(401)
    push('a')
    await vi.advanceTimersByTimeAsync(300_000)
    expect(waiting()).toEqual(['a'])
  })
})

describe('leaving', () => {
  it('puts what waits into beacons of less than 64 KiB, and keeps it until somebody answers', () => {
    const text = 'ü'.repeat(10_000)
    for (let i = 0; i < 7; i++) outbox.push({ rank: 1, text: JSON.stringify({ messageId: String(i), text }) })
    const sizes: number[] = []
    beaconTakes = (body) => sizes.push(new Blob([body]).size) > 0
    sender.leave()
    // 20 kB each in UTF-8: two fit into 60,000 bytes, three do not.
    expect(beacons.map((beacon) => beacon.ids)).toEqual([['0', '1'], ['2', '3'], ['4', '5'], ['6']])
    expect(Math.max(...sizes)).toBeLessThan(65_536)
    expect(waiting()).toHaveLength(7)
  })

  it('is not undone by what the browser says after it: nothing is fetched, what comes late goes by beacon, once', async () => {
    push('a')
    sender.leave()
    outbox.release()
    // Chromium tells a page that goes that it was hidden after it told it that it goes.
    sender.hurry()
    push('b')
    await vi.advanceTimersByTimeAsync(10_000)
    expect(beacons.map((beacon) => beacon.ids)).toEqual([['a'], ['b']])
    expect(sent).toEqual([])
    sender.resume()
    await vi.advanceTimersByTimeAsync(SEND_AFTER_MS)
    expect(sent.map((request) => request.ids)).toEqual([['a', 'b']])
  })

  it('stops when the browser takes no more', () => {
    push('a')
    beaconTakes = () => false
    sender.leave()
    expect(beacons).toEqual([])
    expect(waiting()).toEqual(['a'])
  })

  it('leaves to a request in the air what that already carries', async () => {
    respond = () => new Promise(() => {})
    push('a')
    await vi.advanceTimersByTimeAsync(SEND_AFTER_MS)
    push('b')
    sender.leave()
    expect(beacons.map((beacon) => beacon.ids)).toEqual([['b']])
  })
})
