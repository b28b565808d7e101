// What collectors make of what viewers and hosts do: a plan of log appends over time, and a ledger of what was sent, which the
// tables must agree with in the end.
import { encodeBatch } from '../../../events/codec.ts'
import type { Event, LogBatch, Quarantined } from '../../../events/contract.ts'
import { HOME_PARTITION } from '../../../events/contract.ts'
import { partitionOf } from '../../../events/partition.ts'
import type { Append } from '../../../log/contract.ts'
import type { Delivery, Span } from './deeds.fixture.ts'
import { hostEvents, SOURCES, visit } from './deeds.fixture.ts'
import type { Random } from './random.fixture.ts'

export interface Traffic {
  /** What to append when, one log append each; a record sent twice stands in it twice. */
  readonly appends: readonly { readonly at_ms: number; readonly records: readonly Append[] }[]
  readonly ledger: ReadonlyMap<string, Ledger>
  readonly end_ms: number
}

/** By source: the conservation sum as the senders know it. */
export interface Ledger {
  received: number
  /** Of them, sent for the first time and valid. */
  kept: number
  duplicate: number
  quarantined: number
  bot: number
}

export interface TrafficOptions extends Span {
  readonly partitions: number
  readonly visitors: number
}

export function createTraffic(random: Random, options: TrafficOptions): Traffic {
  const { partitions, start_ms, length_ms, visitors } = options
  const deliveries: Delivery[] = hostEvents(random, options)
  for (let v = 0; v < visitors; v++) deliveries.push(...visit(random, options, `visitor-${v}-${random.between(0, 99)}`))
  deliveries.forEach(
    (delivery, i) => (deliveries[i] = { ...delivery, event: { ...delivery.event, messageId: `m${i}` } }),
  )
  // A client that got no answer sends again, under the same ids.
  for (const { at_ms, event } of [...deliveries])
    if (random.chance(0.12)) deliveries.push({ at_ms: at_ms + random.between(100, 40_000), event })
  deliveries.sort((a, b) => a.at_ms - b.at_ms)

  const ledger = new Map(
    SOURCES.map((source) => [source, { received: 0, kept: 0, duplicate: 0, quarantined: 0, bot: 0 }]),
  )
  const of = (source: string) => ledger.get(source) as Ledger
  const seen = new Set<string>()
  const appends: { at_ms: number; records: Append[] }[] = []
  const numbers = new Map<string, number>()
  let collectorId = 'collector-1'

  for (let at_ms = start_ms; deliveries.length > 0; at_ms += random.between(200, 9_000)) {
    const now: Event[] = []
    while (deliveries[0] && deliveries[0].at_ms <= at_ms)
      now.push({ ...(deliveries.shift() as Delivery).event, receivedAt_ms: at_ms })
    // Collectors come and go, each with an id and numbers of its own.
    if (random.chance(0.04)) collectorId = `collector-${random.between(2, 1_000_000)}`
    const records: Append[] = []
    for (let partition = 0; partition < partitions; partition++) {
      const events = now.filter((e) => isHost(e) || partitionOf(e.visitorId, partitions) === partition)
      const quarantined = random.chance(0.08) ? [quarantine(random, at_ms)] : []
      const bots = random.chance(0.05) ? [{ source: random.pick(SOURCES), events: 2, bots: 2 }] : []
      if (events.length + quarantined.length + bots.length === 0) continue
      const counted = events.filter((e) => !isHost(e) || partition === HOME_PARTITION)
      const received = [
        ...counted.map((e) => ({ source: e.source, events: 1, bots: 0 })),
        ...quarantined.map((q) => ({ source: q.source, events: 1, bots: 0 })),
        ...bots,
      ]
      for (const each of received) {
        of(each.source).received += each.events
        of(each.source).bot += each.bots
      }
      for (const { source } of quarantined) of(source).quarantined++
      for (const event of counted) {
        const id = idOf(event)
        if (seen.has(id)) of(event.source).duplicate++
        else of(event.source).kept++
        seen.add(id)
      }
      const place = `${collectorId} ${partition}`
      const number = (numbers.get(place) ?? 0) + 1
      numbers.set(place, number)
      const batch: LogBatch = { collectorId, number, received: merge(received), events, quarantined }
      records.push({ partition, bytes: encodeBatch(batch) })
    }
    if (records.length === 0) continue
    appends.push({ at_ms, records })
    // A record sent twice: the collector did not hear that the first was taken.
    if (random.chance(0.1)) appends.push({ at_ms: at_ms + random.between(1, 30), records })
  }
  return { appends, ledger, end_ms: Math.max(start_ms + length_ms, appends.at(-1)?.at_ms ?? 0) }
}

const isHost = (event: Event) => event.kind.startsWith('show.') || event.kind.startsWith('moment.')

/** By what the contract tells duplicates. */
function idOf(event: Event): string {
  return event.seq !== null && event.sessionId !== null
    ? JSON.stringify([event.visitorId, event.sessionId, event.showId, event.seq])
    : JSON.stringify([event.visitorId, event.messageId])
}

function merge(received: LogBatch['received']): LogBatch['received'] {
  const by = new Map<string, { source: string; events: number; bots: number }>()
  for (const { source, events, bots } of received) {
    const sum = by.get(source) ?? { source, events: 0, bots: 0 }
    by.set(source, { source, events: sum.events + events, bots: sum.bots + bots })
  }
  return [...by.values()]
}

function quarantine(random: Random, at_ms: number): Quarantined {
  return {
    source: random.pick(SOURCES),
    receivedAt_ms: at_ms,
    messageId: null,
    reason: 'malformed',
    path: 'properties.price',
    expected: 'a number',
    found: '"x"',
    raw: '{}',
  }
}
