// Partitions that are this owner's and that it cannot drive. The others go on; these are told of, shown, and tried again.
import type { Lane } from './lane.ts'
import type { OwnerLimits } from './limits.ts'
import type { Pace } from './pace.ts'

export interface UndrivenPartition {
  readonly partition: number
  /** In words, for the operator. */
  readonly why: string
}

export interface Undriven {
  /** The partition cannot be driven; `at`: the record it breaks at, or -1. Told at once, and again every tellAgain_ms. */
  add(partition: number, why: string, at: number): void
  /** Another owner has it now. */
  keepOnly(wanted: ReadonlySet<number>): void
  /** Those of now. One that is driven again counts as such once it is past the record it broke at. */
  list(): readonly UndrivenPartition[]
}

export function createUndriven(
  lanes: readonly Lane[],
  {
    pace,
    limits,
    report,
  }: { readonly pace: Pace; readonly limits: OwnerLimits; readonly report: (line: string) => void },
): Undriven {
  const known = new Map<number, { readonly why: string; readonly at: number }>()
  const toldAt_ms = new Map<number, number>()
  const isDriven = (partition: number, at: number) =>
    lanes.some((lane) => lane.partition === partition && !lane.halted && lane.processor.nextOffset > at)
  return {
    add(partition, why, at) {
      known.set(partition, { why, at })
      if (pace.now() - (toldAt_ms.get(partition) ?? -Infinity) < limits.tellAgain_ms) return
      toldAt_ms.set(partition, pace.now())
      report(`${why}. Partition ${partition} is not driven, the others are; it will be tried again`)
    },
    keepOnly(wanted) {
      for (const partition of known.keys()) if (!wanted.has(partition)) known.delete(partition)
    },
    list() {
      for (const [partition, { at }] of known) if (isDriven(partition, at)) known.delete(partition)
      return [...known].map(([partition, { why }]) => ({ partition, why }))
    },
  }
}
