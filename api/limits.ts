// Every limit of the API, by name, unit last. What happens at each is said beside it.

// ---- the live model ----
/** Shows kept in memory. Above: the one untouched longest and without clients makes room; it is read back from SQL. */
export const SHOWS_MAX = 200
/**
 * Of these, shows nobody declared and nobody looks at: anyone with a write key can name one. Above: a further one's frames
 * are left out until someone opens it.
 */
export const UNDECLARED_SHOWS_KEPT_MAX = 50
/** A show with frames this recent keeps its room against one that only frames tell of. */
export const SHOW_KEEPS_ROOM_MS = 10_000
/** Shows read from SQL at once, beside those somebody waits for. Above: they wait, longest due first. */
export const LOOKS_MAX = 8
/** Seconds of a show's curve kept, 12 h. Above: the oldest fold into the number the curve starts at. */
export const SHOW_SECONDS_MAX = 12 * 3600
/** Comments kept a show, newest; older ones are read from SQL. */
export const COMMENTS_KEPT_MAX = 200
/** Comments of erased visitors of which a snapshot tells a page that may still hold them. The oldest is forgotten. */
export const ERASED_COMMENTS_MAX = 20
/** Fingerprints of erased visitors kept, for what SQL may tell late. The oldest is forgotten. */
export const ERASED_VISITORS_MAX = 10_000
/** Orders remembered a show, to tell copies. Above: the oldest stay in the sums and are forgotten. */
export const SHOW_ORDERS_MAX = 100_000
/** Buyers remembered a show. Above: the oldest stay in the count, and count again where they order again. */
export const SHOW_BUYERS_MAX = 200_000
/** Lines of those orders together. Above: the same. */
export const SHOW_ORDER_LINES_MAX = 200_000
/**
 * Proven copies without a show kept for a page's copy to come, and their lines together. Above: the oldest is forgotten; a
 * show's money is then the page's until the next look into SQL.
 */
export const SHOWLESS_ORDERS_MAX = 50_000
export const SHOWLESS_ORDER_LINES_MAX = 200_000
/** Sales by minute, product and currency kept a show. Above: the oldest are forgotten; the funnel looks back 20 minutes. */
export const SHOW_SALES_MAX = 50_000
/** Seconds older than this behind the data are summed up, minutes forgotten: more than the 20 the glass shows. */
export const SETTLE_AFTER_S = 1_800

/** A partition so far behind the one that is furthest lags: frames come every 250 ms, and quiet partitions tick twice a second. */
export const PARTITION_LAGS_MS = 3_000
/** A partition without a frame so long after the log's first is missing: an owner takes one over within seconds. */
export const PARTITION_MISSED_MS = 5_000
/** A show with frames is compared with SQL this often, for windows that opened and closed between two frames. */
export const RECONCILE_MS = 30_000
/**
 * Of a show the tables know, the look after the first one comes this much later, each further one after twice as long, up to
 * RECONCILE_MS: an order is framed once, and one framed just before this process listened is in no table yet at its first look.
 */
export const FOLLOW_UP_MS = 2_000
/**
 * What one look takes of each table, about, in bytes. Above: of minutes and comments the newest, of orders the proven ones and then the
 * oldest; sums of sales then lack what frames have not told since the service started.
 */
export const HISTORY_BYTES_MAX = 64 * 2 ** 20
/** Products of a minute and partition, beside those with a moment, as frames tell. Above: in the tables alone. */
export const HISTORY_PRODUCTS_PER_MINUTE_MAX = 1_000
/** How far back a look goes that is not the first. */
export const RECONCILE_S = 300
/** After a failed look into SQL, the next try comes this much later, doubling up to the longest. */
export const RELOAD_AFTER_MS = 1_000
export const RELOAD_AFTER_MAX_MS = 30_000
/** A show nobody looks at and without frames for this long is forgotten. */
export const SHOW_IDLE_MS = 600_000

