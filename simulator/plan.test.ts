import { describe, expect, it } from 'vitest'
import { AUTUMN_KITCHEN, STREET_STYLE } from './catalogue.ts'
import { CORPORA, TOPICS } from './corpus/corpus.ts'
import { planShow, planShows, type PlanOptions, type PlannedStep } from './plan.ts'

const START_MS = Date.UTC(2026, 10, 24, 19)
const TEN_MINUTES_MS = 600_000

function options(seed: number, viewers = 150): Parameters<typeof planShow>[0] {
  return {
    seed,
    start_ms: START_MS,
    show: {
      script: AUTUMN_KITCHEN,
      viewers,
      startAfter_ms: 30_000,
      duration_ms: TEN_MINUTES_MS,
      act_ms: TEN_MINUTES_MS,
      atOnce: 0.1,
    },
    storeVisitorsPerMinute: 6,
    storeUntil_ms: START_MS + TEN_MINUTES_MS,
  }
}
const written = (steps: Iterable<PlannedStep>): string[] =>
  Array.from(steps, (step) => `${step.at_ms} ${step.step === 'host' ? JSON.stringify(step.call) : step.body('demo')}`)
const kindsOf = (steps: Iterable<PlannedStep>): Set<string> => {
  const kinds = new Set<string>()
  for (const step of steps) if (step.step === 'request') for (const { kind } of step.happenings) kinds.add(kind)
  return kinds
}

describe('the plan', () => {
  it('is the same for the same seed to the last byte, and another for another', () => {
    const plan = written(planShow(options(7)))
    expect(plan.length).toBeGreaterThan(1000)
    expect(written(planShow(options(7)))).toEqual(plan)
    expect(written(planShow(options(8)))).not.toEqual(plan)
  })

  it('goes forward in time', () => {
    let last_ms = 0
    for (const { at_ms } of planShow(options(3))) {
      expect(at_ms).toBeGreaterThanOrEqual(last_ms)
      last_ms = at_ms
    }
  })

  it('brings exactly as many viewers as asked for', () => {
    const viewers = new Set<string>()
    for (const step of planShow({ ...options(5, 321), storeVisitorsPerMinute: 0 })) {
      if (step.step !== 'request') continue
      for (const { visit } of step.happenings) if (visit.showId) viewers.add(visit.visitor.visitorId)
    }
    // Whoever comes so late that the show is over before their page is up sends nothing.
    expect(viewers.size).toBeGreaterThan(315)
    expect(viewers.size).toBeLessThanOrEqual(321)
  })

  it('has everything that happens in a show', () => {
    const kinds = kindsOf(planShow({ ...options(11, 600), offline: 0.2 }))
    for (const kind of [
      'player.failed',
      'player.rebuffer_started',
      'player.seek_ended',
      'player.ended',
      'share.sent',
    ]) {
      expect(kinds).toContain(kind)
    }
    for (const kind of ['chat.posted', 'reaction.sent', 'product.removed', 'order.completed', 'custom']) {
      expect(kinds).toContain(kind)
    }
  })

  it('sends within fifteen seconds or after ninety, so that late is late on any clock', () => {
    for (const step of planShow({ ...options(13, 600), offline: 0.3 })) {
      if (step.step !== 'request') continue
      const waits = step.happenings.map(({ at_ms }) => step.sent_ms - at_ms)
      const repeated = new Set(step.happenings.map(({ messageId }) => messageId))
      expect(repeated.size).toBe(step.happenings.length)
      // A repeated event is a duplicate whenever it comes.
      const [wait = 0] = waits
      expect(wait < 15_000 || wait > 90_000).toBe(true)
    }
  })

  it('keeps two shows apart and goes on for as long as it is read', () => {
    const endless = { startAfter_ms: 0, duration_ms: Infinity, act_ms: 60_000, viewers: 20, atOnce: 0.3 }
    const plan: PlanOptions = {
      seed: 1,
      start_ms: START_MS,
      shows: [
        { script: AUTUMN_KITCHEN, ...endless },
        { script: STREET_STYLE, ...endless },
      ],
      storeVisitorsPerMinute: 5,
      storeUntil_ms: Infinity,
    }
    const pins = new Map<string, number>()
    for (const step of planShows(plan)) {
      if (step.at_ms > START_MS + 20 * 60_000) break
      if (step.step !== 'host' || step.call.call !== 'moment') continue
      pins.set(step.call.showId, (pins.get(step.call.showId) ?? 0) + 1)
    }
    expect(pins.get('autumn-kitchen')).toBeGreaterThan(20)
    expect(pins.get('street-style')).toBeGreaterThan(20)
  })
})

describe('the corpus', () => {
  it('has at least 300 different lines in nine languages, of every topic', () => {
    const lines = new Set<string>()
    for (const corpus of Object.values(CORPORA)) {
      for (const topic of TOPICS) {
        expect(corpus[topic].length).toBeGreaterThan(1)
        for (const line of corpus[topic]) lines.add(line)
      }
    }
    expect(Object.keys(CORPORA)).toHaveLength(9)
    expect(lines.size).toBeGreaterThanOrEqual(300)
  })
})
