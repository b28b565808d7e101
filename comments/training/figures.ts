// Figures of a classifier: confusion, recall, precision, F1. Worked out from counts alone.

/** counts[gold][said]. */
export type Confusion = readonly (readonly number[])[]

export interface ClassFigures {
  readonly precision: number
  readonly recall: number
  readonly f1: number
  /** How many are of the class. */
  readonly support: number
}

export function confusion(classes: number): number[][] {
  return Array.from({ length: classes }, () => new Array<number>(classes).fill(0))
}

/** Of a class that nothing was said to be, precision is 0; of one that nothing is, recall is 0. */
export function classFigures(counts: Confusion, k: number): ClassFigures {
  const right = counts[k]![k]!
  const support = counts[k]!.reduce((sum, n) => sum + n, 0)
  const said = counts.reduce((sum, row) => sum + row[k]!, 0)
  return { precision: ratio(right, said), recall: ratio(right, support), f1: ratio(2 * right, support + said), support }
}

/** Means over the classes that occur. */
export function macro(counts: Confusion): { recall: number; f1: number; accuracy: number } {
  const figures = counts.map((_, k) => classFigures(counts, k)).filter(({ support }) => support > 0)
  const mean = (values: number[]) =>
    ratio(
      values.reduce((sum, v) => sum + v, 0),
      values.length,
    )
  const all = counts.flat().reduce((sum, n) => sum + n, 0)
  return {
    recall: mean(figures.map((f) => f.recall)),
    f1: mean(figures.map((f) => f.f1)),
    accuracy: ratio(
      counts.reduce((sum, row, k) => sum + row[k]!, 0),
      all,
    ),
  }
}

function ratio(part: number, whole: number): number {
  return whole === 0 ? 0 : part / whole
}

/** Counts one more. */
export function bump(counts: number[][], gold: number, said: number): void {
  counts[gold]![said] = counts[gold]![said]! + 1
}
