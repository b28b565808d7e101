// The live frame: every show with open windows, news, or a host on air. Comments and orders are those since the last.
import type {
  MinuteFrame,
  MomentFrame,
  PartitionFrame,
  ProductMinuteFrame,
  QualityMinuteFrame,
  ShowFrame,
} from '../contract.ts'
import { connectionOf, screenOf } from '../quality/windows.ts'
import type { Moment, ProductMinute, QualityMinute, Show, ShowMinute } from '../state/show.ts'
import type { State } from '../state/state.ts'
import { erasedOfLate } from '../erasure/erase.ts'
import { dropIfQuiet } from './active.ts'
import { STORE } from './shows.ts'

export function takeFrame(state: State, partitions: number): PartitionFrame {
  const shows: ShowFrame[] = []
  for (const show of state.active.values()) {
    if (show.id !== STORE) shows.push(showFrame(show))
    settle(show)
    dropIfQuiet(state, show)
  }
  const orders = state.showlessOrders
  state.showlessOrders = []
  return {
    logId: state.logId,
    partition: state.partition,
    partitions,
    offset: state.nextOffset - 1,
    time_ms: state.time_ms,
    shows,
    ...(orders.length > 0 && { orders }),
    erased: erasedOfLate(state),
  }
}

/** What the frame told need not be told again once closed. */
function settle(show: Show): void {
  show.unframed = false
  show.closedSeconds = []
  show.closedMinutes = []
  show.comments = []
  show.commentsTotal = 0
  show.questionMarks = []
  show.orders = []
  for (const window of show.seconds.values()) window.framed = true
  for (const window of show.minutes) window.framed = true
}

function showFrame(show: Show): ShowFrame {
  const { firstAt_ms: _first, lastAt_ms: _last, ...totals } = show.totals
  const minutes = [...show.closedMinutes, ...show.minutes]
  return {
    showId: show.id,
    declared: show.declared === null ? null : { ...show.declared },
    moments: show.moments.map(momentFrame),
    viewers: show.viewers,
    totals,
    seconds: [...show.closedSeconds, ...show.seconds.values()]
      .map(({ second, joins, leaves }) => ({ second, joins, leaves }))
      .sort((a, b) => a.second - b.second),
    minutes: minutes.map(minuteFrame),
    products: minutes.flatMap((minute) => [...minute.byProduct.values()].flat().map(productFrame)),
    quality: minutes.flatMap((minute) =>
      minute.quality.flatMap((window) => (window === null ? [] : [qualityFrame(window)])),
    ),
    comments: show.comments,
    commentsTotal: show.commentsTotal,
    questionMarks: show.questionMarks,
    orders: show.orders,
    watchBuckets: [...show.watchBuckets],
  }
}

function momentFrame(moment: Moment): MomentFrame {
  return {
    momentId: moment.momentId,
    kind: moment.kind,
    title: moment.title,
    productId: moment.productId,
    price_minor: moment.price_minor,
    startsAt_ms: moment.startsAt_ms,
    endsAt_ms: moment.endsAt_ms,
    plannedEnd_ms: moment.plannedEnd_ms,
  }
}

function minuteFrame(window: ShowMinute): MinuteFrame {
  return {
    minute: window.minute * 60,
    joins: window.joins,
    leaves: window.leaves,
    newViewers: window.newViewers,
    played_ms: window.played_ms,
    comments: window.comments,
    reactions: window.reactions,
    shares: window.shares,
    impressions: window.impressions,
    clicks: window.clicks,
    carts: window.carts,
    checkouts: window.checkouts,
    byReaction: Object.fromEntries([...window.byReaction].map(([reaction, { count }]) => [reaction, count])),
  }
}

function productFrame(window: ProductMinute): ProductMinuteFrame {
  return {
    productId: window.productId,
    momentId: window.momentId,
    minute: window.of.minute * 60,
    impressions: window.impressions,
    clicks: window.clicks,
    carts: window.carts,
    removals: window.removals,
    checkouts: window.checkouts,
  }
}

function qualityFrame(window: QualityMinute): QualityMinuteFrame {
  return {
    screen: screenOf(window.group),
    connection: connectionOf(window.group),
    minute: window.of.minute * 60,
    attempts: window.attempts,
    starts: window.starts,
    failures: window.failures,
    startup_sum_ms: window.startupSum_ms,
    startupBuckets: [...window.startupBuckets],
    played_ms: window.played_ms,
    rebuffer_ms: window.rebuffer_ms,
    rebuffers: window.rebuffers,
    bitrate_sum_kbps: window.bitrateSum_kbps,
    bitrate_count: window.bitrateCount,
    latency_sum_ms: window.latencySum_ms,
    latency_count: window.latencyCount,
    droppedFrames: window.droppedFrames,
  }
}
