// The events of one request: through the steps, into the batcher, and what is told the sender.
import { extraCost } from '../events/cost.ts'
import { ANSWER_QUARANTINED_MAX } from '../events/limits.ts'
import type { Batcher } from './batcher.ts'
import type { Answer, AnsweredRefusal } from './contract.ts'
import type { Counters } from './counters.ts'
import { walk, type Draft, type Passage } from './steps.ts'

/**
 * Takes every event of a request within one turn, and resolves once all are durable; null, and nothing taken, where too
 * much waits already for a partition that some of them go to. Rejects when an append failed: then none counts as taken. What waits holds counts alone, not the events as parsed. `charge` is told at once what they cost beyond one each.
 */
export function takeIn(
  events: readonly unknown[],
  passage: Passage,
  batcher: Batcher,
  counters: Counters,
  charge: (events: number) => void = () => {},
): Promise<Answer> | null {
  const drafts = walkAll(events, passage)
  for (const { partition, weight } of drafts) if (batcher.isFull(partition, weight)) return null
  const quarantined: AnsweredRefusal[] = []
  const reasons: AnsweredRefusal['reason'][] = []
  let accepted = 0
  let bots = 0
  let extra = 0
  for (let index = 0; index < drafts.length; index++) {
    const draft = drafts[index]!
    if (draft.bot) {
      bots++
      batcher.putBot(passage.source)
    } else if (draft.event !== null) {
      accepted++
      extra += extraCost(draft.event)
      batcher.putEvent(draft.partition, draft.event, draft.weight)
    } else if (draft.quarantined !== null) {
      const { messageId, reason, path, expected, found } = draft.quarantined
      reasons.push(reason)
      if (quarantined.length < ANSWER_QUARANTINED_MAX)
        quarantined.push({ index, messageId, reason, path, expected, found })
      batcher.putQuarantined(draft.partition, draft.quarantined, draft.weight)
    }
  }
  charge(extra)
  const taken = { accepted, bots, reasons, quarantined }
  return batcher.durable().then(() => settle(taken, counters))
}

function walkAll(events: readonly unknown[], passage: Passage): readonly Draft[] {
  const drafts: Draft[] = []
  for (const event of events) drafts.push(walk(event, passage))
  return drafts
}

interface Taken {
  readonly accepted: number
  readonly bots: number
  /** Of each that was refused. */
  readonly reasons: readonly AnsweredRefusal['reason'][]
  readonly quarantined: readonly AnsweredRefusal[]
}

function settle({ accepted, bots, reasons, quarantined }: Taken, counters: Counters): Answer {
  counters.received += accepted + bots + reasons.length
  counters.accepted += accepted
  counters.bots += bots
  for (const reason of reasons) counters.quarantined[reason]++
  return { success: true, accepted, bots, refused: reasons.length, quarantined }
}
