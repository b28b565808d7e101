// Events that are wrong on purpose, as broken shop themes and bored people send them. Each has one flaw alone, so that
// the reason it must be refused for is certain.
import type { Flaw } from './happening.ts'

type Wire = Record<string, unknown>

function flaw(reason: Flaw['reason'], spoil: (wire: Wire) => void): Flaw {
  return { reason, spoil }
}

/** Puts `properties` in place of the event's own and makes it the named track call. */
function track(wire: Wire, event: string, properties: Wire): void {
  wire['type'] = 'track'
  wire['event'] = event
  wire['properties'] = properties
}

function nest(depth: number): unknown {
  let value: unknown = 1
  for (let i = 0; i < depth; i++) value = { deeper: value }
  return value
}

const DAY_MS = 24 * 3_600_000

export const FLAWS: readonly Flaw[] = [
  flaw('malformed', (wire) => {
    wire['type'] = 'track'
    delete wire['event']
  }),
  flaw('malformed', (wire) => track(wire, 'Product Added', { quantity: 1, price: 49 })),
  flaw('malformed', (wire) => track(wire, 'Order Completed', { order_id: 'o-flawed', total: 'many', currency: 'EUR' })),
  flaw('malformed', (wire) => {
    wire['timestamp'] = 'yesterday'
  }),
  flaw('unknown_type', (wire) => {
    wire['type'] = 'trackk'
  }),
  flaw('no_identity', (wire) => {
    delete wire['anonymousId']
    delete wire['userId']
  }),
  flaw('too_deep', (wire) => {
    wire['properties'] = nest(60)
  }),
  flaw('too_large', (wire) => {
    wire['properties'] = { note: 'x'.repeat(40_000) }
  }),
  flaw('too_old', (wire) => {
    // The browser's own clock, so the age stands against its own sentAt.
    wire['timestamp'] = new Date(Date.parse(String(wire['timestamp'])) - 2 * DAY_MS).toISOString()
  }),
  flaw('forbidden', (wire) => track(wire, 'Live Product Pinned', { moment_id: 'mine', product_id: 'steel-tongs' })),
]
