// A show that a host has just declared is durable, yet for a moment in no frame and no table.
import { setTimeout as after } from 'node:timers/promises'
import { DECLARED_WAIT_MS } from '../limits.ts'
import type { Parts } from '../parts.ts'

const LOOK_EVERY_MS = 100

/** Looks until there is something, as long as the show is known to be on its way. */
export async function whenDeclared<T>(
  { hub, recent }: Pick<Parts, 'hub' | 'recent'>,
  showId: string,
  look: () => Promise<T | null>,
): Promise<T | null> {
  const until = performance.now() + DECLARED_WAIT_MS
  for (;;) {
    const found = await look()
    const isOnItsWay = recent.shows.has(showId) || hub.find(showId) !== null
    if (found !== null || !isOnItsWay || performance.now() > until) return found
    await after(LOOK_EVERY_MS)
  }
}
