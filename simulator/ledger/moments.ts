// Which moment ran for a product at a time, from the host's calls.
import type { HostCall } from '../host.ts'

interface Moment {
  readonly momentId: string
  readonly kind: string
  readonly productId: string | null
  readonly start_ms: number
  end_ms: number
}

export interface Moments {
  host(call: HostCall, at_ms: number): void
  /** The product's pin at the time, else its offer, else ''. */
  of(showId: string, productId: string, at_ms: number): string
  /** How many moments the show had. */
  count(showId: string): number
}

export function createMoments(): Moments {
  const shows = new Map<string, Moment[]>()
  return {
    host(call, at_ms) {
      const moments = shows.get(call.showId) ?? []
      shows.set(call.showId, moments)
      const running = moments.filter((moment) => moment.end_ms > at_ms)
      if (call.call === 'end') for (const moment of running) moment.end_ms = at_ms
      if (call.call === 'endMoment') {
        for (const moment of running) if (moment.momentId === call.momentId) moment.end_ms = at_ms
      }
      if (call.call !== 'moment') return
      const { momentId, kind, productId = null, duration_ms = Infinity } = call.moment
      // One pin at a time.
      if (kind === 'pin') for (const moment of running) if (moment.kind === 'pin') moment.end_ms = at_ms
      moments.push({ momentId, kind, productId, start_ms: at_ms, end_ms: at_ms + duration_ms })
    },
    of(showId, productId, at_ms) {
      const running = (shows.get(showId) ?? []).filter(
        (moment) => moment.productId === productId && moment.start_ms <= at_ms && at_ms < moment.end_ms,
      )
      const found = running.find(({ kind }) => kind === 'pin') ?? running.find(({ kind }) => kind === 'offer')
      return found?.momentId ?? ''
    },
    count: (showId) => shows.get(showId)?.length ?? 0,
  }
}
