// Comments to score: as the simulator's shows send them, and ones that nobody wrote twice.
import { readCorpus, splitCorpus } from '../../comments/training/corpus.ts'
import { AUTUMN_KITCHEN, STREET_STYLE } from '../../simulator/catalogue.ts'
import { NO_FAULTS } from '../../simulator/outbox.ts'
import { planShows } from '../../simulator/plan.ts'

const START_MS = Date.UTC(2026, 0, 5, 19)
const SHOW_MS = 600_000
const VIEWERS = 8_000

/** All comments of both demo shows, ten minutes of each, in the order they are sent. The same seed gives the same. */
export function commentsOfShows(seed: number): readonly string[] {
  const show = { viewers: VIEWERS, startAfter_ms: 10_000, duration_ms: SHOW_MS, act_ms: SHOW_MS, atOnce: 0.1 }
  const plan = planShows({
    seed,
    start_ms: START_MS,
    shows: [AUTUMN_KITCHEN, STREET_STYLE].map((script) => ({ script, ...show })),
    storeVisitorsPerMinute: 0,
    storeUntil_ms: START_MS,
    faults: NO_FAULTS,
  })
  const texts: string[] = []
  for (const step of plan) {
    if (step.step !== 'request') continue
    for (const happening of step.happenings) if (happening.kind === 'chat.posted') texts.push(happening.body.text)
  }
  return texts
}

/** The comments of the project's corpus that are held out: each of another wording, in nine languages. */
export const commentsHeldOut = (): readonly string[] => splitCorpus(readCorpus()).heldOut.map(({ text }) => text)
