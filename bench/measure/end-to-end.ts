// Events a second through everything in one process: collector, log, processor, tables, with a live stream open and the
// pages' queries running. Sustained means that the processor keeps up: what it lags behind at the end is bounded.
import { setTimeout as delay } from 'node:timers/promises'
import { threadsLine } from '../report/profile.ts'
import type { Figure } from '../report/figure.ts'
import { median, quantile, spread } from '../report/statistics.ts'
import { askQueries, openLiveStream } from './dashboard.ts'
import { readMetrics, type ServiceMetrics } from './metrics.ts'
import { usageLine } from './usage.ts'
import { profileStage, setStage, strikeStage } from './stage.ts'

const TARGET = 50_000
/** Further behind at the end, it was not sustained. Rows go to the tables once a second, so a second is no lag at all. */
const LAG_MAX_S = 5
/** Of what was offered, so much must have been accepted. */
const ACCEPTED_LEAST = 0.99
/** Every one of the some 400,000 viewers there are at 50,000 events/s comes in this time. */
const RAMP_MS = 30_000
/** The spread is between stretches of this length. */
const STRETCH_MS = 5_000

export async function measureEndToEnd(seed: number, seconds: number, rate: number): Promise<readonly Figure[]> {
  const measured = await run(seed, seconds, rate)
  const { accepted_per_s, stored_per_s, stretches, first, last, cores, sender_cores, stream, queries, failed } =
    measured
  const bounded = Math.max(last.lag_s, measured.behind_s) <= LAG_MAX_S
  const sustained = bounded && accepted_per_s >= rate * ACCEPTED_LEAST
  return [
    {
      name: 'end to end',
      what: `POST to durable rows, one process, a live stream and queries running, ${seconds} s at ${rate} events/s offered`,
      value: bounded ? accepted_per_s : Math.min(accepted_per_s, stored_per_s),
      unit: 'events/s',
      spread: spread(stretches),
      runs: 1,
      limit: { is: 'at least', value: TARGET },
      limitedBy: `${measured.byThread}; ${threadsLine(measured.threads)}`,
      details: {
        sustained,
        offered_per_s: rate,
        accepted_per_s,
        stored_per_s,
        lag_at_begin_s: first.lag_s,
        lag_at_end_s: last.lag_s,
        unstored_at_end_s: measured.behind_s,
        cores_used: cores,
        accepted_per_core: accepted_per_s / cores,
        sender_cores,
        resident_mb: measured.resident_mb,
        log_bytes_per_event: measured.log_bytes / measured.accepted,
        table_bytes_per_event: measured.tables_bytes / measured.accepted,
        frames_per_s: stream.frames / seconds,
        frame_gap_max_ms: stream.gapMax_ms,
        query_p50_ms: quantile(queries.times_ms, 0.5),
        query_p95_ms: quantile(queries.times_ms, 0.95),
        queries_failed: queries.failed,
        requests_failed: failed,
      },
    },
  ]
}

async function run(seed: number, seconds: number, rate: number) {
  const stage = await setStage(seed, rate, RAMP_MS)
  const { url, service, sender } = stage
  const stream = await openLiveStream(url)
  const queries = askQueries(url)
  const [from, sentFrom] = [await service.call('usage'), await sender.call('sent')]
  const seen: { at_ms: number; metrics: ServiceMetrics }[] = []
  const look = async () => seen.push({ at_ms: performance.now(), metrics: await readMetrics(url) })
  await look()
  for (let left_ms = seconds * 1000; left_ms > 0; left_ms -= STRETCH_MS) {
    await delay(Math.min(left_ms, STRETCH_MS))
    await look()
  }
  const [to, sentTo] = [await service.call('usage'), await sender.call('sent')]
  const sizes = await service.call('sizes')
  const threads = await profileStage(stage)
  await queries.stop()
  stream.close()
  await strikeStage(stage)
  const [first, last] = [seen[0], seen.at(-1)]
  if (!first || !last) throw new Error('nothing was seen')
  const stretches = seen.slice(1).map((one, i) => rateOf(seen[i] ?? first, one))
  const accepted_per_s = rateOf(first, last)
  const records = last.metrics.end - first.metrics.end
  const wall_s = (to.at_ms - from.at_ms) / 1000
  return {
    accepted_per_s,
    // Records hold about as many events each, so their share is the events'.
    stored_per_s: (accepted_per_s * (last.metrics.flushed - first.metrics.flushed)) / records,
    // What is accepted and not yet in the tables, in seconds of the load.
    behind_s: ((last.metrics.end - last.metrics.flushed) * wall_s) / records,
    stretches: stretches.length > 1 ? stretches : [median(stretches)],
    first: first.metrics,
    last: last.metrics,
    cores: (to.cpu_s - from.cpu_s) / wall_s,
    sender_cores: (sentTo.cpu_s - sentFrom.cpu_s) / wall_s,
    resident_mb: to.resident_bytes / 2 ** 20,
    failed: sentTo.failed - sentFrom.failed,
    accepted: last.metrics.accepted,
    ...sizes,
    stream: { frames: stream.frames, gapMax_ms: stream.gapMax_ms },
    queries: { times_ms: queries.times_ms, failed: queries.failed },
    threads,
    byThread: usageLine(from, to),
  }
}

const rateOf = (from: { at_ms: number; metrics: ServiceMetrics }, to: { at_ms: number; metrics: ServiceMetrics }) =>
  ((to.metrics.accepted - from.metrics.accepted) * 1000) / (to.at_ms - from.at_ms)
