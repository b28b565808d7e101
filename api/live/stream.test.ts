// The stream over a real socket: framing, resuming, clients that leave, clients that do not read.
import { connect } from 'node:net'
import type { Server, Socket } from 'node:net'
import { promisify } from 'node:util'
import { serve } from '@hono/node-server'
import type { ServerType } from '@hono/node-server'
import { afterEach, describe, expect, it, vi } from 'vitest'
import type { LiveFrame } from '../contract.ts'
import { SSE_CLIENT_BYTES_MAX } from '../limits.ts'
import { createStub } from '../stub.fixture.ts'
import type { Stub } from '../stub.fixture.ts'
import { createChannel } from './channel.ts'
import type { CommentFrame } from '../../pipeline/contract.ts'
import { commentFrame, frame, showFrame } from './frames.fixture.ts'
import { PATIENCE_MS } from '../../testing/patience.ts'

const closers: (() => Promise<unknown> | void)[] = []
afterEach(async () => {
  for (const close of closers.splice(0).toReversed()) await close()
})

interface Serving {
  readonly stub: Stub
  readonly url: string
  readonly port: number
  /** Connections the server has open. */
  connections(): Promise<number>
}

/** A show in which somebody comes every 50 ms, and the `comments` asked for are made. */
async function serving(comments: () => readonly CommentFrame[] = () => []): Promise<Serving> {
  const stub = createStub()
  const { promise, resolve } = Promise.withResolvers<number>()
  const server: ServerType = serve({ fetch: stub.api.app.fetch, port: 0, hostname: '127.0.0.1' }, ({ port }) =>
    resolve(port),
  )
  const port = await promise
  closers.push(async () => {
    await stub.api.close()
    const closed = new Promise((done) => server.close(done))
    if ('closeAllConnections' in server) server.closeAllConnections()
    await closed
  })
  let offset = 0
  const move = () => {
    offset += 1
    const show = showFrame({ showId: 's', viewers: offset, comments: comments() })
    stub.publish(frame({ offset, time_ms: offset * 1000, shows: [show] }))
  }
  move()
  const timer = setInterval(move, 50)
  closers.push(() => clearInterval(timer))
  const connections = () => promisify((server as Server).getConnections).call(server)
  return { stub, url: `http://127.0.0.1:${port}/v1/shows/s/live`, port, connections }
}

/** Reads a stream until `enough` says so, then leaves. */
async function read(url: string, enough: (text: string) => boolean, headers = {}): Promise<string> {
  const leaving = new AbortController()
  const answer = await fetch(url, { headers, signal: leaving.signal })
  expect(answer.headers.get('content-type')).toBe('text/event-stream; charset=utf-8')
  let text = ''
  const decoder = new TextDecoder()
  for await (const chunk of answer.body ?? []) {
    text += decoder.decode(chunk, { stream: true })
    if (enough(text)) break
  }
  leaving.abort()
  return text
}

const count = (text: string, event: string): number => text.split(`event: ${event}\n`).length - 1
const clientsOf = async (stub: Stub): Promise<string> =>
  /cartbeat_sse_clients (\d+)/.exec(await (await stub.request('/metrics')).text())?.[1] ?? ''

