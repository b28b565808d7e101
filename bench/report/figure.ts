// One measured figure, with what is wanted of it and what stands in its way.

export interface Figure {
  /** e.g. "collector" */
  readonly name: string
  /** What was measured, in one line. */
  readonly what: string
  /** Median over the runs. */
  readonly value: number
  readonly unit: string
  /** Half the range over the runs as a share of the median; null where there was one run and nothing to compare. */
  readonly spread: number | null
  readonly runs: number
  /** The target; null for figures that are there for reference. */
  readonly limit: Limit | null
  /** What a profile of the same work shows most time to go into. */
  readonly limitedBy: string
  /** Further numbers of the same measurement, by name with unit. */
  readonly details: Readonly<Record<string, number | boolean>>
}

export interface Limit {
  readonly is: 'at least' | 'at most'
  readonly value: number
}

/** null where there is no target. */
export function meets({ value, limit }: Figure): boolean | null {
  if (limit === null) return null
  return limit.is === 'at least' ? value >= limit.value : value <= limit.value
}

/** The figure as one line of JSON. */
export function jsonLine(figure: Figure, seed: number): string {
  const { name, what, value, unit, spread, runs, limit, limitedBy, details } = figure
  return JSON.stringify({
    name,
    what,
    value: rounded(value),
    unit,
    spread: spread === null ? null : rounded(spread),
    runs,
    seed,
    limit: limit?.value ?? null,
    limitIs: limit?.is ?? null,
    met: meets(figure),
    limitedBy,
    details: Object.fromEntries(Object.entries(details).map(([key, one]) => [key, rounded(one)])),
  })
}

/** Four significant digits: no measurement here is better than that. */
function rounded<T extends number | boolean>(value: T): T | number {
  return typeof value === 'number' ? Number(value.toPrecision(4)) : value
}
