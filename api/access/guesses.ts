// Wrong tokens, by the address they come from, so that who guesses keeps nobody but their own out, and not for long.
import { createHash } from 'node:crypto'
import type { Context } from 'hono'
import { networkOf } from '../../events/network.ts'
import { ADDRESS_LENGTH_MAX, GUESSERS_MAX, GUESSES_MAX, KNOWN_LASTS_MS } from '../limits.ts'
import { isLoopback, peerOf } from './peer.ts'

const MINUTE_MS = 60_000

export interface Guesses {
  /** Whether so many wrong ones came within the last minute that no more are looked at. */
  isOver(address: string, pace_ms: number): boolean
  /** One value again and again is a program that was not told of a new token: it counts once. */
  wrong(address: string, value: string, pace_ms: number): void
  right(address: string, pace_ms: number): void
  /** Somebody at the address has had the right one of late: whoever guesses beside them does not shut them out. */
  isKnown(address: string, pace_ms: number): boolean
}

export function createGuesses(): Guesses {
  /** By address, the newest time of each wrong value. */
  const wrong = new Map<string, ReadonlyMap<string, number>>()
  const right = new Map<string, number>()
  const recent = (address: string, pace_ms: number): Map<string, number> =>
    new Map([...(wrong.get(address) ?? [])].filter(([, time_ms]) => time_ms > pace_ms - MINUTE_MS))
  return {
    isOver: (address, pace_ms) => recent(address, pace_ms).size >= GUESSES_MAX,
    wrong(address, value, pace_ms) {
      const values = recent(address, pace_ms)
      const name = createHash('sha256').update(value).digest('base64')
      if (values.size < GUESSES_MAX || values.has(name)) values.set(name, pace_ms)
      wrong.set(address, values)
      keepNewest(wrong)
    },
    right(address, pace_ms) {
      right.delete(address)
      right.set(address, pace_ms)
      keepNewest(right)
    },
    isKnown: (address, pace_ms) => (right.get(address) ?? -Infinity) > pace_ms - KNOWN_LASTS_MS,
  }
}

function keepNewest(byAddress: Map<string, unknown>): void {
  for (const oldest of byAddress.keys()) {
    if (byAddress.size <= GUESSERS_MAX) return
    byAddress.delete(oldest)
  }
}

/** Who asks, by events/network.ts: the socket's address, or behind `proxies` of one's own what the outermost of them saw. */
export function addressOf(c: Context, proxies: number): string {
  const hops = proxies === 0 ? [] : (c.req.header('x-forwarded-for') ?? '').split(',')
  const address = hops.at(-proxies)?.trim() || peerOf(c)
  return isLoopback(address) ? address : networkOf(address.slice(0, ADDRESS_LENGTH_MAX))
}
