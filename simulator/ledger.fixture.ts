// What the simulator's own books say must come out is what comes out, to the millisecond, the viewer and the cent.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { LiveNow } from '../api/contract.ts'
import { AUTUMN_KITCHEN } from './catalogue.ts'
import { hostApi } from './host.ts'
import { createLedger, type LedgerReport, type ShowReport } from './ledger/ledger.ts'
import { planShow } from './plan.ts'
import { play, type Progress } from './player.ts'
import { REHEARSED_SERVER_KEY, type Rehearsal } from './rehearsal.fixture.ts'

const START_MS = Date.UTC(2026, 10, 24, 19)
const SHOW = AUTUMN_KITCHEN.showId

/** How large the show is, and where it is kept. */
export interface LedgerShow {
  readonly minutes: number
  readonly viewers: number
  /**
   * So much of each is compared at least: late, repeated, bot, folded and host events; orders of the show, of the store, and
   * those whose page and shop say different money.
   */
  readonly least: {
    readonly events: number
    readonly orders: number
    readonly storeOrders: number
    readonly repaid: number
  }
  open(start_ms: number): Promise<Rehearsal>
}

export function describeLedger(name: string, { minutes, viewers, least, open }: LedgerShow): void {
  let rehearsal: Rehearsal
  let report: LedgerReport
  let show: ShowReport
  let progress: Progress
  let glass: LiveNow

  beforeAll(async () => {
    rehearsal = await open(START_MS)
    const { fetch, adminToken } = rehearsal
    const ledger = createLedger({ serverKey: true })
    const duration_ms = minutes * 60_000
    progress = await play(
      planShow({
        seed: 20_261_124,
        start_ms: START_MS,
        show: {
          script: AUTUMN_KITCHEN,
          viewers,
          startAfter_ms: 90_000,
          duration_ms,
          act_ms: duration_ms,
          atOnce: 0.1,
        },
        storeVisitorsPerMinute: 12,
        storeUntil_ms: START_MS + duration_ms,
        faults: { resend: 0.02, repeat: 0.01, delay: 0.04, crawl: 0.01, flaw: 0.01 },
        offline: 0.15,
        bots: 0.04,
        skewed: 0.3,
        tick_ms: 500,
      }),
      {
        url: 'http://localhost',
        writeKey: 'demo',
        serverKey: REHEARSED_SERVER_KEY,
        host: hostApi({ url: 'http://localhost', adminToken, fetch }),
        fetch,
        ledger,
        timing: { kind: 'virtual', set: (now_ms) => rehearsal.setClock(now_ms) },
      },
    )
    await rehearsal.setClock(progress.at_ms + 120_000)
    await rehearsal.settled()
    report = ledger.report()
    const found = report.shows.get(SHOW)
    if (!found) throw new Error('the ledger has no show')
    show = found
    glass = await rehearsal.glass(SHOW)
  }, 400_000)

  afterAll(async () => {
    await rehearsal?.close()
  }, 60_000)

  const rows = <T>(sql: string): Promise<readonly T[]> => rehearsal.query<T>(sql)
  async function row<T>(sql: string): Promise<T> {
    const [first] = await rows<T>(sql)
    if (first === undefined) throw new Error(`no row: ${sql}`)
    return first
  }
  /** A map as sorted pairs, for a difference that can be read. */
  const sorted = <K extends string | number, V>(map: Iterable<readonly [K, V]>): (readonly [K, V])[] =>
    [...map].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))

  describe(`the ledger and the record ${name}`, () => {
    it('has something of everything to compare', () => {
      const { intake } = report
      expect(progress.lost).toBe(0)
      for (const count of [intake.late, intake.duplicate, intake.bot, intake.folded, intake.hosts]) {
        expect(count).toBeGreaterThanOrEqual(least.events)
      }
      expect(Object.keys(intake.quarantined).length).toBe(7)
      expect(show.peakViewers).toBeGreaterThan(viewers / 10)
      expect(report.orders.get(SHOW)?.orders).toBeGreaterThanOrEqual(least.orders)
      expect(report.orders.get('')?.orders).toBeGreaterThanOrEqual(least.storeOrders)
    })

    it('takes in, keeps and refuses as many', async () => {
      const { intake } = report
      const quarantined = Object.values(intake.quarantined).reduce((sum, count) => sum + count, 0)
      expect(await row(`SELECT * FROM intake WHERE source = 'demo'`)).toEqual({
        source: 'demo',
        received: intake.received,
        stored: intake.stored,
        folded: intake.folded,
        duplicate: intake.duplicate,
        quarantined,
        bot: intake.bot,
        late: intake.late,
        balanced: true,
      })
      expect(await rows(`SELECT source FROM intake WHERE NOT balanced`)).toEqual([])
      const reasons = await rows<{ reason: string; n: number }>(
        `SELECT reason, count() AS n FROM quarantine GROUP BY reason`,
      )
      expect(Object.fromEntries(reasons.map(({ reason, n }) => [reason, n]))).toEqual(intake.quarantined)
      const hosts = await row<{ n: number }>(`SELECT count() AS n FROM events WHERE source = 'host'`)
      expect(hosts.n).toBe(intake.hosts)
    })

    it('counts events of each kind alike, in the show and in the store', async () => {
      for (const [showId, expected] of report.shows) {
        const stored = await rows<{ kind: string; n: number }>(
          `SELECT kind, sum(n) AS n FROM (
           SELECT kind, count() AS n FROM events WHERE show_id = '${showId}' AND source != 'host' GROUP BY kind
           UNION ALL SELECT 'player.heartbeat', sum(heartbeats) FROM session_minutes WHERE show_id = '${showId}'
         ) GROUP BY kind HAVING n > 0`,
        )
        expect(Object.fromEntries(stored.map(({ kind, n }) => [kind, n]))).toEqual(expected.kinds)
      }
    })

    it('adds up the totals of each show', async () => {
      for (const [showId, expected] of report.shows) {
        const totals = await row<Record<string, unknown>>(`SELECT * FROM show_totals WHERE show_id = '${showId}'`)
        expect(totals).toMatchObject({
          visitors: expected.visitors,
          viewers: expected.viewers,
          sessions: expected.sessions,
          played_ms: expected.played_ms,
          comments: expected.comments,
          reactions: [...expected.reactions.values()].reduce((sum, count) => sum + count, 0),
          shares: expected.shares,
          impressions: expected.funnel.impressions,
          clicks: expected.funnel.clicks,
          carts: expected.funnel.carts,
          checkouts: expected.funnel.checkouts,
          late: expected.late,
        })
      }
    })

    it('knows the watch time of every session to the millisecond', async () => {
      const stored = await rows<{ session_id: string; played_ms: number }>(
        `SELECT session_id, played_ms FROM sessions WHERE show_id = '${SHOW}'`,
      )
      expect(sorted(stored.map((each) => [each.session_id, each.played_ms]))).toEqual(sorted(show.playedBySession))
    })

    it('has the same viewers in every second, and the same peak', async () => {
      const stored = await rows<{ s: number; joins: number; leaves: number }>(
        `SELECT toUnixTimestamp(second) AS s, joins, leaves FROM audience_seconds WHERE show_id = '${SHOW}'`,
      )
      const moved = (of: 'joins' | 'leaves') =>
        sorted(stored.filter((each) => each[of] > 0).map((each) => [each.s, each[of]]))
      expect(moved('joins')).toEqual(sorted(show.joins))
      expect(moved('leaves')).toEqual(sorted(show.leaves))
      const peak = await row<{ viewers: number; s: number }>(
        `SELECT viewers, toUnixTimestamp(second) AS s FROM concurrency WHERE show_id = '${SHOW}'
       ORDER BY viewers DESC, second LIMIT 1`,
      )
      expect(peak).toEqual({ viewers: show.peakViewers, s: show.peakAt_s })
      const last = await row<{ viewers: number }>(
        `SELECT viewers FROM concurrency WHERE show_id = '${SHOW}' ORDER BY second DESC LIMIT 1`,
      )
      expect(last.viewers).toBe(0)
    })

    it('counts reactions by kind, and comments', async () => {
      const kinds = await rows<{ reaction: string; n: number }>(
        `SELECT JSONExtractString(properties, 'reaction') AS reaction, sum(JSONExtractInt(properties, 'count')) AS n
       FROM events WHERE kind = 'reaction.sent' AND show_id = '${SHOW}' GROUP BY reaction`,
      )
      expect(sorted(kinds.map((each) => [each.reaction, each.n]))).toEqual(sorted(show.reactions))
      expect(await row(`SELECT count() AS n FROM comments WHERE show_id = '${SHOW}'`)).toEqual({ n: show.comments })
    })

    it('counts each product, and each moment the viewer saw it in', async () => {
      for (const [showId, expected] of report.shows) {
        const stored = await rows<Record<'p' | 'm', string> & Record<'i' | 'c' | 'a' | 'r' | 'k', number>>(
          `SELECT product_id AS p, moment_id AS m, sum(impressions) AS i, sum(clicks) AS c, sum(carts) AS a,
                sum(removals) AS r, sum(checkouts) AS k
         FROM product_minutes WHERE show_id = '${showId}' GROUP BY p, m HAVING i + c + a + r + k > 0`,
        )
        const counts = stored.map(
          ({ p, m, i, c, a, r, k }) =>
            [`${p} ${m}`, { impressions: i, clicks: c, carts: a, removals: r, checkouts: k }] as const,
        )
        expect(sorted(counts)).toEqual(sorted(expected.moments))
      }
    })

    it('has the same orders, buyers and revenue, to the cent, for show and store', async () => {
      for (const [showId, expected] of report.orders) {
        const sums = await rows<{ currency: string; orders: number; minor: number }>(
          `SELECT currency, count() AS orders, sum(total_minor) AS minor FROM orders WHERE show_id = '${showId}' GROUP BY currency`,
        )
        expect(sums.map(({ currency, minor }) => [currency, minor])).toEqual([...expected.revenue_minor])
        expect(sums.reduce((sum, { orders }) => sum + orders, 0)).toBe(expected.orders)
        const buyers = await row<{ n: number }>(
          `SELECT uniqExact(visitor_id) AS n FROM orders WHERE show_id = '${showId}'`,
        )
        expect(buyers.n).toBe(expected.buyers.size)
        const products = await rows<{ p: string; orders: number; units: number; minor: number }>(
          `SELECT product_id AS p, uniqExact(order_id) AS orders, sum(quantity) AS units, sum(revenue_minor) AS minor
         FROM order_lines WHERE show_id = '${showId}' GROUP BY p`,
        )
        const sold = products.map(
          ({ p, orders, units, minor }) => [p, { orders, units, revenue_minor: minor }] as const,
        )
        expect(sorted(sold)).toEqual(sorted(expected.products))
      }
      const all = await row<{ n: number }>(`SELECT count() AS n FROM orders`)
      expect(all.n).toBe([...report.orders.values()].reduce((sum, { orders }) => sum + orders, 0))
    })

    // A short show has too few orders for any to be told so.
    it.runIf(least.repaid > 0)(
      'counts some orders at what the shop says, though the page that said for which show says otherwise',
      async () => {
        const apart = await row<{ n: number }>(
          `SELECT count() AS n FROM orders AS o INNER JOIN orders_log AS page
           ON page.order_id = o.order_id AND page.partition = o.partition AND page.offset = o.offset AND page.index = o.index
         WHERE o.proven AND NOT page.proven AND o.show_id != '' AND page.total_minor != o.total_minor`,
        )
        expect(apart.n).toBeGreaterThanOrEqual(least.repaid)
      },
    )

    it('finds the moment behind every line', async () => {
      const stored = await rows<{ key: string; n: number }>(
        `SELECT concat(show_id, ' ', product_id, ' ', moment_id) AS key, count() AS n FROM order_lines GROUP BY key`,
      )
      expect(sorted(stored.map(({ key, n }) => [key, n]))).toEqual(sorted(report.lines))
    })

    it('shows the same on the glass when all is over', () => {
      const orders = report.orders.get(SHOW)
      expect(glass).toMatchObject({
        status: 'ended',
        viewers: 0,
        peakViewers: show.peakViewers,
        peakAt_ms: show.peakAt_s * 1000,
        uniqueViewers: show.viewers,
        played_ms: show.played_ms,
        comments: show.comments,
        reactions: [...show.reactions.values()].reduce((sum, count) => sum + count, 0),
        shares: show.shares,
        orders: orders?.orders,
        buyers: orders?.buyers.size,
        revenue_minor: orders?.revenue_minor.get('EUR'),
      })
      expect(glass.trust.late).toBe(show.late)
    })
  })
}
