// Where a finished show stands on its way to numbers that stay. Pure.
import type { Finality } from '../../../../api/contract.ts'

export interface FinalityStep {
  readonly name: 'Ended' | 'Provisional' | 'Final'
  readonly state: 'done' | 'now' | 'waiting'
  /** When it was or will be over; of Final: since when. */
  readonly at_ms: number | null
}

export function stepsOf(finality: Finality, endedAt_ms: number | null): readonly FinalityStep[] {
  const isFinal = finality.state === 'final'
  return [
    { name: 'Ended', state: 'done', at_ms: endedAt_ms },
    { name: 'Provisional', state: isFinal ? 'done' : 'now', at_ms: finality.finalAt_ms },
    { name: 'Final', state: isFinal ? 'now' : 'waiting', at_ms: finality.finalAt_ms },
  ]
}
