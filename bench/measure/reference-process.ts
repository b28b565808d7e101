// Single functions on one core: what the collector and the processor are built of.
import { remembering } from '../../comments/remembering.ts'
import { createScorer } from '../../comments/scorer.ts'
import { decodeBatch, encodeBatch } from '../../events/codec.ts'
import type { Event, LogBatch } from '../../events/contract.ts'
import { readEvent, type ReadContext } from '../../events/validate.ts'
import { commentsHeldOut, commentsOfShows } from '../load/comments.ts'
import { copyOf, makeTemplates, WRITE_KEY } from '../load/templates.ts'
import { answerCalls } from './calls.ts'
import { createProfiler } from './profiler.ts'

/** Events of one record, as a busy collector seals them. */
const RECORD_EVENTS = 75
const STRETCH_S = 20
const RUN_MS = 1_000

export const WORKS = ['parse', 'readEvent', 'pack', 'unpack', 'score', 'scoreEach', 'scoreHeldOut'] as const
export type Work = (typeof WORKS)[number]

let works: Readonly<Record<Work, () => number>> | null = null

const functions = {
  ...createProfiler(),
  prepare(seed: number): void {
    const bodies = makeTemplates(seed, STRETCH_S).list.map((template) => copyOf(template, 0))
    const wires = bodies.flatMap((body) => (JSON.parse(body.toString()) as { batch: unknown[] }).batch)
    const now_ms = Date.now()
    const context: ReadContext = { source: WRITE_KEY, receivedAt_ms: now_ms, sentAt_ms: null, batchContext: null }
    // Old times would be refused: sentAt is theirs. The door sees that no escape in these bodies brings a lone surrogate.
    const ctx = {
      ...context,
      wellFormed: true,
      sentAt_ms: Date.parse((wires.at(-1) as { timestamp: string }).timestamp),
    }
    const events = wires.map((wire) => kept(wire, ctx))
    const batches: LogBatch[] = []
    for (let from = 0; from < events.length; from += RECORD_EVENTS) {
      const some = events.slice(from, from + RECORD_EVENTS)
      batches.push({ collectorId: 'bench', number: 1, received: [], events: some, quarantined: [] })
    }
    const records = batches.map(encodeBatch)
    const said = commentsOfShows(seed)
    const heldOut = commentsHeldOut()
    const scorer = createScorer()
    works = {
      parse() {
        for (const body of bodies) JSON.parse(body.toString())
        return wires.length
      },
      readEvent() {
        for (const wire of wires) readEvent(wire, ctx)
        return wires.length
      },
      pack() {
        for (const batch of batches) encodeBatch(batch)
        return events.length
      },
      unpack() {
        for (const record of records) decodeBatch(record)
        return events.length
      },
      score() {
        // What was said before these ten minutes is not known.
        const { score } = remembering(scorer)
        for (const text of said) score(text)
        return said.length
      },
      scoreEach() {
        for (const text of said) scorer.score(text)
        return said.length
      },
      scoreHeldOut() {
        const { score } = remembering(scorer)
        for (const text of heldOut) score(text)
        return heldOut.length
      },
    }
  },
  /** Events, or comments, a second of this core. */
  run(work: Work): number {
    const once = works?.[work]
    if (!once) throw new Error('prepare first')
    const began = process.cpuUsage()
    const began_ms = performance.now()
    let events = 0
    while (performance.now() - began_ms < RUN_MS) events += once()
    const { user, system } = process.cpuUsage(began)
    return (events * 1e6) / (user + system)
  },
}
export type ReferenceProcess = typeof functions
answerCalls(functions)

function kept(wire: unknown, ctx: ReadContext): Event {
  const read = readEvent(wire, ctx)
  if ('keep' in read) return read.keep
  throw new Error(`an event was refused: ${JSON.stringify(read.reject)}`)
}
