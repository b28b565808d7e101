import { describe, expect, test } from 'vitest'
import type { Problem } from '../../../api/contract.ts'
import { CONNECTING, freshnessOf, lineState, nextConnection, serverClock, type Connection } from './connection.ts'

const GONE: Problem = { type: 'about:blank', status: 404, code: 'show_not_found', title: 'No such show', detail: '' }
const lost = (connection: Connection, at_ms: number): Connection =>
  nextConnection(connection, { type: 'lost', at_ms, chance: 0.5 })

describe('the connection', () => {
  test('waits longer after each try, up to 15 s, and remembers since when', () => {
    let connection: Connection = { phase: 'live' }
    const waits: number[] = []
    for (let at = 1000, n = 0; n < 8; n++, at += 20_000) {
      connection = lost(connection, at)
      if (connection.phase !== 'reconnecting') throw new Error('not reconnecting')
      expect(connection.lostAt_ms).toBe(1000)
      expect(connection.tries).toBe(n + 1)
      waits.push(connection.nextTryAt_ms - at)
      connection = nextConnection(connection, { type: 'retry' })
    }
    expect(waits).toEqual([500, 1000, 2000, 4000, 8000, 15_000, 15_000, 15_000])
  })

  test('spreads its tries by a fifth to either side', () => {
    const wait = (chance: number): number => {
      const next = nextConnection({ phase: 'live' }, { type: 'lost', at_ms: 0, chance })
      return next.phase === 'reconnecting' ? next.nextTryAt_ms : Number.NaN
    }
    expect(wait(0)).toBeCloseTo(400)
    expect(wait(0.999999)).toBeCloseTo(600, 2)
  })

  test('a message makes it live, and its count begins anew', () => {
    const live = nextConnection(lost(lost({ phase: 'live' }, 0), 9000), { type: 'message' })
    expect(live).toEqual({ phase: 'live' })
    expect(lost(live, 50_000)).toMatchObject({ lostAt_ms: 50_000, tries: 1 })
  })

  test('a refusal stands until somebody tries again', () => {
    const failed = nextConnection(CONNECTING, { type: 'refused', problem: GONE })
    expect(failed).toEqual({ phase: 'failed', problem: GONE })
    expect(nextConnection(failed, { type: 'retry' })).toEqual(CONNECTING)
  })
})

describe('age', () => {
  test('over 5 s is stale, over 60 s hidden, of a running show alone', () => {
    expect(freshnessOf(5000, 'live')).toBe('fresh')
    expect(freshnessOf(5001, 'live')).toBe('stale')
    expect(freshnessOf(60_000, 'undeclared')).toBe('stale')
    expect(freshnessOf(60_001, 'live')).toBe('hidden')
    expect(freshnessOf(3_600_000, 'scheduled')).toBe('fresh')
    expect(freshnessOf(3_600_000, 'ended')).toBe('fresh')
  })

  test('goes by the server’s clock and this machine’s monotonic one', () => {
    expect(serverClock({ sentAt_ms: 1_700_000_000_000, arrivedAt_ms: 500 }, 2500)).toBe(1_700_000_002_000)
    // A reading from before the arrival does not turn the clock back.
    expect(serverClock({ sentAt_ms: 1_700_000_000_000, arrivedAt_ms: 500 }, 400)).toBe(1_700_000_000_000)
  })

  test('and the line together are one word', () => {
    expect(lineState({ phase: 'live' }, 'fresh')).toBe('live')
    expect(lineState({ phase: 'live' }, 'hidden')).toBe('stale')
    expect(lineState(CONNECTING, 'fresh')).toBe('connecting')
    expect(lineState(lost({ phase: 'live' }, 0), 'stale')).toBe('reconnecting')
    expect(lineState({ phase: 'failed', problem: GONE }, 'fresh')).toBe('error')
  })
})
