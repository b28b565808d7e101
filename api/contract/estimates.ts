// Rates with their intervals; null is "not yet".

/** x of n with its rate and 95 % Wilson score interval; interval null when n is 0. */
export interface Proportion {
  readonly x: number
  readonly n: number
  readonly rate: number | null
  readonly low: number | null
  readonly high: number | null
}

/** An estimate with its 95 % interval. high null: unbounded. */
export interface Estimate {
  readonly value: number
  readonly low: number
  readonly high: number | null
}

/** Show against store. `lift`/`difference` null means "not yet": `lacks` says what is missing, for people, as "4 buyers, needs 10". */
export interface Comparison {
  readonly show: Proportion
  readonly store: Proportion
  /** show rate / store rate, Koopman score interval. */
  readonly lift: Estimate | null
  /** show rate - store rate, Newcombe hybrid score interval. */
  readonly difference: Estimate | null
  readonly lacks: string | null
}
