// Every bound of a partition's state, by name, unit last. What happens at each is said beside it; each time one of the
// bounds that leaves something out is met, the counter of that name in Overflow goes up.

// ---- who ----
/**
 * How many a partition remembers: its share of what the log does, set when its state is made and part of it, so that a replay
 * forgets the same.
 */
export interface Room {
  readonly visitors: number
  readonly sessions: number
  readonly messages: number
  readonly orderIds: number
}

/** What all partitions of a log remember together: memory is an owner's, and partitions may be many. */
const LOG_ROOM: Room = {
  /**
   * Visitors, and sessions; about 3 kB for one with one. Above: a visitor who has been quiet for QUIET_MS is forgotten early,
   * the longest known first; with none quiet among those looked at, the newcomer's events stay raw alone.
   */
  visitors: 1_000_000,
  sessions: 1_000_000,
  /** messageIds in all. Above: an event whose visitor has none to forget goes unremembered. */
  messages: 8_000_000,
  /** Order ids, so that copies count once in their session. Above: the oldest is forgotten. */
  orderIds: 2_000_000,
}

export function roomOf(partitions: number): Room {
  const { visitors, sessions, messages, orderIds } = LOG_ROOM
  const share = (all: number): number => Math.ceil(all / partitions)
  return {
    visitors: share(visitors),
    sessions: share(sessions),
    messages: share(messages),
    orderIds: share(orderIds),
  }
}

/** A visitor this quiet may be forgotten to make room. No one quiet this long is still a concurrent viewer. */
export const QUIET_MS = 10 * 60 * 1000
/** Visitors looked at in one step, when forgetting and when making room. */
export const FORGET_PER_STEP_MAX = 256
/** Between two looks at a visitor who was not yet due to be forgotten. */
export const FORGET_RECHECK_MS = 60 * 60 * 1000
/** Sessions of one visitor. Above: events of further ones stay raw alone, in no session and no window. */
export const SESSIONS_PER_VISITOR_MAX = 500
/** Shows remembered of one visitor. Above: events in further ones stay raw alone. */
export const SHOWS_PER_VISITOR_MAX = 500
/** Separate runs of sequence numbers of one session. Above: its lowest gap is closed; what was missing there is a duplicate. */
export const SEQ_RANGES_MAX = 256
/** messageIds remembered of one visitor (clients without sequence numbers). Above: its oldest is forgotten. */
export const MESSAGES_PER_VISITOR_MAX = 50_000
/** messageIds of host events remembered. Above: the oldest is forgotten. */
export const HOST_MESSAGES_MAX = 100_000
/** Collectors whose running number is remembered. Above: the one silent longest is forgotten. */
export const COLLECTORS_MAX = 1_000
/** Write keys' labels counted apart. Above: counted under OTHER. */
export const SOURCES_MAX = 1_000

/** Erased visitors known, so that what comes later under their ids is nobody's. Above: the one erased first is a newcomer again. */
export const ERASED_MAX = 100_000
/** Frames tell of an erasure for so long. */
export const ERASED_TOLD_MS = 5 * 60 * 1000

// ---- what they did lately ----
/** Player reports of one session remembered for reordering. Above: the oldest is forgotten; one from before it moves no presence. */
export const REPORTS_PER_SESSION_MAX = 64
/** Changes between shows remembered of one visitor, for attribution. Above: the oldest is forgotten. */
export const TOUCHES_PER_VISITOR_MAX = 32
/** Clicks in shows remembered of one visitor, for the moment of an order's lines. Above: the oldest is forgotten. */
export const CLICKS_PER_VISITOR_MAX = 256
/**
 * Clicks remembered of all, for each visitor there is room for. Above: who has others forgets the oldest with each new one; everybody
 * keeps one.
 */
export const CLICKS_PER_VISITOR = 4
/** Sessions made for one visitor without sessionIds that still take events. Above: the oldest takes no more. */
export const MADE_SESSIONS_PER_VISITOR_MAX = 16
/** A played stretch worked out from two reports of a client that does not measure is cut at this. */
export const DERIVED_PLAYED_MAX_MS = 60_000

