// What the glance page says, chosen from all there is: five things. Pure.
import type { CatalogueEntry, Moment } from '../../../../api/contract.ts'
import type { Connection, Freshness } from '../../live/connection.ts'
import type { LiveView } from '../../live/view.ts'

export interface Trouble {
  readonly tone: 'warn' | 'stale' | 'bad'
  readonly text: string
}

/** The one line when something is wrong: the page's own trouble before the stream's. */
export function troubleOf(connection: Connection, freshness: Freshness, view: LiveView): Trouble | null {
  if (connection.phase === 'reconnecting') return { tone: 'warn', text: 'No connection, reconnecting' }
  if (connection.phase === 'failed') return { tone: 'bad', text: connection.problem.title }
  if (freshness !== 'fresh') return { tone: 'stale', text: 'New numbers are not arriving' }
  const alert = view.now.streamAlert
  return alert && { tone: 'warn', text: firstSentence(alert.text) }
}

/** Up to its full stop, which is left out: nobody reads the rest from two metres. */
export function firstSentence(text: string): string {
  return /^(.*?)[.!?](?:\s|$)/s.exec(text)?.[1] ?? text
}

/** What runs, most pressing first: what ends by itself soonest, then what the host must end, then the pin. */
export function runningMoment(moments: readonly Moment[], now_ms: number): Moment | null {
  const running = moments.filter((moment) => moment.endsAt_ms === null && (moment.plannedEnd_ms ?? Infinity) > now_ms)
  const rank = (moment: Moment): number =>
    moment.plannedEnd_ms ?? (moment.kind === 'pin' ? Infinity : Number.MAX_SAFE_INTEGER)
  return running.reduce<Moment | null>((best, moment) => (best && rank(best) <= rank(moment) ? best : moment), null)
}

/** The product after the one shown last that was not shown yet. */
export function nextProduct(products: readonly CatalogueEntry[], moments: readonly Moment[]): CatalogueEntry | null {
  const pins = moments.filter((moment) => moment.kind === 'pin').toSorted((a, b) => a.startsAt_ms - b.startsAt_ms)
  const shown = new Set(pins.map((pin) => pin.productId))
  const last = products.find((product) => product.productId === pins.at(-1)?.productId)?.number ?? 0
  return (
    products
      .toSorted((a, b) => a.number - b.number)
      .find((product) => product.number > last && !shown.has(product.productId)) ?? null
  )
}

/** Advance of a tabular digit and of a mark in Inter, less the tracking of -0.05 em. */
const DIGIT_EM = 0.6
const MARK_EM = 0.22

/** Size of a number's letters, so that it is as large as `most` and no wider than `width` (both in any one unit). */
export function fittingSize(text: string, most: number, width: number): number {
  const ems = [...text].reduce((sum, letter) => sum + (/[\d–]/.test(letter) ? DIGIT_EM : MARK_EM), 0)
  return Math.min(most, width / Math.max(ems, DIGIT_EM))
}
