// What the door counted since its start.
import { QUARANTINE_REASONS, type QuarantineReason } from '../events/contract.ts'
import { REFUSAL_REASONS, type Refusal } from './answers.ts'

export interface Counters {
  requests: number
  answers: Record<number, number>
  refused: Record<Refusal, number>
  received: number
  accepted: number
  bots: number
  quarantined: Record<QuarantineReason, number>
  unreadable: number
  bytes: number
}

export function createCounters(): Counters {
  return {
    requests: 0,
    answers: {},
    refused: zeros(REFUSAL_REASONS),
    received: 0,
    accepted: 0,
    bots: 0,
    quarantined: zeros(QUARANTINE_REASONS),
    unreadable: 0,
    bytes: 0,
  }
}

/** Every reason is there from the start: who watches a counter sees its first step. */
function zeros<K extends string>(names: readonly K[]): Record<K, number> {
  return Object.fromEntries(names.map((name) => [name, 0])) as Record<K, number>
}
