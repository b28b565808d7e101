// Bodies being read, all requests together. They are read before their key is known, so anybody can leave many unfinished:
// when there is no more room, the one that moved least for what it holds makes room, and not whoever comes next.

export interface BodiesOptions {
  /** Bytes held, all together and of one address. */
  readonly max: number
  readonly addressMax: number
  /** A body younger than this is not asked to make room; what it moved is looked at over one to two of these. */
  readonly period_ms: number
  /** Never goes back; since a body's age does not depend on what time it is. */
  readonly now_ms?: () => number
}

export interface Body {
  /** Counts `bytes` more, making room where there is none. false: there is none to make, and nothing is counted. */
  take(bytes: number): boolean
  /** What it held is let go. */
  end(): void
}

export interface Bodies {
  /** `drop` is called when the body has to make room; it is ended then. */
  begin(address: string | null, drop: () => void): Body
  readonly bytes: number
}

interface Held {
  readonly address: string | null
  readonly began_ms: number
  readonly drop: () => void
  bytes: number
  /** Moved since `since_ms`, which is less than a period ago, and in the period before. */
  moved: number
  movedBefore: number
  since_ms: number
}

export function createBodies(options: BodiesOptions): Bodies {
  const { max, addressMax, period_ms, now_ms = () => performance.now() } = options
  /** Never more than connections. */
  const held = new Set<Held>()
  /** No entry for an address with nothing under way. */
  const byAddress = new Map<string, number>()
  let bytes = 0

  function count(body: Held, change: number): void {
    bytes += change
    body.bytes += change
    if (body.address === null) return
    const own = (byAddress.get(body.address) ?? 0) + change
    if (own === 0) byAddress.delete(body.address)
    else byAddress.set(body.address, own)
  }

  function end(body: Held): void {
    if (held.delete(body)) count(body, -body.bytes)
  }

  function makeRoom(asking: Held, more: number, now: number): boolean {
    const { address } = asking
    for (;;) {
      const ownFull = address !== null && (byAddress.get(address) ?? 0) + more > addressMax
      if (!ownFull && bytes + more <= max) return true
      const slowest = findSlowest(asking, ownFull, now)
      if (slowest === null) return false
      end(slowest)
      slowest.drop()
    }
  }

  /** An address over its own bound makes room for itself. */
  function findSlowest(asking: Held, ofAddress: boolean, now: number): Held | null {
    let slowest: Held | null = null
    let least = Infinity
    for (const body of held) {
      if (body === asking || body.bytes === 0 || now - body.began_ms < period_ms) continue
      if (ofAddress && body.address !== asking.address) continue
      turn(body, now)
      const share = (body.moved + body.movedBefore) / body.bytes
      if (share < least) {
        least = share
        slowest = body
      }
    }
    return slowest
  }

  function turn(body: Held, now: number): void {
    const periods = Math.floor((now - body.since_ms) / period_ms)
    if (periods === 0) return
    body.movedBefore = periods === 1 ? body.moved : 0
    body.moved = 0
    body.since_ms += periods * period_ms
  }

  return {
    begin(address, drop) {
      const now = now_ms()
      const body: Held = { address, began_ms: now, drop, bytes: 0, moved: 0, movedBefore: 0, since_ms: now }
      held.add(body)
      return {
        take(more) {
          const now = now_ms()
          if (!held.has(body) || !makeRoom(body, more, now)) return false
          turn(body, now)
          body.moved += more
          count(body, more)
          return true
        },
        end: () => end(body),
      }
    },
    get bytes() {
      return bytes
    },
  }
}
