// For reference: what single functions do on the same events, and what the SDK weighs.
import { readFile } from 'node:fs/promises'
import { gzipSync } from 'node:zlib'
import { threadsLine } from '../report/profile.ts'
import type { Figure } from '../report/figure.ts'
import { median, spread } from '../report/statistics.ts'
import { startMeasured } from './calls.ts'
import { WORKS, type ReferenceProcess, type Work } from './reference-process.ts'

const SDK_BYTES_MAX = 8 * 1024
/** Comments a second that a core has to score, each read anew. */
const COMMENTS_S_MIN = 300_000

const WHAT: Readonly<Record<Work, string>> = {
  parse: 'body to objects: UTF-8 decoding and JSON.parse of batches of 50, before any check',
  readEvent: 'one wire event to one validated event',
  pack: 'events to a record of the log',
  unpack: 'a record of the log to events',
  score:
    "a comment to its score as the processor has it: the simulator's two shows, ten minutes, what comes again remembered",
  scoreEach: 'the same comments, each read as if it came for the first time',
  scoreHeldOut: "as the processor has it, of comments that nobody wrote twice: the corpus's held-out ones",
}

export async function measureReference(seed: number, runs: number): Promise<readonly Figure[]> {
  const figures: Figure[] = []
  for (const work of WORKS) {
    const reference = startMeasured<ReferenceProcess>('measure/reference-process.ts')
    await reference.call('prepare', seed)
    await reference.call('run', work)
    const rates: number[] = []
    for (let i = 0; i < runs; i++) rates.push(await reference.call('run', work))
    await reference.call('profileStart')
    await reference.call('run', work)
    const threads = await reference.call('profileStop')
    await reference.end()
    const limitedBy = threadsLine(threads.slice(0, 1))
    const measured = { value: median(rates), spread: spread(rates), runs, limitedBy }
    const unit = work.startsWith('score') ? 'comments/s/core' : 'events/s/core'
    const limit = work === 'scoreEach' ? ({ is: 'at least', value: COMMENTS_S_MIN } as const) : null
    figures.push({ ...measured, name: work, what: WHAT[work], unit, limit, details: {} })
  }
  return figures
}

/** The SDK as a script tag loads it. */
export async function measureSdk(): Promise<readonly Figure[]> {
  const file = (name: string) => readFile(new URL(`../../sdk/dist/${name}`, import.meta.url))
  const script = await file('cartbeat.js')
  const { sources } = JSON.parse((await file('cartbeat.js.map')).toString()) as { sources: readonly string[] }
  return [
    {
      name: 'sdk',
      what: 'cartbeat.js as a script tag loads it, gzip level 9',
      value: gzipSync(script, { level: 9 }).length,
      unit: 'bytes',
      spread: null,
      runs: 1,
      limit: { is: 'at most', value: SDK_BYTES_MAX },
      limitedBy: `its own code: ${sources.length} sources, ${script.length} bytes minified, no dependencies`,
      details: { minified_bytes: script.length },
    },
  ]
}
