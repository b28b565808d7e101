// What the door counted since its start.
import { QUARANTINE_REASONS, type QuarantineReason } from '../events/contract.ts'

export interface Counters {
  requests: number
  answers: Record<number, number>
  received: number
  accepted: number
  bots: number
  quarantined: Record<QuarantineReason, number>
  unreadable: number
  bytes: number
}

export function createCounters(): Counters {
  const none = QUARANTINE_REASONS.map((reason) => [reason, 0])
  return {
    requests: 0,
    answers: {},
    received: 0,
    accepted: 0,
    bots: 0,
    quarantined: Object.fromEntries(none) as Record<QuarantineReason, number>,
    unreadable: 0,
    bytes: 0,
  }
}
