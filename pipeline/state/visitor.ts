// What is remembered of a visitor: their sessions, and what attribution needs.
import type { Event } from '../../events/contract.ts'
import type { Show } from './show.ts'

/** One browser. */
export interface Visitor {
  readonly id: string
  /** Partition time of the last event. */
  seen_ms: number
  readonly sessions: Session[]
  /** Sessions made here for events without a sessionId, newest last. */
  readonly made: Session[]
  readonly shows: VisitorShow[]
  /** messageIds of events without sequence numbers, with the partition time they came at, oldest first. */
  messages: Map<string, number> | null
  /** Shows touched, oldest first: stretches of events of one show after another. */
  readonly touches: Touch[]
  /** Clicks on products in shows, by occurredAt. */
  readonly clicks: Click[]
}

/** A visitor in one show. */
export interface VisitorShow {
  readonly show: Show
  /** First time a concurrent viewer of the show; NONE before. */
  joined_ms: number
}

export interface Touch {
  readonly showId: string
  first_ms: number
  last_ms: number
}

export interface Click {
  readonly showId: string
  readonly productId: string
  readonly momentId: string
  readonly at_ms: number
}

/** One tab's visit to one show or to the store. */
export interface Session {
  readonly id: string
  readonly visitor: Visitor
  readonly show: Show
  readonly seenAs: VisitorShow
  /** The session of the same id in another show. */
  next: Session | null
  /** Sequence numbers seen: [from, to, from, to, ...), ascending, apart. */
  seen: number[]

  userId: string
  userAt_ms: number
  source: string
  channel: Event['channel']
  screen: Event['screen']
  connection: Event['connection']
  /** The event the four above are of: the latest. */
  latestAt_ms: number
  latestSeq: number

  /** Partition time of the last event. */
  heard_ms: number
  startedAt_ms: number
  endedAt_ms: number
  firstJoinedAt_ms: number
  /** As reported, and cut at endedAt - startedAt. */
  reported_ms: number
  played_ms: number
  rebuffer_ms: number
  startup_ms: number
  startupAt_ms: number
  failures: number
  droppedFrames: number
  heartbeats: number
  events: number
  comments: number
  reactions: number
  shares: number
  impressions: number
  clicks: number
  carts: number
  checkouts: number
  orders: number
  pageViews: number
  late: number

  /** Timely player reports of late, REPORT_WIDTH numbers each, by (occurredAt, seq); see audience/reports.ts. */
  reports: number[]
  /** Older reports were forgotten because of the bound. */
  reportsCut: boolean
  /** The leave after the last report is counted: nothing was heard for presenceTimeout. */
  timedOut: boolean
  /** Second its presence is looked at next; NONE when not. */
  timeout_s: number
  /** No longer remembered: only a row still due keeps it. */
  forgotten: boolean
  /** A first frame was counted, for clients that do not time it. */
  started: boolean
  /** Open minutes with heartbeats. */
  minutes: SessionMinute[]
  /** Where it stands in its show's watchBuckets; NONE before it joined. */
  watchBucket: number

  /** UNCHANGED, BEATING or CHANGED. */
  change: number
  changed_ms: number
}

/** Whether rows of a session are due: no; it beat; something happened. */
export const UNCHANGED = 0
export const BEATING = 1
export const CHANGED = 2

/** Heartbeats of one session folded into one minute. */
export interface SessionMinute {
  readonly sessionId: string
  readonly showId: string
  readonly visitorId: string
  minute: number
  heartbeats: number
  played_ms: number
  rebuffer_ms: number
  latencySum_ms: number
  latencyCount: number
  bitrateSum_kbps: number
  bitrateCount: number
  droppedFrames: number
  dirty: boolean
}
