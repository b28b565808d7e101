// The demo's two shows at once, with the shop's ordinary trade beside them, act after act until stopped.
import type { Clock } from '../events/contract.ts'
import { answerQuestions } from './answering.ts'
import { AUTUMN_KITCHEN, STREET_STYLE } from './catalogue.ts'
import { hostApi } from './host.ts'
import { createLedger, type Ledger } from './ledger/ledger.ts'
import { planShows } from './plan.ts'
import { play, type Progress } from './player.ts'
import { createRandom } from './random.ts'

export interface DemoShowsOptions {
  readonly url: string
  readonly writeKey: string
  readonly seed: number
  /** Most concurrent viewers the bigger show aims at. */
  readonly viewers: number
  /** Clock milliseconds a real one: how fast `clock` runs. */
  readonly speed: number
  readonly clock: Clock
  readonly adminToken?: string
  /** Told why the shows stopped by themselves. */
  readonly report: (message: string) => void
}

export interface DemoShows {
  /** Resolves once nothing is under way. */
  stop(): Promise<void>
  readonly ledger: Ledger
  readonly progress: () => Progress | null
}

const ACT_MS = 12 * 60_000
/** Visitors of an act for one viewer at the peak, once those who stay for an hour have gathered. */
const VISITORS_A_PEAK_VIEWER = 2.7
/** The second show is smaller. */
const SECOND_SHARE = 0.4

/** Begins at once; the first wave fills the shows within seconds. */
export function startDemoShows(options: DemoShowsOptions): DemoShows {
  const { url, writeKey, clock, speed, adminToken } = options
  const ledger = createLedger()
  const stopping = new AbortController()
  let progress: Progress | null = null
  const visitors = Math.ceil(options.viewers * VISITORS_A_PEAK_VIEWER)
  const endless = { startAfter_ms: 300, duration_ms: Infinity, act_ms: ACT_MS, atOnce: 0.35 }
  const plan = planShows({
    seed: options.seed,
    start_ms: clock() + 200,
    shows: [
      { script: AUTUMN_KITCHEN, viewers: visitors, ...endless },
      { script: STREET_STYLE, viewers: Math.ceil(visitors * SECOND_SHARE), ...endless },
    ],
    storeVisitorsPerMinute: Math.max(60, options.viewers / 4),
    storeUntil_ms: Infinity,
  })
  const api = { url, ...(adminToken !== undefined && { adminToken }) }
  const host = hostApi(api)
  const playing = play(plan, {
    url,
    writeKey,
    host,
    timing: { kind: 'real', clock, speed },
    ledger,
    signal: stopping.signal,
    onProgress: (now) => (progress = now),
  })
  const random = createRandom(options.seed)
  const answering = [AUTUMN_KITCHEN, STREET_STYLE].map(({ showId }) =>
    answerQuestions({
      ...api,
      showId,
      host,
      random: random.fork(`answers of ${showId}`),
      speed,
      signal: stopping.signal,
      onMarked: (call) => ledger.host(call, clock()),
    }),
  )
  const ended = playing.catch((error: unknown) => {
    if (!stopping.signal.aborted) options.report(`the simulated shows stopped: ${String(error)}`)
  })
  return {
    ledger,
    progress: () => progress,
    async stop() {
      stopping.abort()
      await Promise.all([ended, ...answering])
    },
  }
}
