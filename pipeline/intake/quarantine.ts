// One row an event the collector did not take.
import type { Quarantined } from '../../events/contract.ts'
import type { State } from '../state/state.ts'
import { countQuarantined } from './intake.ts'

export function applyQuarantined(state: State, event: Quarantined<string>, offset: number, index: number): void {
  countQuarantined(state, event.source)
  state.dirty.quarantine.add({
    log_id: state.logId,
    partition: state.partition,
    offset,
    index,
    source: event.source,
    received_at: event.receivedAt_ms,
    message_id: event.messageId ?? '',
    reason: event.reason,
    path: event.path,
    expected: event.expected,
    found: event.found,
    raw: event.raw,
    version: offset,
  })
}
