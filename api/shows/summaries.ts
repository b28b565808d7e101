// Shows as the list and the head of each page have them, from what is stored.
import type { CatalogueEntry } from '../../events/contract.ts'
import type { Store } from '../../store/contract.ts'
import type { Channel, ShowKind, ShowStatus, ShowSummary } from '../contract.ts'
import type { ShowCursor } from './show-cursor.ts'
import { ms, numbers } from './words.ts'

/** Shows of one page of the list. Above: the next page. */
export const SHOWS_PAGE_MAX = 500
/** Of shows nobody declared, which anyone with a write key can name: the newest of them on all pages, after all others. */
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
  /** Where it stands in the list: see ShowCursor. */
  readonly rank: number
  readonly at: number
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

export interface ShowPage {
  readonly shows: readonly StoredShow[]
  /** Where the next page begins; null at the end. */
  readonly next: ShowCursor | null
}

/** Shows newest first, live ones before all, those nobody declared last; from the first, or behind a page's end. */
export async function loadShowPage(
  store: Pick<Store, 'query'>,
  limit: number,
  before: ShowCursor | null,
): Promise<ShowPage> {
  // One more tells whether there is a next page.
  const rows = await loadRows(store, { limit: limit + 1, before, showId: null })
  const page = rows.slice(0, limit)
  const last = page.at(-1)
  return {
    shows: page.map(storedShow),
    next: last && rows.length > limit ? { rank: last.rank, at_ms: last.at, showId: last.show_id } : null,
  }
}

/** One show; null when nothing of it is stored. */
export async function loadShow(store: Pick<Store, 'query'>, showId: string): Promise<StoredShow | null> {
  const [row] = await loadRows(store, { limit: 1, before: null, showId })
  return row ? storedShow(row) : null
}

interface Asked {
  readonly limit: number
  readonly before: ShowCursor | null
  /** null: all. */
  readonly showId: string | null
}

async function loadRows(store: Pick<Store, 'query'>, { limit, before, showId }: Asked): Promise<readonly Row[]> {
  const only = showId === null ? '' : 'AND show_id = {show:String}'
  // Shows nobody declared are bounded before the page is cut, so that no further page has more of them.
  const behind = before === null ? '' : 'WHERE (rank, -at, show_id) > ({rank:UInt8}, -{at:Int64}, {last:String})'
  return store.query<Row>(
    `SELECT s.show_id AS show_id, s.title AS title, s.kind AS kind, s.channel AS channel, s.host AS host, s.currency AS currency,
      s.status AS status, s.products AS products, ${ms('s.planned_start')} AS planned, ${ms('s.started_at')} AS started,
      ${ms('s.ended_at')} AS ended, ${ms('s.first_at')} AS first, ${ms('s.last_at')} AS last,
      s.rank AS rank, toFloat64(s.at) AS at,
      ${numbers(TOTALS, 't.')}, toFloat64(p.peak) AS peak, toFloat64(o.buyers) AS buyers, o.sales AS sales
    FROM (SELECT * FROM (
        SELECT *, multiIf(status = 'live', 0, status = 'undeclared', 2, 1) AS rank,
          ifNull(toUnixTimestamp64Milli(coalesce(started_at, planned_start, first_at)), 0) AS at
        FROM shows WHERE 1 ${only}
        ORDER BY rank, at DESC, show_id LIMIT ${UNDECLARED_LISTED_MAX} BY if(declared, show_id, ''))
      ${behind} ORDER BY rank, at DESC, show_id LIMIT {limit:UInt32}) AS s
    LEFT JOIN (SELECT * FROM show_totals WHERE 1 ${only}) AS t ON t.show_id = s.show_id
    LEFT JOIN (SELECT show_id, max(viewers) AS peak FROM concurrency WHERE 1 ${only} GROUP BY show_id) AS p
      ON p.show_id = s.show_id
    LEFT JOIN (SELECT show_id, uniqExactMerge(people) AS buyers,
        arrayReverseSort(sale -> sale.3, groupArray((toString(currency), toFloat64(orders), toFloat64(revenue)))) AS sales
      FROM (SELECT show_id, currency, uniqExactState(visitor_id) AS people, count() AS orders, sum(total_minor) AS revenue
        FROM orders WHERE show_id != '' ${only} GROUP BY show_id, currency)
      GROUP BY show_id) AS o ON o.show_id = s.show_id
    ORDER BY rank, at DESC, show_id`,
    {
      params: {
        limit,
        ...(showId === null ? {} : { show: showId }),
        ...(before === null ? {} : { rank: before.rank, at: before.at_ms, last: before.showId }),
      },
    },
  )
}

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