/** Comments remembered a show, to tell known ones. Above: the oldest, whose repetition would count again. */
export const VOICE_COMMENTS_MAX = 200_000
/** What viewers say is counted over the last ten minutes against the ten before. */
export const VOICE_RECENT_MS = 20 * 60_000
/** Comments of those twenty minutes counted, a show. Above: the oldest leave the mood and the signals early. */
export const VOICE_RECENT_MAX = 60_000
/** Of so many recent comments mood and signals are worked out for every frame. Above: ... */
export const VOICE_LOOKED_THROUGH_MAX = 5_000
/** ... this often. */
export const VOICE_AGAIN_MS = 1_000
/** Questions remembered a show, and the asks of all of them together. Above: a tenth goes, least asked first; never one pinned. */
export const VOICE_QUESTIONS_MAX = 2_000
export const VOICE_ASKS_MAX = 50_000
/** Asks remembered of one question. Above: the oldest; the queue then shows this number. */
export const QUESTION_ASKS_MAX = 5_000
/** Marks and replies remembered of one question. Above: the oldest, which the newer ones overrule. */
export const QUESTION_CLOSINGS_MAX = 100
/** Questions marked that nobody has been heard asking. Above: the one marked longest ago. */
export const MARKED_UNASKED_MAX = 2_000
/** Comments whose question a reply would close. Above: the oldest; a reply to it closes nothing. */
export const REPLIABLE_MAX = 50_000
/** Replies that wait for their comment. Above: the oldest. */
export const REPLIES_WAITING_MAX = 2_000
/** Questions the queue shows. */
export const QUESTIONS_SHOWN_MAX = 50
/** Products in "they want to buy". */
export const WANTS_SHOWN_MAX = 3

// ---- the live stream ----
/** A new client waits so long for what SQL knows of its show; then it gets what frames have told. */
export const FIRST_LOOK_MAX_MS = 3_000
/** A show that was declared a moment ago is waited for so long until a frame or a table has it. */
export const DECLARED_WAIT_MS = 3_000
/** Streams open at once. Above: 503 `too_many_clients` with Retry-After. */
export const SSE_CLIENTS_MAX = 2_000
/** Bytes waiting for one client. Above: its frames are merged until it has read what waits. */
export const SSE_CLIENT_BYTES_MAX = 64 * 1024
/** A client that reads nothing for this long is let go, its connection cut; EventSource comes back by itself. */
export const SSE_STALLED_MS = 30_000
/** Frames are kept this long for Last-Event-ID. Older: a snapshot. */
export const SSE_RESUME_MS = 60_000
/**
 * With nothing moving a frame is still sent at the first tick after this, as a sign of life: with every one, as ticks are at least
 * 200 ms apart, so that a small show's glass is no older than a large one's.
 */
export const SSE_SIGN_OF_LIFE_MS = 150
/** Points of the curve one frame may change. Above: everyone gets a snapshot. */
export const FRAME_CURVE_POINTS_MAX = 300
/** Comments in a snapshot. */
export const SNAPSHOT_COMMENTS_MAX = 50

// ---- requests ----
/** Body of a host call or a query. Above: 413. A running order of LINES_MAX products fits. */
export const REQUEST_BYTES_MAX = 1024 * 1024
/** Moments remembered between the host's call and the first frame that has them. Above: the oldest is forgotten. */
export const RECENT_MOMENTS_MAX = 1_000
/** Wrong tokens from one address within a minute, at the sign-in and everywhere else. Above: 429, and no token is looked at. */
export const GUESSES_MAX = 20
/** Of what a proxy says is an address. Above: cut. */
export const ADDRESS_LENGTH_MAX = 64
/** Addresses whose guesses are remembered, and those that had the right one. Above: the one remembered first is forgotten. */
export const GUESSERS_MAX = 10_000
/** An address that had the right token is let in for so long, whoever guesses beside it. */
export const KNOWN_LASTS_MS = 3_600_000
/** The cookie of a sign-in, seconds. */
export const LOGIN_LASTS_S = 30 * 24 * 3600
