import type { Row } from '../../store/contract.ts'
import type { RowKey } from '../state/rows.ts'
import type { Declared, Moment, Show, ShowMinute } from '../state/show.ts'

export function minuteRow(window: ShowMinute, key: RowKey): Row {
  return {
    log_id: key.log_id,
    partition: key.partition,
    show_id: window.show.id,
    minute: window.minute * 60,
    joins: window.joins,
    leaves: window.leaves,
    new_viewers: window.newViewers,
    played_ms: window.played_ms,
    comments: window.comments,
    reactions: window.reactions,
    shares: window.shares,
    impressions: window.impressions,
    clicks: window.clicks,
    carts: window.carts,
    checkouts: window.checkouts,
    version: key.version,
  }
}

export function totalsRow(show: Show, key: RowKey): Row {
  const totals = show.totals
  return {
    log_id: key.log_id,
    partition: key.partition,
    show_id: show.id,
    first_at: totals.firstAt_ms,
    last_at: totals.lastAt_ms,
    viewers: totals.viewers,
    visitors: totals.visitors,
    sessions: totals.sessions,
    played_ms: totals.played_ms,
    comments: totals.comments,
    reactions: totals.reactions,
    shares: totals.shares,
    impressions: totals.impressions,
    clicks: totals.clicks,
    carts: totals.carts,
    checkouts: totals.checkouts,
    late: totals.late,
    version: key.version,
  }
}

export function showRow(showId: string, declared: Declared, key: RowKey): Row {
  return {
    log_id: key.log_id,
    show_id: showId,
    title: declared.title,
    kind: declared.showKind,
    channel: declared.channel,
    host: declared.host,
    currency: declared.currency,
    planned_start: declared.plannedStart_ms,
    started_at: declared.startedAt_ms,
    ended_at: declared.endedAt_ms,
    products: JSON.stringify(declared.products),
    version: key.version,
  }
}

export function momentRow(moment: Moment, key: RowKey): Row {
  return {
    log_id: key.log_id,
    show_id: moment.show.id,
    moment_id: moment.momentId,
    kind: moment.kind,
    title: moment.title,
    product_id: moment.productId ?? '',
    price_minor: moment.price_minor,
    starts_at: moment.startsAt_ms,
    ends_at: moment.endsAt_ms,
    planned_end: moment.plannedEnd_ms,
    version: key.version,
  }
}
