import type { Row } from '../../store/contract.ts'
import type { RowKey } from '../state/rows.ts'
import type { ShowSecond } from '../state/show.ts'
import { NONE } from '../state/state.ts'
import type { Session, SessionMinute } from '../state/visitor.ts'

export function sessionRow(session: Session, key: RowKey): Row {
  return {
    log_id: key.log_id,
    partition: key.partition,
    session_id: session.id,
    show_id: session.show.id,
    visitor_id: session.visitor.id,
    user_id: session.userId,
    source: session.source,
    channel: session.channel ?? '',
    screen: session.screen,
    connection: session.connection,
    started_at: session.startedAt_ms,
    ended_at: session.endedAt_ms,
    first_joined_at: session.firstJoinedAt_ms === NONE ? null : session.firstJoinedAt_ms,
    played_ms: session.played_ms,
    rebuffer_ms: session.rebuffer_ms,
    startup_ms: session.startup_ms === NONE ? null : session.startup_ms,
    failures: session.failures,
    dropped_frames: session.droppedFrames,
    heartbeats: session.heartbeats,
    events: session.events,
    comments: session.comments,
    reactions: session.reactions,
    shares: session.shares,
    impressions: session.impressions,
    clicks: session.clicks,
    carts: session.carts,
    checkouts: session.checkouts,
    orders: session.orders,
    page_views: session.pageViews,
    late: session.late,
    version: key.version,
  }
}

export function sessionMinuteRow(window: SessionMinute, key: RowKey): Row {
  return {
    log_id: key.log_id,
    partition: key.partition,
    session_id: window.sessionId,
    show_id: window.showId,
    visitor_id: window.visitorId,
    minute: window.minute * 60,
    heartbeats: window.heartbeats,
    played_ms: window.played_ms,
    rebuffer_ms: window.rebuffer_ms,
    latency_sum_ms: window.latencySum_ms,
    latency_count: window.latencyCount,
    bitrate_sum_kbps: window.bitrateSum_kbps,
    bitrate_count: window.bitrateCount,
    dropped_frames: window.droppedFrames,
    version: key.version,
  }
}

export function secondRow(window: ShowSecond, key: RowKey): Row {
  return {
    log_id: key.log_id,
    partition: key.partition,
    show_id: window.show.id,
    second: window.second,
    joins: window.joins,
    leaves: window.leaves,
    version: key.version,
  }
}
