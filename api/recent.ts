// What host calls said a moment ago: durable in the log, perhaps not yet in any frame or table.
import type { MomentKind } from '../events/contract.ts'
import { RECENT_MOMENTS_MAX } from './limits.ts'

export interface Recent {
  readonly shows: { has(showId: string): boolean; add(showId: string): void }
  readonly moments: {
    get(showId: string, momentId: string): MomentKind | undefined
    set(showId: string, momentId: string, kind: MomentKind): void
  }
}

export function createRecent(): Recent {
  const shows = new Map<string, true>()
  const moments = new Map<string, MomentKind>()
  const keyOf = (showId: string, momentId: string): string => JSON.stringify([showId, momentId])
  return {
    shows: { has: (showId) => shows.has(showId), add: (showId) => remember(shows, showId, true) },
    moments: {
      get: (showId, momentId) => moments.get(keyOf(showId, momentId)),
      set: (showId, momentId, kind) => remember(moments, keyOf(showId, momentId), kind),
    },
  }
}

/** The longest known makes room. */
function remember<V>(map: Map<string, V>, key: string, value: V): void {
  map.delete(key)
  map.set(key, value)
  if (map.size <= RECENT_MOMENTS_MAX) return
  for (const oldest of map.keys()) {
    map.delete(oldest)
    return
  }
}
