// A line without axes: the shape of something over time, from nought to its own most.

export interface Spark {
  readonly line: string
  readonly area: string
  readonly end: { readonly x: number; readonly y: number }
}

/** Points spread evenly over the width; null with fewer than two. A pixel stays free on every side for the stroke. */
export function sparkOf(values: readonly number[], width: number, height: number): Spark | null {
  if (values.length < 2) return null
  const most = Math.max(...values, 1)
  const base = height - 1.5
  const x = (i: number): number => 2 + (i / (values.length - 1)) * (width - 5)
  const y = (value: number): number => base - (value / most) * (height - 5)
  const xy = values.map((value, i) => `${x(i).toFixed(1)} ${y(value).toFixed(1)}`)
  const line = `M${xy.join('L')}`
  const last = values.length - 1
  return { line, area: `${line}V${base}H2Z`, end: { x: x(last), y: y(values[last]!) } }
}

/** Several neighbours to a point, added up, where there would be more than `most` points. */
export function binned(values: readonly number[], most: number): readonly number[] {
  const per = Math.ceil(values.length / most)
  if (per <= 1) return values
  return Array.from({ length: Math.ceil(values.length / per) }, (_, i) =>
    values.slice(i * per, (i + 1) * per).reduce((sum, value) => sum + value, 0),
  )
}
