// What happens to one event, in order. A step passes it on, or says why it stops here.
import { readAgent } from '../events/agent.ts'
import { HOME_PARTITION, type Event, type Quarantined } from '../events/contract.ts'
import { QUARANTINE_RAW_BYTES_MAX } from '../events/limits.ts'
import { partitionOf } from '../events/partition.ts'
import { cut, isObject, readId, Complaints, toJson } from '../events/reading.ts'
import { readEvent, type ReadContext } from '../events/validate.ts'

/** What all events of a request share. */
export interface Passage extends ReadContext {
  readonly partitions: number
  /** The key is known to the shop's own servers alone. */
  readonly isSecretKey: boolean
  /** Header of the request, for clients that do not put their user agent in the context. */
  readonly userAgent: string | undefined
}

/** One event on its way. */
export interface Draft {
  readonly raw: unknown
  event: Event | null
  /** Where it is appended: by its visitor, or at home where it has none. */
  partition: number
  quarantined: Quarantined | null
  /** About the size of what is kept, in characters; a bot keeps nothing. */
  weight: number
  bot: boolean
}

/** What a row in quarantine weighs beside its texts: source, time and reason. */
const ROW_WEIGHT = 64

/** true: go on with the next step. */
type Step = (draft: Draft, passage: Passage) => boolean

/** A robot that says so is counted and nothing else: first, so that crawlers do not fill the quarantine. */
function drop_bot(draft: Draft, passage: Passage): boolean {
  const context = isObject(draft.raw) ? draft.raw['context'] : null
  const said = isObject(context) ? context['userAgent'] : undefined
  draft.bot = readAgent(said ?? passage.batchContext?.['userAgent'] ?? passage.userAgent).bot
  return !draft.bot
}

/** Reads the event: kind, identity, corrected clock, device, body. What cannot be read goes to quarantine with its reason. */
function put_event(draft: Draft, passage: Passage): boolean {
  const read = readEvent(draft.raw, passage)
  if ('keep' in read) {
    draft.event = read.keep
    draft.weight = read.weight
    return true
  }
  const messageId = isObject(draft.raw) ? readId(draft.raw['messageId'], 'messageId', new Complaints()) : null
  draft.quarantined = {
    source: passage.source,
    receivedAt_ms: passage.receivedAt_ms,
    messageId,
    ...read.reject,
    raw: cut(toJson(draft.raw), QUARANTINE_RAW_BYTES_MAX),
  }
  draft.weight = weightOfQuarantined(draft.quarantined)
  return false
}

/** What is told of a bad event may be far more than the event: `1` is kept as a row of a hundred characters. */
function weightOfQuarantined({ messageId, path, expected, found, raw }: Quarantined): number {
  return ROW_WEIGHT + (messageId?.length ?? 0) + path.length + expected.length + found.length + raw.length
}

/** Every page carries its write key, so who calls themself host with one is a viewer; what they said stays in the properties. */
function put_role(draft: Draft, passage: Passage): boolean {
  const { event } = draft
  if (event?.kind === 'chat.posted' && !passage.isSecretKey && event.body.role !== 'viewer') {
    draft.event = { ...event, body: { ...event.body, role: 'viewer' } }
  }
  return true
}

/** Anybody can send an order with a key that every page carries: of its copies, the one that nobody can have made up counts. */
function put_proof(draft: Draft, passage: Passage): boolean {
  const { event } = draft
  if (event?.kind === 'order.completed' && passage.isSecretKey) {
    draft.event = { ...event, body: { ...event.body, proven: true } }
  }
  return true
}

/** All of a visitor's events go to one partition. */
function put_partition(draft: Draft, passage: Passage): boolean {
  if (draft.event !== null) draft.partition = partitionOf(draft.event.visitorId, passage.partitions)
  return true
}

export const steps = [drop_bot, put_event, put_role, put_proof, put_partition] as const satisfies readonly Step[]

/** Walks one event through the steps. */
export function walk(raw: unknown, passage: Passage): Draft {
  const draft: Draft = { raw, event: null, partition: HOME_PARTITION, quarantined: null, weight: 0, bot: false }
  for (const step of steps) if (!step(draft, passage)) break
  return draft
}
