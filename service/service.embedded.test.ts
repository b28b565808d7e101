import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { LiveFrame, LiveSnapshot } from '../api/contract.ts'
import { startService, type Service } from './service.ts'
import { PATIENCE_MS } from '../testing/patience.ts'

let dataDir: string
let service: Service | null

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'cartbeat-service-'))
  service = null
})
afterEach(async () => {
  await service?.stop()
  await rm(dataDir, { recursive: true, force: true })
})

const start = async (port = 0) =>
  (service = await startService({ host: '127.0.0.1', port, dataDir, writeKeys: 'demo', adminToken: null }))

async function send(url: string, method: string, path: string, body: unknown): Promise<number> {
  const answer = await fetch(url + path, {
    method,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  await answer.text()
  return answer.status
}

/** Reads the live stream until `found` says so. */
async function watchLive(url: string, showId: string, found: (message: LiveSnapshot | LiveFrame) => boolean) {
  // A show just declared is not known until its first frame: asked again until it is.
  const answer = await vi.waitFor(async () => {
    const asked = await fetch(`${url}/v1/shows/${showId}/live`)
    expect(asked.status).toBe(200)
    return asked
  }, PATIENCE_MS)
  const reader = answer.body!.pipeThrough(new TextDecoderStream()).getReader()
  let text = ''
  for (;;) {
    const { value, done } = await reader.read()
    if (done) throw new Error('the live stream ended')
    text += value
    const messages = text.split('\n\n')
    text = messages.pop() ?? ''
    for (const message of messages) {
      const data = /^data: (.*)$/m.exec(message)?.[1]
      if (!data) continue
      const parsed = JSON.parse(data) as LiveSnapshot | LiveFrame
      if (!found(parsed)) continue
      await reader.cancel()
      return parsed
    }
  }
}

const track = (event: string, seq: number, properties: Record<string, unknown>) => ({
  type: 'track',
  event,
  messageId: `message-${seq}`,
  anonymousId: 'ana',
  timestamp: new Date().toISOString(),
  properties,
  context: { cartbeat: { sessionId: 'ana-1', seq, showId: 'kitchen' } },
})

describe('the service in one process', () => {
  it('carries a viewer from the door to the glass and to the tables, and keeps them over a restart', async () => {
    const { url, idle, store } = await start()
    const declaration = { title: 'Kitchen', kind: 'demo', channel: 'site', host: 'Mira', currency: 'EUR', products: [] }
    expect(await send(url, 'PUT', '/v1/shows/kitchen', declaration)).toBe(202)
    expect(await send(url, 'POST', '/v1/shows/kitchen/start', {})).toBe(202)
    const batch = [
      track('Video Playback Started', 0, { state: 'starting' }),
      track('Live Comment Posted', 1, { text: 'Is the pan heavy?' }),
      track('Order Completed', 2, {
        order_id: 'o1',
        total: 39.9,
        currency: 'EUR',
        products: [{ product_id: 'pan', quantity: 1, price: 39.9 }],
      }),
      { type: 'track', event: 7, messageId: 'broken', anonymousId: 'ana' },
    ]
    expect(await send(url, 'POST', '/v1/batch', { writeKey: 'demo', sentAt: new Date().toISOString(), batch })).toBe(
      200,
    )

    const seen = await watchLive(url, 'kitchen', ({ now }) => now.orders === 1 && now.viewers === 1)
    expect(seen.now).toMatchObject({ status: 'live', viewers: 1, comments: 1, buyers: 1, revenue_minor: 3990 })

    await idle()
    expect(
      await store.query("SELECT kind, name, message_id FROM events WHERE visitor_id = 'ana' ORDER BY seq"),
    ).toEqual([
      { kind: 'player.starting', name: 'Video Playback Started', message_id: 'message-0' },
      { kind: 'chat.posted', name: 'Live Comment Posted', message_id: 'message-1' },
      { kind: 'order.completed', name: 'Order Completed', message_id: 'message-2' },
    ])
    expect(await store.query("SELECT received, stored, quarantined FROM intake WHERE source = 'demo'")).toEqual([
      { received: 4, stored: 3, quarantined: 1 },
    ])

    await service!.stop()
    const again = await start()
    const orders = await again.store.query('SELECT order_id, show_id, total_minor, currency FROM orders')
    expect(orders).toEqual([{ order_id: 'o1', show_id: 'kitchen', total_minor: 3990, currency: 'EUR' }])
    const after = await watchLive(again.url, 'kitchen', ({ now }) => now.orders === 1)
    expect(after.now).toMatchObject({ status: 'live', comments: 1, revenue_minor: 3990 })
  })

  it('says in one line that the port is taken, and lets the folder go', async () => {
    const taken = createServer().listen(0, '127.0.0.1')
    await new Promise((resolve) => taken.once('listening', resolve))
    const { port } = taken.address() as { port: number }
    await expect(start(port)).rejects.toThrow(`port ${port} is taken: end what listens there, or choose another`)
    await new Promise((resolve) => taken.close(resolve))
    await start()
  })
})
