// Whether a process can do its work now: not whether it runs, that is /healthz.
import type { Readiness } from './contract.ts'
import type { Observed, PipelineFigures, Word } from './parts.ts'

/** Behind this, the glass shows the past and a restart or more machines are due. */
export const LAG_MAX_MS = 30_000
/** A pipeline that tells nothing of itself for so long hangs. */
const SILENT_MAX_MS = 30_000
/** A part that does not answer within this is taken to be away. */
const ASK_MAX_MS = 2_000

export interface Found {
  /** 'ok' or more of each part, and of one that cannot work why. */
  readonly checks: Readiness['checks']
  /** Parts that cannot work. */
  readonly wrong: readonly string[]
}

/** Asks every part the process has. */
export async function checkParts(parts: Observed): Promise<Found> {
  const { store, hub, stats = {} } = parts
  const { log, pipeline } = stats
  const asks: [string, () => Word | Promise<Word>][] = []
  if (store) asks.push(['store', async () => ((await store.ping()) ? null : 'it does not answer')])
  if (hub) asks.push(['live', () => liveWord(hub, parts)])
  if (log) asks.push(['log', log])
  if (pipeline) asks.push(['pipeline', () => pipelineWord(pipeline(), stats.collector !== undefined)])
  const words = await Promise.all(asks.map(async ([name, ask]) => [name, await within(ask)] as const))
  const checks = words
    .toSorted((a, b) => (a[0] < b[0] ? -1 : 1))
    .map(([name, word]) => [name, typeof word === 'string' ? word : (word?.note ?? 'ok')] as const)
  const wrong = words.filter(([, word]) => typeof word === 'string').map(([name]) => name)
  return { checks: Object.fromEntries(checks), wrong: wrong.toSorted() }
}

/**
 * Who drives all partitions has frames of all of them. Who reads the feed's topic has them of partitions others drive: one that nobody
 * drives is no reason to send no requests to any of them, as long as that lasts.
 */
async function liveWord(hub: NonNullable<Observed['hub']>, { partitions, stats }: Observed): Promise<Word> {
  const ailment = (await stats?.feed?.()) ?? null
  if (ailment !== null) return ailment
  const missing = partitions - hub.partitions()
  if (missing <= 0) return null
  const says = `${missing} of ${partitions} partitions have sent no frame yet`
  return stats?.feed ? { note: `ok, ${says}` } : says
}

/**
 * `collects`: it takes events as well, and goes on with it where it takes over the partitions of one that went, and where some have no
 * leader: whether the log takes appends is another part's word.
 */
function pipelineWord(figures: PipelineFigures, collects: boolean): Word {
  const { partitions, assigned, storeError, logError = null, silent_ms = 0 } = figures
  if (silent_ms > SILENT_MAX_MS) return `it has told nothing of itself for ${Math.round(silent_ms / 1000)} s`
  if (assigned === null) return 'its group has not taken it in yet'
  if (storeError !== null) return `the store takes no rows: ${storeError}`
  if (figures.steppedBack) return figures.steppedBack
  const unread = logError && `the log is not read: ${logError}`
  if (unread && !collects) return unread
  if (assigned === 0 && partitions.length === 0) return { note: 'standby: the group has no partition for it' }
  const [lost] = figures.undriven ?? []
  if (lost) return `partition ${lost.partition} is not driven: ${lost.why.split('\n')[0]}`
  if (partitions.length === 0) return 'no partition is driven yet'
  if (assigned !== undefined && partitions.length < assigned) {
    const says = `${assigned - partitions.length} of ${assigned} partitions it was given are not driven yet`
    return collects ? { note: `ok, ${says}` } : says
  }
  const worst = partitions.reduce((a, b) => (b.lag_ms > a.lag_ms ? b : a))
  if (worst.lag_ms <= LAG_MAX_MS) return unread ? { note: `ok, but ${unread}` } : null
  return `partition ${worst.partition} is ${Math.round(worst.lag_ms / 1000)} s behind, over ${LAG_MAX_MS / 1000} s`
}

async function within(ask: () => Word | Promise<Word>): Promise<Word> {
  const { promise, resolve } = Promise.withResolvers<Word>()
  const timer = setTimeout(() => resolve(`no answer within ${ASK_MAX_MS / 1000} s`), ASK_MAX_MS)
  try {
    return await Promise.race([promise, ask()])
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  } finally {
    clearTimeout(timer)
  }
}
