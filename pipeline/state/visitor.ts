// What is remembered of a visitor: their sessions, and what attribution needs.
import type { Event } from '../../events/contract.ts'
import { Numbered } from './session-numbers.ts'
import type { Show } from './show.ts'
import { NONE } from './state.ts'

/** Whether rows of a session are due: no; it beat; something happened. */
export const UNCHANGED = 0
export const BEATING = 1
export const CHANGED = 2

/** One browser. */
export interface Visitor {
  /** As sent; of one erased, a name that leads to nobody. */
  id: string
  /** Partition time of the last event. */
  seen_ms: number
  sessions: Session[]
  /** Sessions made here for events without a sessionId, newest last. */
  made: Session[]
  shows: VisitorShow[]
  /** Label of the key and messageId of events without sequence numbers, with the partition time they came at, oldest first. */
  messages: Map<string, number> | null
  /** Shows touched, oldest first: stretches of events of one show after another. */
  touches: Touch[]
  /** Clicks on products in shows, by occurredAt. */
  readonly clicks: Click[]
  /** For places.ts. */
  place: number
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

/** What a session takes from its latest event. */
export type LatestOf = Pick<Event, 'source' | 'channel' | 'screen' | 'connection'>

/** One tab's visit to one show or to the store. Its numbers are properties as well, see session-numbers.ts. */
export class Session extends Numbered {
  readonly id: string
  readonly visitor: Visitor
  readonly show: Show
  readonly seenAs: VisitorShow
  /** The session of the same id in another show. */
  next: Session | null = null
  /** Sequence numbers seen below seenFrom: [from, to, from, to, ...), ascending, apart; null where there are none. */
  seenBefore: number[] | null = null

  userId = ''
  source: string
  channel: Event['channel']
  screen: Event['screen']
  connection: Event['connection']

  /** Timely player reports of late, REPORT_WIDTH numbers each, by (occurredAt, seq); see audience/reports.ts. */
  reports: number[] = []
  /** Older reports were forgotten because of the bound. */
  reportsCut = false
  /** The leave after the last report is counted: nothing was heard for presenceTimeout. */
  timedOut = false
  /** No longer remembered: only a row still due keeps it. */
  forgotten = false
  /** A first frame was counted, for clients that do not time it. */
  started = false
  /** For places.ts. */
  place = 0
  /** Open minutes with heartbeats, and the one asked for last. */
  minutes: SessionMinute[] = []
  minute: SessionMinute | null = null

  /** With nothing in it yet. */
  constructor(id: string, visitor: Visitor, show: Show, seenAs: VisitorShow, of: LatestOf) {
    super()
    this.id = id
    this.visitor = visitor
    this.show = show
    this.seenAs = seenAs
    this.source = of.source
    this.channel = of.channel
    this.screen = of.screen
    this.connection = of.connection
    this.heard_ms = NONE
    this.startedAt_ms = NONE
    this.endedAt_ms = NONE
    this.latestAt_ms = NONE
    this.latestSeq = NONE
    this.seenFrom = NONE
    this.seenTo = NONE
    this.change = UNCHANGED
    this.changed_ms = NONE
    this.firstJoinedAt_ms = NONE
    this.timeout_s = NONE
    this.watchBucket = NONE
    this.userAt_ms = NONE
    this.startup_ms = NONE
    this.startupAt_ms = NONE
  }
}

/** Heartbeats of one session folded into one minute. */
export interface SessionMinute {
  readonly sessionId: string
  readonly showId: string
  visitorId: string
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
  /** For places.ts. */
  place: number
}
