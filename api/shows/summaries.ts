// Shows as the list and the head of each page have them, from what is stored.
import type { CatalogueEntry } from '../../events/contract.ts'
import type { Store } from '../../store/contract.ts'
import type { Channel, ShowKind, ShowStatus, ShowSummary } from '../contract.ts'
import { ms, numbers } from './words.ts'

/** The newest are listed. */
export const SHOWS_LISTED_MAX = 500
/** Of shows nobody declared, which anyone with a write key can name: the newest of them, after all others. */
export const UNDECLARED_LISTED_MAX = 50

const TOTALS = [
  'viewers',
  'played_ms',
  'comments',
  'reactions',
  'shares',
  'impressions',
  'clicks',
  'carts',
  'checkouts',
  'late',
] as const

type Totals = Readonly<Record<(typeof TOTALS)[number], number>>

interface Row extends Totals {
  readonly show_id: string
  readonly title: string
  readonly kind: string
  readonly channel: string
  readonly host: string
  readonly currency: string
  readonly status: ShowStatus
  readonly products: string
  readonly planned: number | null
  readonly started: number | null
  readonly ended: number | null
  readonly first: number | null
  readonly last: number | null
  readonly peak: number
  readonly buyers: number
  /** [currency, orders, minor units], most revenue first. */
  readonly sales: readonly (readonly [string, number, number])[]
}

export interface StoredShow {
  readonly summary: ShowSummary
  readonly totals: Totals
  readonly catalogue: readonly CatalogueEntry[]
  /** First and last event of anybody, Unix ms; null when there was none. */
  readonly firstAt_ms: number | null
  readonly lastAt_ms: number | null
}

/** Shows newest first, live ones before all, those nobody declared last; of one show when `showId` says so. */
export async function loadShows(store: Pick<Store, 'query'>, showId?: string): Promise<readonly StoredShow[]> {
  const only = (column: string): string => (showId === undefined ? '' : `AND ${column} = {show:String}`)
  const rows = await store.query<Row>(
    `SELECT s.show_id AS show_id, s.title AS title, s.kind AS kind, s.channel AS channel, s.host AS host, s.currency AS currency,
      s.status AS status, s.products AS products, ${ms('s.planned_start')} AS planned, ${ms('s.started_at')} AS started,
      ${ms('s.ended_at')} AS ended, ${ms('s.first_at')} AS first, ${ms('s.last_at')} AS last,
      ${numbers(TOTALS, 't.')}, toFloat64(p.peak) AS peak, toFloat64(o.buyers) AS buyers, o.sales AS sales
    FROM (SELECT * FROM shows WHERE 1 ${only('show_id')}
      ORDER BY ${order('started_at', 'planned_start', 'first_at')}
      LIMIT ${UNDECLARED_LISTED_MAX} BY if(declared, show_id, '') LIMIT ${SHOWS_LISTED_MAX}) AS s
    LEFT JOIN (SELECT * FROM show_totals WHERE 1 ${only('show_id')}) AS t ON t.show_id = s.show_id
    LEFT JOIN (SELECT show_id, max(viewers) AS peak FROM concurrency WHERE 1 ${only('show_id')} GROUP BY show_id) AS p
      ON p.show_id = s.show_id
    LEFT JOIN (SELECT show_id, uniqExactMerge(people) AS buyers,
        arrayReverseSort(sale -> sale.3, groupArray((toString(currency), toFloat64(orders), toFloat64(revenue)))) AS sales
      FROM (SELECT show_id, currency, uniqExactState(visitor_id) AS people, count() AS orders, sum(total_minor) AS revenue
        FROM orders WHERE show_id != '' ${only('show_id')} GROUP BY show_id, currency)
      GROUP BY show_id) AS o ON o.show_id = s.show_id
    ORDER BY ${order('started', 'planned', 'first')}`,
    showId === undefined ? {} : { params: { show: showId } },
  )
  return rows.map(storedShow)
}

const order = (...times: readonly string[]): string =>
  `status = 'live' DESC, status = 'undeclared', coalesce(${times.join(', ')}) DESC, show_id`

function storedShow(row: Row): StoredShow {
  const currency = row.currency || (row.sales[0]?.[0] ?? '')
  const summary: ShowSummary = {
    showId: row.show_id,
    title: row.title || row.show_id,
    kind: (row.kind || 'demo') as ShowKind,
    channel: (row.channel || 'other') as Channel,
    host: row.host,
    currency,
    status: row.status,
    plannedStart_ms: row.planned,
    startedAt_ms: row.started,
    endedAt_ms: row.ended,
    viewersNow: 0,
    peakViewers: row.peak,
    uniqueViewers: row.viewers,
    played_ms: row.played_ms,
    comments: row.comments,
    orders: row.sales.reduce((sum, sale) => sum + sale[1], 0),
    buyers: row.buyers,
    // What was sold in other currencies is not added to it.
    revenue_minor: row.sales.find((sale) => sale[0] === currency)?.[2] ?? 0,
  }
  return {
    summary,
    totals: row,
    catalogue: row.products === '' ? [] : (JSON.parse(row.products) as readonly CatalogueEntry[]),
    firstAt_ms: row.first,
    lastAt_ms: row.last,
  }
}
