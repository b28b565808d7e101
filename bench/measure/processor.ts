// Events a second and core of the processor: from a filled log to durable rows in ClickHouse, state of a large show held.
import { threadsLine } from '../report/profile.ts'
import type { Figure } from '../report/figure.ts'
import { startMeasured } from './calls.ts'
import type { Mark, ProcessorProcess } from './processor-process.ts'
import { usageLine } from './usage.ts'

const TARGET = 200_000
/** The show whose record is in the log: at a heartbeat every 10 s a viewer, some 40,000 of them. */
const SHOW_RATE = 5_000
/** The first minute opens every session and warms the machine up; rows of sessions that only beat wait up to as long. */
const WARM_UP_S = 60
/** Of the show for each run asked for; all of them are one stretch, many times as long as a flush. */
const RUN_S = 75
/** The show has no more of its busy time. */
const RUNS_MAX = 3
/** Of the show, for the profile. */
const PROFILE_S = 40
/** Still in the log at the end: an owner without a backlog takes all rows at once, which is another case. */
const TAIL_S = 30

/** What scoring costs the processor: the same show with comments as they are, and with wordless ones. */
export async function measureScoring(seed: number, runs: number): Promise<readonly Figure[]> {
  const scored = await measureProcessor(seed, runs)
  const wordless = await measureProcessor(seed, runs, true)
  return [
    ...scored.map((figure) => ({ ...figure, name: 'scoring: on' })),
    ...wordless.map((figure) => ({ ...figure, name: 'scoring: nothing to score' })),
  ]
}

export async function measureProcessor(seed: number, runs: number, wordless = false): Promise<readonly Figure[]> {
  const stretches = Math.min(runs, RUNS_MAX)
  const processor = startMeasured<ProcessorProcess>('measure/processor-process.ts')
  const seconds = WARM_UP_S + RUN_S * stretches + PROFILE_S + TAIL_S
  await processor.call('prepare', { seed, rate: SHOW_RATE, seconds, wordless })
  const warm = await processor.call('fill', WARM_UP_S * SHOW_RATE)
  const end = await processor.call('fill', RUN_S * stretches * SHOW_RATE)
  const profiled = await processor.call('fill', PROFILE_S * SHOW_RATE)
  await processor.call('fill', TAIL_S * SHOW_RATE)
  const { marks, threads } = await processor.call('drive', { warm, records: end, profiled })
  await processor.end()
  const [first, last] = [marks[0], marks.at(-1)]
  if (!first || !last) throw new Error('nothing was flushed')
  // Records hold about as many events each.
  const { events, cpu_s, wall_s, rows } = between(first, last, (RUN_S * stretches * SHOW_RATE) / (end - warm))
  return [
    {
      name: 'processor',
      what: `log to durable rows in ClickHouse, ${RUN_S * stretches} s of 40,000 viewers, per core of its process with the engine in it`,
      value: events / cpu_s,
      unit: 'events/s/core',
      spread: null,
      runs: 1,
      limit: { is: 'at least', value: TARGET },
      limitedBy: `${usageLine(first, last)}; the stepping one is ${threadsLine(threads.slice(0, 1))}`,
      details: {
        wall_events_per_s: events / wall_s,
        cores_used: cpu_s / wall_s,
        events_per_row: events / rows,
        flushes: marks.length - 1,
        resident_mb: last.resident_bytes / 2 ** 20,
      },
    },
  ]
}

/** Counts what was both stepped and made durable in between: what was stepped before it began is not its doing. */
const between = (from: Mark, to: Mark, perRecord: number) => ({
  events: Math.min(to.records - from.records, to.stepped - from.stepped) * perRecord,
  cpu_s: to.cpu_s - from.cpu_s,
  wall_s: (to.at_ms - from.at_ms) / 1000,
  rows: to.rows - from.rows,
})
