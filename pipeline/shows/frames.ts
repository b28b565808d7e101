// The live frame: shows with open windows, news, or a host on air. Comments and orders are those since the last, products
// those that changed since, everything else is told each time. What there is no room for waits for the next frames.
import type {
  MinuteFrame,
  MomentFrame,
  OrderFrame,
  PartitionFrame,
  ProductMinuteFrame,
  QualityMinuteFrame,
  ShowFrame,
} from '../contract.ts'
import { erasedOfLate } from '../erasure/erase.ts'
import {
  FRAMES_PER_REPEAT,
  OFF_AIR_FRAME_BYTES_MAX,
  ON_AIR_FRAME_BYTES_MAX,
  SHOWLESS_ORDERS_FRAME_BYTES_MAX,
} from '../limits.ts'
import { connectionOf, screenOf } from '../quality/windows.ts'
import type { Moment, ProductMinute, QualityMinute, Show, ShowMinute } from '../state/show.ts'
import type { State } from '../state/state.ts'
import { dropIfQuiet, isLive } from './active.ts'
import { STORE } from './shows.ts'
import { weightOfMinute, weightOfOrder, weightOfProduct, weightOfShow, type FrameRoom } from './weight.ts'

export function takeFrame(state: State, partitions: number): PartitionFrame {
  const { shows, more } = takeShows(state)
  const orders = takeOrders(state.showlessOrders, { left_bytes: SHOWLESS_ORDERS_FRAME_BYTES_MAX })
  return {
    logId: state.logId,
    partition: state.partition,
    partitions,
    offset: state.nextOffset - 1,
    time_ms: state.time_ms,
    shows,
    ...(more && { more }),
    ...(orders.length > 0 && { orders }),
    erased: erasedOfLate(state),
  }
}

/** Anybody can stir shows that are over or were never there: those on air have room of their own. */
function takeShows(state: State): { readonly shows: readonly ShowFrame[]; readonly more: boolean } {
  const onAir: FrameRoom = { left_bytes: ON_AIR_FRAME_BYTES_MAX }
  const offAir: FrameRoom = { left_bytes: OFF_AIR_FRAME_BYTES_MAX }
  const shows: ShowFrame[] = []
  const told: Show[] = []
  let more = false
  for (const show of state.active.values()) {
    const room = isLive(show) ? onAir : offAir
    if (show.id === STORE) settleUntold(show)
    else if (room.left_bytes <= 0) {
      more = true
      continue
    } else {
      shows.push(takeShow(show, room))
      told.push(show)
    }
    dropIfQuiet(state, show)
  }
  // Those left over come first in the next.
  if (more) for (const show of told) if (state.active.delete(show.id)) state.active.set(show.id, show)
  return { shows, more }
}

/** What the frame tells of a show. Of what it told nothing need be told again once closed. */
function takeShow(show: Show, room: FrameRoom): ShowFrame {
  room.left_bytes -= weightOfShow(show)
  const closed = takeWhile(show.closedMinutes, room, weightOfMinute)
  const minutes = [...closed, ...show.minutes]
  const products = takeProducts(minutes, room)
  show.closedMinutes.unshift(...closed.filter(hasUntold))
  if (show.framesSinceRepeat === 0) products.push(...repeatedProducts(show.minutes, new Set(products), room))
  show.framesSinceRepeat = (show.framesSinceRepeat + 1) % FRAMES_PER_REPEAT
  const { firstAt_ms: _first, lastAt_ms: _last, ...totals } = show.totals
  const frame: ShowFrame = {
    showId: show.id,
    declared: show.declared === null ? null : { ...show.declared },
    moments: show.moments.map(momentFrame),
    viewers: show.viewers,
    totals,
    seconds: [...show.closedSeconds, ...show.seconds.values()]
      .map(({ second, joins, leaves }) => ({ second, joins, leaves }))
      .sort((a, b) => a.second - b.second),
    minutes: minutes.map(minuteFrame),
    products: products.map(productFrame),
    quality: minutes.flatMap((minute) =>
      minute.quality.flatMap((window) => (window === null ? [] : [qualityFrame(window)])),
    ),
    comments: show.comments,
    commentsTotal: show.commentsTotal,
    questionMarks: show.questionMarks,
    orders: takeOrders(show.orders, room),
    watchBuckets: [...show.watchBuckets],
  }
  show.unframed = show.orders.length > 0
  show.closedSeconds = []
  show.comments = []
  show.commentsTotal = 0
  show.questionMarks = []
  for (const window of show.seconds.values()) window.framed = true
  for (const window of show.minutes) window.framed = !hasUntold(window)
  return frame
}

/** The store has no page of its own on the glass. */
function settleUntold(show: Show): void {
  show.unframed = false
  show.closedSeconds = []
  show.closedMinutes = []
  for (const window of show.seconds.values()) window.framed = true
  for (const window of show.minutes) window.framed = true
}

const hasUntold = (minute: ShowMinute): boolean => minute.framedProducts.some(({ framed }) => !framed)

/** Those changed since the last frame, the oldest minutes first. */
function takeProducts(minutes: readonly ShowMinute[], room: FrameRoom): ProductMinute[] {
  const taken: ProductMinute[] = []
  for (const minute of minutes) {
    for (const window of minute.framedProducts) {
      if (window.framed) continue
      if (room.left_bytes <= 0) return taken
      room.left_bytes -= weightOfProduct(window)
      window.framed = true
      taken.push(window)
    }
  }
  return taken
}

function repeatedProducts(
  minutes: readonly ShowMinute[],
  taken: ReadonlySet<ProductMinute>,
  room: FrameRoom,
): ProductMinute[] {
  const others = minutes.flatMap(({ framedProducts }) => framedProducts).filter((window) => !taken.has(window))
  return takeWhile(others, room, weightOfProduct)
}

const takeOrders = (orders: OrderFrame[], room: FrameRoom): OrderFrame[] => takeWhile(orders, room, weightOfOrder)

/** Takes the first ones out of a list, as many as there is room for. */
function takeWhile<T>(list: T[], room: FrameRoom, weigh: (thing: T) => number): T[] {
  let count = 0
  for (const thing of list) {
    if (room.left_bytes <= 0) break
    room.left_bytes -= weigh(thing)
    count += 1
  }
  return list.splice(0, count)
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
