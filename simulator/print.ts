// The books as text, for people.
import type { LedgerReport, ShowReport } from './ledger/ledger.ts'
import type { OrderTally } from './ledger/orders.ts'
import type { Progress } from './player.ts'

export function printReport(report: LedgerReport, progress: Progress): string {
  const { intake, shows, orders } = report
  const lines = [
    `sent       ${intake.received} events in ${progress.requests} requests, ${progress.retries} retries, ${progress.lost} given up`,
    `kept       ${intake.stored} stored, ${intake.folded} heartbeats folded, ${intake.late} late`,
    `not kept   ${intake.duplicate} duplicates, ${intake.bot} of bots, refused: ${tell(Object.entries(intake.quarantined))}`,
  ]
  for (const [showId, show] of shows) lines.push('', showId || 'store', ...showLines(show, orders.get(showId)))
  return `${lines.join('\n')}\n`
}

function showLines(show: ShowReport, orders: OrderTally | undefined): readonly string[] {
  const { impressions, clicks, carts, checkouts } = show.funnel
  const revenue = [...(orders?.revenue_minor ?? [])].map(
    ([currency, minor]) => `${(minor / 100).toFixed(2)} ${currency}`,
  )
  return [
    `  visitors ${show.visitors}, viewers ${show.viewers}, sessions ${show.sessions}, peak ${show.peakViewers}`,
    `  watched  ${(show.played_ms / 3_600_000).toFixed(2)} h`,
    `  said     ${show.comments} comments, ${show.shares} shares, reactions: ${tell([...show.reactions])}`,
    `  funnel   ${impressions} seen, ${clicks} clicked, ${carts} added, ${checkouts} checkouts, ${orders?.orders ?? 0} orders`,
    `  revenue  ${revenue.join(', ') || '0'}, ${orders?.buyers.size ?? 0} buyers`,
  ]
}

function tell(counts: readonly (readonly [string, number | undefined])[]): string {
  return counts.map(([name, count]) => `${name} ${count}`).join(', ') || 'none'
}