describe('the stream', () => {
  it('begins at once with a snapshot, goes on with frames, and resumes where it broke off', async () => {
    const { stub, url } = await serving()
    const first = await read(url, (text) => count(text, 'frame') >= 2)
    expect(first.startsWith('retry: 1000\n\nid: ')).toBe(true)
    expect(count(first, 'snapshot')).toBe(1)
    const ids = [...first.matchAll(/^id: (\S+)-(\d+)$/gm)].map((match) => Number(match[2]))
    expect(ids).toEqual(ids.map((_, i) => (ids[0] ?? 0) + i))
    await vi.waitFor(async () => expect(await clientsOf(stub)).toBe('0'), PATIENCE_MS)

    const [last] = [...first.matchAll(/^id: (\S+)$/gm)].at(-1)?.slice(1) ?? []
    const resumed = await read(url, (text) => count(text, 'frame') >= 1, { 'last-event-id': last })
    expect(count(resumed, 'snapshot')).toBe(0)
  })

  it('gives every client the same bytes', async () => {
    const { url } = await serving()
    const both = await Promise.all([1, 2].map(() => read(url, (text) => count(text, 'frame') >= 4)))
    const [one = [], two = []] = both.map((text) =>
      text.split('\n\n').filter((message) => message.includes('event: frame')),
    )
    const shared = one.slice(0, -1).filter((message) => two.includes(message))
    expect(shared.length).toBeGreaterThanOrEqual(2)
  })

  it('tells clients when it ends', async () => {
    const { stub, url } = await serving()
    const reading = read(url, (text) => text.includes('event: dropped'))
    await vi.waitFor(async () => expect(await clientsOf(stub)).toBe('1'), PATIENCE_MS)
    await stub.api.close()
    expect(await reading).toContain('event: dropped\ndata: {"reason":"closing"}\n\n')
  })

  /** Opens a stream and reads nothing of it. */
  async function openStuck({ stub, port }: Serving): Promise<void> {
    const stuck: Socket = connect(port, '127.0.0.1')
    stuck.pause()
    closers.push(() => void stuck.destroy())
    stuck.write('GET /v1/shows/s/live HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n')
    await vi.waitFor(async () => expect(await clientsOf(stub)).toBe('1'), PATIENCE_MS)
  }

  it('is not held up by a client that does not read', async () => {
    const served = await serving()
    const { url } = served
    await openStuck(served)
    const text = await read(url, (found) => count(found, 'frame') >= 3)
    expect(count(text, 'frame')).toBeGreaterThanOrEqual(3)
  })

  it('keeps no connection of a client that never reads', async () => {
    vi.useFakeTimers({ toFake: ['performance'] })
    closers.push(() => void vi.useRealTimers())
    // More than the sockets' own buffers take within some frames.
    let id = 0
    const long = 'x'.repeat(20_000)
    const served = await serving(() => Array.from({ length: 50 }, () => commentFrame({ id: String(++id), text: long })))
    await openStuck(served)
    expect(await served.connections()).toBe(1)
    await vi.waitFor(async () => {
      vi.advanceTimersByTime(1_000)
      expect(await served.connections()).toBe(0)
    }, PATIENCE_MS)
    expect(await clientsOf(served.stub)).toBe('0')
  })
})

describe('a channel', () => {
  const now = (viewers: number): LiveFrame =>
    ({
      now: { viewers, filler: 'x'.repeat(20_000) },
      curve: [],
      comments: [],
      show: null,
      products: null,
      moments: null,
    }) as unknown as LiveFrame

  it('holds little for a slow client, gives it the newest when it reads on, and lets go of one that never does', async () => {
    const left: (string | null)[] = []
    let sent = 0
    let cuts = 0
    const channel = createChannel(
      'e',
      () => ({ now: { viewers: sent } }) as never,
      (reason) => left.push(reason),
    )
    const stream = channel.open(null, () => void cuts++).getReader()
    for (sent = 1; sent <= 100; sent++) channel.send(now(sent), sent * 250)
    const messages: string[] = []
    const take = async () => messages.push(new TextDecoder().decode((await stream.read()).value))
    while (messages.join('').length < SSE_CLIENT_BYTES_MAX) await take()
    // What waited was about the bound, not a hundred frames; the rest was merged into the newest.
    channel.send(now(101), 26_000)
    await take()
    while (!(messages.at(-1) ?? '').includes('id: e-101')) await take()
    expect(messages.length).toBeLessThan(10)
    expect([left, cuts]).toEqual([[], 0])

    for (let more = 102; more < 300; more++) channel.send(now(more), 26_000 + (more - 101) * 250)
    expect([left, cuts]).toEqual([['stalled'], 1])
    expect(channel.clients.size).toBe(0)
  })
})
