// Whether the service can do its work now: not whether it runs, that is /healthz.
import type { Parts } from './parts.ts'

/** Behind this, the glass shows the past and a restart or more machines are due. */
export const LAG_MAX_MS = 30_000
/** A part that does not answer within this is taken to be away. */
const ASK_MAX_MS = 2_000

/** What is wrong, by part; 'ok' where nothing is. */
export async function checkParts(parts: Parts): Promise<Readonly<Record<string, string>>> {
  const { store, stats } = parts
  const checks: [string, () => string | null | Promise<string | null>][] = [
    ['store', async () => ((await store.ping()) ? null : 'it does not answer')],
    ['live', () => liveAilment(parts)],
  ]
  const { log, pipeline } = stats ?? {}
  if (log) checks.push(['log', log])
  if (pipeline) checks.push(['pipeline', () => pipelineAilment(pipeline())])
  const found = await Promise.all(checks.map(async ([name, ask]) => [name, (await within(ask)) ?? 'ok'] as const))
  return Object.fromEntries(found.toSorted((a, b) => (a[0] < b[0] ? -1 : 1)))
}

function liveAilment({ hub, partitions }: Parts): string | null {
  const missing = partitions - hub.partitions()
  return missing > 0 ? `${missing} of ${partitions} partitions have sent no frame yet` : null
}

function pipelineAilment(
  figures: NonNullable<ReturnType<NonNullable<NonNullable<Parts['stats']>['pipeline']>>>,
): string | null {
  if (figures.storeError !== null) return `the store takes no rows: ${figures.storeError}`
  if (figures.steppedBack) return figures.steppedBack
  if (figures.partitions.length === 0) return 'no partition is driven yet'
  const worst = figures.partitions.reduce((a, b) => (b.lag_ms > a.lag_ms ? b : a))
  if (worst.lag_ms <= LAG_MAX_MS) return null
  return `partition ${worst.partition} is ${Math.round(worst.lag_ms / 1000)} s behind, over ${LAG_MAX_MS / 1000} s`
}

async function within(ask: () => string | null | Promise<string | null>): Promise<string | null> {
  const { promise, resolve } = Promise.withResolvers<string | null>()
  const timer = setTimeout(() => resolve(`no answer within ${ASK_MAX_MS / 1000} s`), ASK_MAX_MS)
  try {
    return await Promise.race([promise, ask()])
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  } finally {
    clearTimeout(timer)
  }
}
