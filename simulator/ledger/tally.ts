// What is counted of one show ('' is the store), and of one of its sessions.
import type { EventKind } from '../../events/contract.ts'
import type { Numbers } from './copies.ts'
import type { Audience, SessionPresence } from './presence.ts'

export interface Funnel {
  impressions: number
  clicks: number
  carts: number
  removals: number
  checkouts: number
}
export const emptyFunnel = (): Funnel => ({ impressions: 0, clicks: 0, carts: 0, removals: 0, checkouts: 0 })

export interface SessionTally {
  readonly sessionId: string
  readonly numbers: Numbers
  readonly presence: SessionPresence
  started_ms: number
  ended_ms: number
  reported_ms: number
}

export interface ShowTally {
  /** Events kept, by kind: neither duplicates, nor refused, nor bots'. */
  readonly kinds: Map<EventKind, number>
  readonly visitors: Set<string>
  /** Visitors who were before a running player at least once. */
  readonly viewers: Set<string>
  readonly sessions: Map<string, SessionTally>
  readonly audience: Audience
  readonly reactions: Map<string, number>
  /** Late events too. */
  readonly funnel: Funnel
  /** Timely events alone, as minutes have them; by product, and by product and moment as "product moment". */
  readonly products: Map<string, Funnel>
  readonly moments: Map<string, Funnel>
  comments: number
  shares: number
  late: number
}

export function emptyShow(): ShowTally {
  return {
    kinds: new Map(),
    visitors: new Set(),
    viewers: new Set(),
    sessions: new Map(),
    audience: { joins: new Map(), leaves: new Map() },
    reactions: new Map(),
    funnel: emptyFunnel(),
    products: new Map(),
    moments: new Map(),
    comments: 0,
    shares: 0,
    late: 0,
  }
}

/** Watch time: what was reported, never more than the session lasted. */
export function playedOf(session: SessionTally): number {
  return Math.min(session.reported_ms, session.ended_ms - session.started_ms)
}

/** The map's entry, made where missing. */
export function entry<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const found = map.get(key)
  if (found !== undefined) return found
  const made = make()
  map.set(key, made)
  return made
}

export function count<K>(map: Map<K, number>, key: K, by = 1): void {
  map.set(key, (map.get(key) ?? 0) + by)
}
