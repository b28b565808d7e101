// Frames for tests: everything empty that is not said.
import type {
  CommentFrame,
  MinuteFrame,
  OrderFrame,
  PartitionFrame,
  QualityMinuteFrame,
  ShowFrame,
} from '../../pipeline/contract.ts'
import { STARTUP_BUCKETS_MS, WATCH_BUCKETS_MS } from '../../pipeline/contract.ts'

export function showFrame(said: Partial<ShowFrame> & { readonly showId: string }): ShowFrame {
  return {
    declared: null,
    moments: [],
    viewers: 0,
    totals: {
      viewers: 0,
      visitors: 0,
      sessions: 0,
      played_ms: 0,
      comments: 0,
      reactions: 0,
      shares: 0,
      impressions: 0,
      clicks: 0,
      carts: 0,
      checkouts: 0,
      late: 0,
    },
    seconds: [],
    minutes: [],
    products: [],
    quality: [],
    comments: [],
    commentsTotal: 0,
    questionMarks: [],
    orders: [],
    watchBuckets: new Array<number>(WATCH_BUCKETS_MS.length + 1).fill(0),
    ...said,
  }
}

export function frame(said: Partial<PartitionFrame>): PartitionFrame {
  return { logId: 'log', partition: 0, partitions: 1, offset: 0, time_ms: 0, shows: [], ...said }
}

/** A viewer's comment. */
export function commentFrame(said: Partial<CommentFrame> & { readonly id: string }): CommentFrame {
  return {
    commentId: `c${said.id}`,
    visitorId: `v${said.id}`,
    at_ms: 0,
    author: null,
    role: 'viewer',
    text: said.id,
    lang: null,
    replyTo: null,
    productId: null,
    sentiment_milli: null,
    labels: 0,
    textKey: 0,
    questionKey: '',
    ...said,
  }
}

export function minuteFrame(said: Partial<MinuteFrame> & { readonly minute: number }): MinuteFrame {
  return {
    joins: 0,
    leaves: 0,
    newViewers: 0,
    played_ms: 0,
    comments: 0,
    reactions: 0,
    shares: 0,
    impressions: 0,
    clicks: 0,
    carts: 0,
    checkouts: 0,
    byReaction: {},
    ...said,
  }
}

export function qualityFrame(said: Partial<QualityMinuteFrame> & { readonly minute: number }): QualityMinuteFrame {
  return {
    screen: 'phone',
    connection: '4g',
    attempts: 0,
    starts: 0,
    failures: 0,
    startup_sum_ms: 0,
    startupBuckets: new Array<number>(STARTUP_BUCKETS_MS.length + 1).fill(0),
    played_ms: 0,
    rebuffer_ms: 0,
    rebuffers: 0,
    bitrate_sum_kbps: 0,
    bitrate_count: 0,
    latency_sum_ms: 0,
    latency_count: 0,
    droppedFrames: 0,
    ...said,
  }
}

export function orderFrame(said: Partial<OrderFrame> & { readonly orderId: string }): OrderFrame {
  return {
    partition: 0,
    offset: 0,
    index: 0,
    at_ms: 0,
    visitorId: 'v',
    attributed: true,
    total_minor: 0,
    currency: 'EUR',
    late: false,
    lines: [],
    ...said,
  }
}
