// The conservation sum, by source: received = stored + folded + duplicate + quarantined + bot.
import type { LogBatch } from '../../events/contract.ts'
import { TICK_COLLECTOR } from '../contract.ts'
import { COLLECTORS_MAX, OTHER, SOURCES_MAX } from '../limits.ts'
import type { Intake, State } from '../state/state.ts'

/** True for a record this partition has stepped before: a collector sent it twice. */
export function isRepeated(state: State, batch: LogBatch): boolean {
  if (batch.collectorId === TICK_COLLECTOR) return false
  const last = state.collectors.get(batch.collectorId)
  if (last !== undefined && batch.number <= last) return true
  state.collectors.delete(batch.collectorId)
  state.collectors.set(batch.collectorId, batch.number)
  if (state.collectors.size > COLLECTORS_MAX) {
    for (const silent of state.collectors.keys()) {
      state.collectors.delete(silent)
      break
    }
  }
  return false
}

export function countReceived(state: State, batch: LogBatch): void {
  for (const received of batch.received) {
    const intake = change(state, received.source)
    intake.received += received.events
    intake.bot += received.bots
  }
}

export function countQuarantined(state: State, source: string): void {
  change(state, source).quarantined += 1
}

export function countDuplicate(state: State, source: string): void {
  change(state, source).duplicate += 1
}

export function countStored(state: State, source: string, late: boolean): void {
  const intake = change(state, source)
  intake.stored += 1
  if (late) intake.late += 1
}

export function countFolded(state: State, source: string): void {
  change(state, source).folded += 1
}

function change(state: State, source: string): Intake {
  const intake = state.intake.get(source) ?? add(state, source)
  if (!intake.dirty) {
    intake.dirty = true
    state.dirty.intake.push(intake)
  }
  return intake
}

function add(state: State, source: string): Intake {
  if (state.intake.size >= SOURCES_MAX && source !== OTHER) {
    state.overflow.others += 1
    return state.intake.get(OTHER) ?? add(state, OTHER)
  }
  const intake: Intake = {
    source,
    received: 0,
    stored: 0,
    folded: 0,
    duplicate: 0,
    quarantined: 0,
    bot: 0,
    late: 0,
    dirty: false,
  }
  state.intake.set(source, intake)
  return intake
}
