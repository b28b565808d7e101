// Events a second and core of the processor: from a filled log to durable rows in ClickHouse, state of a large show held.
import { threadsLine } from '../report/profile.ts'
import type { Figure } from '../report/figure.ts'
import { median, spread } from '../report/statistics.ts'
import { startMeasured } from './calls.ts'
import type { Mark, ProcessorProcess } from './processor-process.ts'
import { usageLine } from './usage.ts'

const TARGET = 200_000
/** The show whose record is in the log: at a heartbeat every 10 s a viewer, some 40,000 of them. */
const SHOW_RATE = 5_000
/** The first minute opens every session and warms the machine up; rows of sessions that only beat wait up to as long. */
const WARM_UP_S = 60
/** Of the show a run. Where the machine is slow a flush holds more than that, and there are fewer runs. */
const RUN_S = 40
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
  const processor = startMeasured<ProcessorProcess>('measure/processor-process.ts')
  const seconds = WARM_UP_S + RUN_S * (runs + 1) + TAIL_S
  await processor.call('prepare', { seed, rate: SHOW_RATE, seconds, wordless })
  const warm = await processor.call('fill', WARM_UP_S * SHOW_RATE)
  const end = await processor.call('fill', RUN_S * runs * SHOW_RATE)
  const profiled = await processor.call('fill', RUN_S * SHOW_RATE)
  await processor.call('fill', TAIL_S * SHOW_RATE)
  const { marks, threads } = await processor.call('drive', { warm, records: end, profiled })
  await processor.end()
  // Records hold about as many events each.
  const perRecord = (RUN_S * runs * SHOW_RATE) / (end - warm)
  const found = cuts(marks, runs).map(([from, to]) => between(from, to, perRecord))
  const of = (read: (one: (typeof found)[number]) => number) => found.map(read)
  const perCore = of(({ events, cpu_s }) => events / cpu_s)
  const perWall = of(({ events, wall_s }) => events / wall_s)
  const [first, last] = [marks[0], marks.at(-1)]
  if (!first || !last) throw new Error('nothing was flushed')
  return [
    {
      name: 'processor',
      what: 'log to durable rows in ClickHouse, 40 s of 40,000 viewers a run, per core of its process with the engine in it',
      value: median(perCore),
      unit: 'events/s/core',
      spread: spread(perCore),
      runs: found.length,
      limit: { is: 'at least', value: TARGET },
      limitedBy: `${usageLine(first, last)}; the stepping one is ${threadsLine(threads.slice(0, 1))}`,
      details: {
        wall_events_per_s: median(perWall),
        cores_used: median(perWall) / median(perCore),
        events_per_row: median(of(({ events, rows }) => events / rows)),
        resident_mb: last.resident_bytes / 2 ** 20,
      },
    },
  ]
}

/** The flushes in so many runs one after another, of about as many flushes each. */
function cuts(marks: readonly Mark[], runs: number): readonly (readonly [Mark, Mark])[] {
  const parts = Math.min(runs, marks.length - 1)
  const at = (part: number) => marks[Math.round((part * (marks.length - 1)) / parts)] as Mark
  return Array.from({ length: parts }, (_, part) => [at(part), at(part + 1)] as const)
}

const between = (from: Mark, to: Mark, perRecord: number) => ({
  events: (to.records - from.records) * perRecord,
  cpu_s: to.cpu_s - from.cpu_s,
  wall_s: (to.at_ms - from.at_ms) / 1000,
  rows: to.rows - from.rows,
})