// ---- shows ----
/** Declared shows. Above: a declaration stays raw alone. */
export const SHOWS_MAX = 20_000
/**
 * Shows made by their viewers' events alone, no host having spoken of them. Above: of those quiet for dedupe_ms the ones with the
 * fewest visitors are forgotten, and begin anew when somebody comes back; with none quiet the newcomer's events stay raw, in no
 * session and no window.
 */
export const UNDECLARED_SHOWS_MAX = 1_000
/** Forgotten at a time: every visitor is looked at once for all of them. */
export const SHOWS_FORGOTTEN_AT_ONCE = 100
/** Moments of one show. Above: further ones stay raw alone. */
export const MOMENTS_PER_SHOW_MAX = 2_000
/** Kinds of reactions of one show-minute. Above: counted under OTHER. */
export const REACTIONS_PER_MINUTE_MAX = 64
/** Products with a moment counted apart in one show-minute, and in all open minutes. Above: counted under OTHER. */
export const PRODUCTS_PER_MINUTE_MAX = 5_000
export const PRODUCTS_OPEN_MAX = 200_000
/** The name things beyond a bound are counted under. */
export const OTHER = '(other)'

// ---- frames ----
/**
 * What a frame may tell, by weight.ts: of shows on air, of all others, and of orders of no show; over in all by one show's
 * declaration, moments, open seconds and minutes at most. The feed's topic takes 8 MiB. Above: shows, products, orders and closed
 * minutes left over are told by the next frames, those waiting longest first.
 */
export const ON_AIR_FRAME_BYTES_MAX = 2 * 2 ** 20
export const OFF_AIR_FRAME_BYTES_MAX = 512 * 2 ** 10
export const SHOWLESS_ORDERS_FRAME_BYTES_MAX = 512 * 2 ** 10
/**
 * Products of one show-minute that frames tell of, beside those with a moment, which they always do: as many as a running order
 * has, and fewer where no host declared any. Above: in the tables alone. Of products the glass shows the pinned one.
 */
export const PRODUCTS_FRAMED_PER_MINUTE_MAX = 1_000
export const UNDECLARED_PRODUCTS_FRAMED_PER_MINUTE_MAX = 200
/** A frame tells of products that changed since the one before; each so many-th of a show, of all in its open minutes. */
export const FRAMES_PER_REPEAT = 20
/** Marks of questions of one show held for the next frame. Above: the oldest is left out of the frame (never out of the tables). */
export const QUESTION_MARKS_PER_FRAME_MAX = 1_000
/** Orders of one show, or proven ones of none, held for the next frame. Above: the oldest is left out of the frame (never out of the tables). */
export const ORDERS_PER_FRAME_MAX = 10_000
/** Windows of one show that closed since the last frame. Above: the oldest is left out of the frame (never out of the tables). */
export const CLOSED_PER_FRAME_MAX = 1_000

// ---- rows ----
/** takeRows('due') gives a session that only beat, and its minutes, at most this often. */
export const BEATING_ROWS_EVERY_MS = 60_000

/** How often each bound left something out, since the log began. */
export interface Overflow {
  /** Events stored raw alone since their visitor, session or show was beyond a bound. */
  untracked: number
  /** Events whose duplicates cannot be told: no memory was left for their messageId. */
  unremembered: number
  /** Visitors forgotten early. */
  forgottenEarly: number
  /** Undeclared shows forgotten. */
  showsForgotten: number
  /** Gaps of sequence numbers closed. */
  gapsClosed: number
  /** Player reports older than what the session remembers: counted, but moving no presence. */
  reportsBeyond: number
  /** Declarations and moments kept raw alone. */
  undeclared: number
  /** Reactions and products counted under OTHER. */
  others: number
  /** Products of a minute that no frame tells of. */
  productsUnframed: number
}

/** A record appended so long after its events were received: the collector's clock is behind. It gives an append up long before. */
export const COLLECTOR_BEHIND_MS = 120_000
