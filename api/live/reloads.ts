// When to look into SQL: once at first sight of a show, soon again, then now and then while it moves, and after a leap of the
// log's time.
import type { Clock } from '../../events/contract.ts'
import { FOLLOW_UP_MS, LOOKS_MAX, RECONCILE_MS, RECONCILE_S, RELOAD_AFTER_MAX_MS, RELOAD_AFTER_MS } from '../limits.ts'
import type { PastRates } from './engagement.ts'
import type { History } from './history.ts'

export interface ReloadOptions {
  readonly load: (showId: string, from_s: number) => Promise<History>
  readonly loadPast: (showId: string) => Promise<PastRates | null>
  readonly clock: Clock
  readonly report: (message: string) => void
  /** `past` is undefined when it was not asked. */
  readonly apply: (showId: string, history: History, past: PastRates | null | undefined) => void
}

export interface Reloads {
  start(showId: string): void
  stop(showId: string): void
  /** Resolves when the first look was had or has failed: live goes on without it. Begins it where it still waits. */
  first(showId: string): Promise<void>
  /** false while SQL may still know windows that the model does not: nothing may settle. */
  isLoaded(showId: string): boolean
  /** The log's time moved by so much, over so many records, between two frames of a partition. */
  leap(by_ms: number, records: number): void
  /** Starts the looks that are due. `time_ms` is partition time. */
  tick(time_ms: number | null): void
  settled(): Promise<void>
  close(): void
}

interface Plan {
  loaded: boolean
  first: Promise<void>
  running: Promise<void> | null
  next_ms: number
  /** From the next look that succeeds to the one after. */
  pause_ms: number
  /** Looks until then go back to the show's start. */
  wholeUntil_ms: number
  failures: number
}

/** Frames tell what closed since the one before, up to a bound of some 1000 windows: beyond this, ask the record. */
const LEAP_MS = 300_000
/**
 * Fewer records hold fewer windows than that, however far apart they are: those of a fresh log, whose time begins at
 * nothing, and of a service that stood still and starts again.
 */
const LEAP_RECORDS = 100

export function createReloads(options: ReloadOptions): Reloads {
  const { clock } = options
  const plans = new Map<string, Plan>()
  let closed = false
  let looks = 0

  async function look(showId: string, plan: Plan, from_s: number): Promise<void> {
    looks += 1
    try {
      const past = plan.loaded ? undefined : await options.loadPast(showId)
      const history = await options.load(showId, from_s)
      if (closed || plans.get(showId) !== plan) return
      options.apply(showId, history, past)
      plan.loaded = true
      plan.failures = 0
      if (history.totals.length === 0) plan.pause_ms = RECONCILE_MS
      plan.next_ms = clock() + plan.pause_ms
      plan.pause_ms = Math.min(RECONCILE_MS, plan.pause_ms * 2)
    } catch (error) {
      // The record is away: the frames alone are shown, and it is asked again.
      if (plan.failures === 0) options.report(`no history of show ${showId} for now: ${String(error)}`)
      plan.next_ms = clock() + Math.min(RELOAD_AFTER_MAX_MS, RELOAD_AFTER_MS * 2 ** plan.failures)
      plan.failures += 1
    } finally {
      plan.running = null
      looks -= 1
    }
  }

  function lookFirst(showId: string, plan: Plan): void {
    plan.first = plan.running = look(showId, plan, 0)
  }

  return {
    start(showId) {
      const plan: Plan = {
        loaded: false,
        first: Promise.resolve(),
        running: null,
        next_ms: 0,
        pause_ms: FOLLOW_UP_MS,
        wholeUntil_ms: 0,
        failures: 0,
      }
      plans.set(showId, plan)
      if (looks < LOOKS_MAX) lookFirst(showId, plan)
    },
    stop: (showId) => void plans.delete(showId),
    async first(showId) {
      const plan = plans.get(showId)
      if (plan && !plan.loaded && !plan.running && plan.failures === 0) lookFirst(showId, plan)
      await plan?.first
    },
    isLoaded(showId) {
      const plan = plans.get(showId)
      return plan !== undefined && plan.loaded && clock() > plan.wholeUntil_ms
    },
    leap(by_ms, records) {
      if (by_ms < LEAP_MS || records < LEAP_RECORDS) return
      // The rows of the leap are stored within seconds: what is missing at once comes with the look after.
      const soon = clock() + RELOAD_AFTER_MS
      for (const plan of plans.values()) {
        plan.next_ms = Math.min(plan.next_ms, soon)
        plan.wholeUntil_ms = soon + 2 * RECONCILE_MS
      }
    },
    tick(time_ms) {
      const now = clock()
      const due = [...plans].filter(([, plan]) => !plan.running && now >= plan.next_ms)
      for (const [showId, plan] of due.toSorted((a, b) => a[1].next_ms - b[1].next_ms)) {
        if (looks >= LOOKS_MAX) return
        const isWhole = !plan.loaded || time_ms === null || now <= plan.wholeUntil_ms
        const from_s = isWhole ? 0 : Math.max(0, Math.floor(time_ms / 1000) - RECONCILE_S)
        plan.running = look(showId, plan, from_s)
      }
    },
    async settled() {
      for (const plan of plans.values()) await plan.running
    },
    close() {
      closed = true
      plans.clear()
    },
  }
}
