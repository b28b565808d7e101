// Viewers of one show: each watches (a heartbeat a second, as a player tells) and talks (comments, orders, clicks in the shop).
// As an SDK does, they send a batch again, under the same ids, until a collector accepts it; and as networks do, some batches
// arrive twice, side by side, or after later ones.
import { setTimeout as delay } from 'node:timers/promises'
import type { Random } from '../../pipeline/runtime/simulation/random.fixture.ts'
import { enter, openLedger, type Ledger, type Sent } from './ledger.ts'

export const SHOW = 'kitchen'

export interface Audience {
  readonly viewers: number
  readonly ledger: Ledger
  /** Nobody talks until resume(); resolves when all that was said is accepted. Players go on telling. */
  hush(): Promise<void>
  resume(): void
  /** Nobody says anything, players neither, while `work` goes on. */
  silence(work: () => Promise<void>): Promise<void>
  /** Everybody stops; resolves when all that was sent is accepted. */
  end(): Promise<void>
  /** Everybody stops, and nothing is sent again: of an audience that was not ended, once the service is gone. */
  abandon(): void
}

export interface AudienceOptions {
  readonly viewers: number
  /** Where collectors listen. */
  readonly doors: readonly string[]
  readonly random: Random
  /** Share of batches that arrive twice. */
  readonly twice?: number
}

const BEAT_MS = 1_000
const TALK_MIN_MS = 100
const TALK_MAX_MS = 500
/** An answer that takes longer is given up, and the batch sent again. */
const ANSWER_MS = 4_000
const AGAIN_MS = 100
const TWICE = 0.1

export function startAudience({ viewers, doors, random, twice = TWICE }: AudienceOptions): Audience {
  const ledger = openLedger()
  let ended = false
  let hushed = false
  let abandoned = false
  /** How many wish for silence. */
  let silent = 0
  let messages = 0
  const underWay = new Set<Promise<void>>()
  const seqs = new Map<string, number>()

  interface Drawn {
    readonly wire: Readonly<Record<string, unknown>>
    readonly sent: Sent
  }

  function draw(viewer: number, kind: Sent['kind']): Drawn {
    const visitor = `viewer-${viewer}`
    const messageId = `${kind}-${++messages}`
    // A shop's page sends with a plain Segment client, without session and number.
    const session = kind === 'click' ? null : `${visitor}-tab`
    const total_minor = kind === 'order' ? random.between(500, 20_000) : 0
    const base = { type: 'track', messageId, anonymousId: visitor, timestamp: new Date().toISOString() }
    const sent = { messageId, kind, visitor, session, total_minor }
    if (session === null)
      return { wire: { ...base, event: 'Product Clicked', properties: { product_id: 'pan' } }, sent }
    const seq = seqs.get(session) ?? 0
    seqs.set(session, seq + 1)
    const context = { cartbeat: { sessionId: session, seq, showId: SHOW } }
    return { wire: { ...base, ...SAID[kind](messageId, total_minor), context }, sent }
  }

  /** Resolves when a collector has said "accepted". */
  async function send(batch: readonly Drawn[]): Promise<void> {
    while (!abandoned) {
      const accepted = await post(
        random.pick(doors),
        batch.map(({ wire }) => wire),
      )
      if (accepted) break
      await delay(AGAIN_MS)
    }
    if (abandoned) return
    for (const { sent } of batch) enter(ledger, sent)
  }

  function put(batch: readonly Drawn[]): Promise<void> {
    const copies = random.chance(twice) ? [batch, batch] : [batch]
    const sending = Promise.all(copies.map(send)).then(() => {})
    underWay.add(sending)
    return sending.finally(() => underWay.delete(sending))
  }

  async function watch(viewer: number): Promise<void> {
    await put([draw(viewer, 'heartbeat')])
    while (!ended) {
      await delay(BEAT_MS)
      // Not waited for: a player does not stop telling, so that what waits for a collector arrives out of order.
      if (!ended && silent === 0) void put([draw(viewer, 'heartbeat')])
    }
  }

  async function talk(viewer: number): Promise<void> {
    while (!ended) {
      await delay(random.between(TALK_MIN_MS, TALK_MAX_MS))
      if (ended || hushed || silent > 0) continue
      const kinds: Sent['kind'][] = ['comment']
      if (random.chance(0.3)) kinds.push('order')
      if (random.chance(0.3)) kinds.push('click')
      await put(kinds.map((kind) => draw(viewer, kind)))
    }
  }

  const living = Array.from({ length: viewers }, (_, i) => [watch(i + 1), talk(i + 1)]).flat()
  const settled = async () => {
    while (underWay.size > 0) await Promise.all(underWay)
  }
  return {
    viewers,
    ledger,
    async hush() {
      hushed = true
      await Promise.all(underWay)
    },
    resume() {
      hushed = false
    },
    async silence(work) {
      silent++
      try {
        await settled()
        await work()
      } finally {
        silent--
      }
    },
    async end() {
      ended = true
      await Promise.all(living)
      await settled()
    },
    abandon() {
      ended = abandoned = true
    },
  }
}

type Said = (messageId: string, total_minor: number) => { readonly event: string; readonly properties: object }

const SAID: Readonly<Record<Sent['kind'], Said>> = {
  heartbeat: () => ({ event: 'Video Content Playing', properties: { state: 'playing', played_ms: BEAT_MS } }),
  comment: (messageId) => ({ event: 'Live Comment Posted', properties: { text: `is ${messageId} in blue?` } }),
  order: (messageId, total_minor) => ({
    event: 'Order Completed',
    properties: {
      order_id: messageId,
      total: total_minor / 100,
      currency: 'EUR',
      products: [{ product_id: 'pan', quantity: 1, price: total_minor / 100 }],
    },
  }),
  click: () => ({ event: 'Product Clicked', properties: { product_id: 'pan' } }),
}

async function post(door: string, batch: readonly object[]): Promise<boolean> {
  try {
    const answer = await fetch(`${door}/v1/batch`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ writeKey: 'demo', sentAt: new Date().toISOString(), batch }),
      signal: AbortSignal.timeout(ANSWER_MS),
    })
    await answer.arrayBuffer()
    return answer.ok
  } catch {
    return false
  }
}
