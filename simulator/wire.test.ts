// What the simulator writes, the collector reads as it was meant: every field, and every flaw for its one reason.
import { expect, it } from 'vitest'
import { parseTime } from '../events/time.ts'
import { walk } from '../ingest/steps.ts'
import { EVENT_NAMES } from '../sdk/wire.ts'
import { AUTUMN_KITCHEN } from './catalogue.ts'
import { planShow } from './plan.ts'

const START_MS = Date.UTC(2026, 10, 24, 19)

interface WireBatch {
  readonly sentAt: string
  readonly batch: readonly { readonly type: string; readonly event?: string }[]
}

function* sent(viewers: number) {
  const plan = planShow({
    seed: 99,
    start_ms: START_MS,
    show: { script: AUTUMN_KITCHEN, viewers, startAfter_ms: 0, duration_ms: 900_000, act_ms: 900_000, atOnce: 0.1 },
    storeVisitorsPerMinute: 20,
    storeUntil_ms: START_MS + 900_000,
    faults: { resend: 0.02, repeat: 0.02, delay: 0.05, crawl: 0.02, flaw: 0.05 },
    skewed: 0.4,
  })
  for (const request of plan) {
    if (request.step !== 'request') continue
    const body = JSON.parse(request.body('demo')) as WireBatch
    for (const [i, happening] of request.happenings.entries()) yield { request, happening, body, raw: body.batch[i] }
  }
}

it('is read as what it was', () => {
  const fates = new Set<string>()
  for (const { request, happening, body, raw } of sent(300)) {
    const { visit, flaw } = happening
    const draft = walk(raw, {
      source: 'demo',
      receivedAt_ms: request.at_ms,
      sentAt_ms: parseTime(body.sentAt),
      batchContext: null,
      type: null,
      isSecretKey: false,
      partitions: 4,
      userAgent: request.userAgent,
    })
    const fate = draft.bot ? 'bot' : (draft.quarantined?.reason ?? draft.event?.kind)
    expect(fate).toBe(visit.visitor.bot ? 'bot' : (flaw?.reason ?? happening.kind))
    fates.add(String(fate))
    if (!draft.event) continue
    expect(draft.event).toMatchObject({
      messageId: happening.messageId,
      visitorId: visit.visitor.visitorId,
      userId: visit.visitor.userId,
      sessionId: visit.sessionId,
      seq: happening.seq,
      showId: visit.showId,
      occurredAt_ms: happening.at_ms + request.at_ms - request.sent_ms,
      latency_ms: happening.latency_ms,
      screen: visit.visitor.screen,
      connection: visit.visitor.connection,
    })
    expect(draft.event.body).toEqual(happening.body)
  }
  for (const fate of [
    'bot',
    'malformed',
    'unknown_type',
    'too_large',
    'too_deep',
    'too_old',
    'no_identity',
    'forbidden',
  ]) {
    expect(fates).toContain(fate)
  }
})

it('calls everything as the SDK does', () => {
  const names: Readonly<Record<string, string>> = EVENT_NAMES
  for (const { happening, raw } of sent(200)) {
    if (happening.flaw || raw?.type !== 'track' || happening.kind === 'custom') continue
    expect(raw.event).toBe(names[happening.kind])
  }
})
