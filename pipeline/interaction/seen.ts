// The time in the show the viewer saw at an event: what they act on is as old as their latency.
import type { Step } from '../state/step.ts'

export function seenAt(step: Step): number {
  return step.at_ms - (step.event.latency_ms ?? 0)
}
