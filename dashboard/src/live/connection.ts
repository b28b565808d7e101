// The state of the connection, and how old what it brought is. Pure: time comes in with the events.
import type { Problem, ShowStatus } from '../../../api/contract.ts'

export type Connection =
  | { readonly phase: 'connecting' }
  | { readonly phase: 'live' }
  /** `lostAt_ms` is when it was lost first, `tries` how often it was tried since, `nextTryAt_ms` when it will be again. */
  | {
      readonly phase: 'reconnecting'
      readonly lostAt_ms: number
      readonly tries: number
      readonly nextTryAt_ms: number
    }
  /** The server answered that there is nothing to connect to; trying again by itself would not help. */
  | { readonly phase: 'failed'; readonly problem: Problem }

export type ConnectionEvent =
  | { readonly type: 'message' }
  /** `chance` is in [0, 1): it spreads the tries of many pages. */
  | { readonly type: 'lost'; readonly at_ms: number; readonly chance: number }
  | { readonly type: 'refused'; readonly problem: Problem }
  | { readonly type: 'retry' }

/** Waits before each try; the last one repeats. Each is spread by a fifth to either side. */
export const BACKOFF_MS = [500, 1000, 2000, 4000, 8000, 15_000] as const
/** A live connection without a message for this long is taken for lost: sockets can die without a word. */
export const SILENCE_MS = 20_000

export const CONNECTING: Connection = { phase: 'connecting' }

export function nextConnection(connection: Connection, event: ConnectionEvent): Connection {
  switch (event.type) {
    case 'message':
      return connection.phase === 'live' ? connection : { phase: 'live' }
    case 'refused':
      return { phase: 'failed', problem: event.problem }
    case 'retry':
      // While reconnecting, a try keeps the count: the wait grows until a message arrives.
      return connection.phase === 'failed' ? CONNECTING : connection
    case 'lost': {
      const again = connection.phase === 'reconnecting' ? connection : null
      const tries = (again?.tries ?? 0) + 1
      const wait_ms = BACKOFF_MS[Math.min(tries, BACKOFF_MS.length) - 1]!
      return {
        phase: 'reconnecting',
        lostAt_ms: again?.lostAt_ms ?? event.at_ms,
        tries,
        nextTryAt_ms: event.at_ms + wait_ms * (0.8 + 0.4 * event.chance),
      }
    }
  }
}

/** Older than this is hatched ... */
export const STALE_MS = 5000
/** ... and than this hidden: a number nobody should act on. */
export const HIDDEN_MS = 60_000

export type Freshness = 'fresh' | 'stale' | 'hidden'

/** Only a running show can go stale: before it nothing is sent, after it nothing changes. */
export function freshnessOf(age_ms: number, status: ShowStatus): Freshness {
  if (status === 'scheduled' || status === 'ended') return 'fresh'
  return age_ms > HIDDEN_MS ? 'hidden' : age_ms > STALE_MS ? 'stale' : 'fresh'
}

/** What a person is told of both together. */
export type LineState = 'connecting' | 'live' | 'stale' | 'reconnecting' | 'error'

export function lineState(connection: Connection, freshness: Freshness): LineState {
  switch (connection.phase) {
    case 'failed':
      return 'error'
    case 'live':
      return freshness === 'fresh' ? 'live' : 'stale'
    case 'connecting':
    case 'reconnecting':
      return connection.phase
  }
}

/** A moment of the server's clock, seen on this machine's monotonic one: no wrong clock can make data look fresh. */
export interface ServerTime {
  /** The server's clock when it sent the message. */
  readonly sentAt_ms: number
  /** performance.now() when it arrived. */
  readonly arrivedAt_ms: number
}

/** The server's clock at `monotonic_ms`, Unix ms (late by the way of the message). */
export function serverClock(time: ServerTime, monotonic_ms: number): number {
  return time.sentAt_ms + Math.max(0, monotonic_ms - time.arrivedAt_ms)
}
