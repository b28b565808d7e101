// A client that sends while processes die under it, and remembers what it was answered.
import type { Random } from '../simulation/random.fixture.ts'

export interface Client {
  /** Sends to this port from now on; null: nobody is there. */
  port: number | null
  /** messageIds of batches answered 2xx, and of all that were sent at least once. */
  readonly acknowledged: Set<string>
  readonly sent: Set<string>
  /** Ends the sending; what was not answered by then never will be. */
  end(): Promise<void>
}

const SENDERS = 4
const VISITORS = 40

export function startClient(random: Random): Client {
  let ending = false
  let batches = 0
  const seqs = new Map<string, number>()
  const client: Client = {
    port: null,
    acknowledged: new Set(),
    sent: new Set(),
    async end() {
      ending = true
      await Promise.all(sending)
    },
  }

  function makeEvent(messageId: string) {
    const visitor = `visitor-${random.between(1, VISITORS)}`
    const base = { type: 'track', messageId, anonymousId: visitor, timestamp: new Date().toISOString() }
    // A plain Segment client, and one with sessions and sequence numbers.
    if (random.chance(0.4)) return { ...base, event: 'Product Clicked', properties: { product_id: 'lamp' } }
    const session = `${visitor}-tab`
    const seq = seqs.get(session) ?? 0
    seqs.set(session, seq + 1)
    const context = { cartbeat: { sessionId: session, seq, showId: 'kitchen' } }
    if (random.chance(0.5))
      return { ...base, context, event: 'Video Content Playing', properties: { state: 'playing', played_ms: 100 } }
    return { ...base, context, event: 'Live Comment Posted', properties: { text: `comment ${messageId}` } }
  }

  async function send(): Promise<void> {
    while (!ending) {
      const name = batches++
      const batch = Array.from({ length: random.between(1, 12) }, (_, i) => makeEvent(`${name}.${i}`))
      const body = JSON.stringify({ writeKey: 'demo', batch })
      // Most are sent until answered, under the same ids; some are given up after the first try.
      const tries = random.chance(0.8) ? Infinity : 1
      for (let attempt = 0; attempt < tries && !ending; attempt++) {
        while (client.port === null && !ending) await new Promise((resolve) => setTimeout(resolve, 5))
        if (ending) return
        for (const { messageId } of batch) client.sent.add(messageId)
        if (await post(client.port, body)) {
          for (const { messageId } of batch) client.acknowledged.add(messageId)
          break
        }
      }
      await new Promise((resolve) => setTimeout(resolve, random.between(0, 15)))
    }
  }
  const sending = Array.from({ length: SENDERS }, send)
  return client
}

async function post(port: number | null, body: string): Promise<boolean> {
  try {
    const answer = await fetch(`http://127.0.0.1:${port}/v1/batch`, { method: 'POST', body })
    await answer.arrayBuffer()
    return answer.ok
  } catch {
    return false
  }
}
