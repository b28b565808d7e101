// A processor small enough to hold in the head: tests of the owner count with it what they can check by hand.
// Comments a minute and show (window closes closeAfter_ms behind partition time), each event raw, and what came in by source.
import type { Event, LogBatch } from '../../events/contract.ts'
import type { Row } from '../../store/contract.ts'
import type { TableName } from '../../store/tables.ts'
import type { PartitionProcessor, ProcessorOptions, ProcessorSettings } from '../contract.ts'

export const TOY_SETTINGS: ProcessorSettings = {
  closeAfter_ms: 30_000,
  presenceTimeout_ms: 25_000,
  attribution_ms: 86_400_000,
  dedupe_ms: 90_000_000,
  sessionGap_ms: 1_800_000,
  keepHeartbeats: false,
}

interface ToyState {
  nextOffset: number
  time_ms: number
  /** Highest number of each collector. */
  numbers: Record<string, number>
  seen: Record<string, true>
  minutes: Record<string, number>
  intake: Record<string, { received: number; stored: number; duplicate: number; late: number }>
}

export const createToy = (options: ProcessorOptions): PartitionProcessor =>
  toy(options, { nextOffset: 0, time_ms: 0, numbers: {}, seen: {}, minutes: {}, intake: {} })

export const restoreToy = (state: Uint8Array, options: ProcessorOptions): PartitionProcessor =>
  toy(options, JSON.parse(Buffer.from(state).toString()) as ToyState)

function toy({ logId, partition, settings }: ProcessorOptions, state: ToyState): PartitionProcessor {
  const changed = { minutes: new Set<string>(), intake: new Set<string>(), events: [] as Row[] }

  function stepBatch(batch: LogBatch, offset: number): void {
    if (batch.collectorId === 'tick') return
    if (batch.number <= (state.numbers[batch.collectorId] ?? 0)) return
    state.numbers[batch.collectorId] = batch.number
    for (const { source, events } of batch.received) intakeOf(source).received += events
    batch.events.forEach((event, index) => stepEvent(event, offset, index))
  }

  function stepEvent(event: Event, offset: number, index: number): void {
    const intake = intakeOf(event.source)
    if (state.seen[event.messageId]) {
      intake.duplicate++
      return
    }
    state.seen[event.messageId] = true
    intake.stored++
    const late = event.occurredAt_ms < state.time_ms - settings.closeAfter_ms
    if (late) intake.late++
    else {
      const key = `${event.showId ?? ''} ${Math.floor(event.occurredAt_ms / 60_000)}`
      state.minutes[key] = (state.minutes[key] ?? 0) + 1
      changed.minutes.add(key)
    }
    changed.events.push({
      ...place(),
      offset,
      index,
      message_id: event.messageId,
      source: event.source,
      late,
      version: offset,
    })
  }

  function intakeOf(source: string) {
    changed.intake.add(source)
    return (state.intake[source] ??= { received: 0, stored: 0, duplicate: 0, late: 0 })
  }

  const place = () => ({ log_id: logId, partition })

  return {
    partition,
    get nextOffset() {
      return state.nextOffset
    },
    get time_ms() {
      return state.time_ms
    },
    step({ offset, appendedAt_ms, batch }) {
      if (offset < state.nextOffset) return
      if (offset > state.nextOffset) throw new Error(`record ${offset} given, ${state.nextOffset} is next`)
      state.time_ms = Math.max(state.time_ms, appendedAt_ms)
      stepBatch(batch, offset)
      state.nextOffset = offset + 1
    },
    /** 'due' leaves the intake for later. */
    takeRows(which) {
      const version = state.nextOffset - 1
      const minutes = [...changed.minutes].map((key): Row => {
        const [show_id = '', minute = ''] = key.split(' ')
        return { ...place(), show_id, minute: Number(minute) * 60, comments: state.minutes[key] ?? 0, version }
      })
      const intake = [...changed.intake].map((source): Row => ({ ...place(), source, ...intakeOf(source), version }))
      const rows = new Map<TableName, readonly Row[]>()
      if (changed.events.length > 0) rows.set('events_log', changed.events)
      if (minutes.length > 0) rows.set('show_minutes_log', minutes)
      if (intake.length > 0 && which !== 'due') rows.set('intake_log', intake)
      changed.events = []
      changed.minutes.clear()
      if (which !== 'due') changed.intake.clear()
      return rows
    },
    takeFrame: () => ({
      ...place(),
      logId,
      partitions: 0,
      offset: state.nextOffset - 1,
      time_ms: state.time_ms,
      shows: [],
    }),
    save: () => Buffer.from(JSON.stringify(state)),
  }
}
