// A show as those who come to it find it.
import type { ShowScript } from './catalogue.ts'
import type { RunningOrder } from './running-order.ts'

export interface Stage {
  readonly script: ShowScript
  readonly order: RunningOrder
  /** The host goes live. */
  readonly start_ms: number
  /** Infinity: until stopped. */
  readonly end_ms: number
  /** The stream's picture begins here: some minutes of countdown before the start. */
  readonly picture_ms: number
}
