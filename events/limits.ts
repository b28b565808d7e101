// Every limit of an event and of the door it comes through, by name, unit last. What happens at each is said beside it.

// ---- one event ----
/**
 * The event as sent: characters of all keys and texts, and 8 for any other value. Above: quarantine 'too_large'.
 * (Segment's own bound is 32 KiB of JSON.)
 */
export const EVENT_BYTES_MAX = 32 * 1024
/** Nested objects and arrays, the event itself being 1. Above: quarantine 'too_deep'. */
export const DEPTH_MAX = 32
/** Older when received: quarantine 'too_old', since the processor no longer remembers what it could be a duplicate of. */
export const EVENT_AGE_MAX_MS = 24 * 60 * 60 * 1000
/** messageId, anonymousId, userId, sessionId, showId, productId, orderId, momentId ..., UTF-16 units. Above: 'malformed'. */
export const ID_LENGTH_MAX = 256
/** Event name as sent. Above: 'malformed'. */
export const NAME_LENGTH_MAX = 256
/** A comment. Above: 'malformed' (the SDK cuts before it sends). */
export const COMMENT_LENGTH_MAX = 4_000
/** Titles, display names, reactions, error codes, share targets. Cut, not rejected: they identify nothing. */
export const LABEL_LENGTH_MAX = 512
/** URLs and referrers. Cut, not rejected. */
export const URL_LENGTH_MAX = 4_096
/** Lines of an order or checkout, entries of a show's running order. Above: 'malformed'. */
export const LINES_MAX = 1_000
/** One amount, minor units: far over any real order, and sums of millions of them stay exact in 53 bits. */
export const MONEY_MINOR_MAX = 1_000_000_000_000
/** Units in one line. */
export const QUANTITY_MAX = 1_000_000
/** Reactions folded into one event. */
export const REACTION_COUNT_MAX = 1_000
/** Running number in a session. */
export const SEQ_MAX = 0xffff_ffff
/** A duration reported by a player (played, rebuffered, start-up, latency): a day. Above: 'malformed'. */
export const DURATION_MS_MAX = 24 * 60 * 60 * 1000
/** Position in the media: 0xffffffff ms is 49 days, more than any live stream's window. */
export const POSITION_MS_MAX = 0xffff_ffff
/** 10 Gbit/s. */
export const BITRATE_BPS_MAX = 10_000_000_000
/** Position in the broadcast as Unix ms: the year 2100. ClickHouse's DateTime64(3) ends in 2299. Above: 'malformed'. */
export const MEDIA_TIME_MAX_MS = 4_102_444_800_000
/** Frames dropped since the previous report. */
export const DROPPED_FRAMES_MAX = 10_000_000

// ---- quarantine ----
/** The value found, as JSON; cut. UTF-16 units. */
export const QUARANTINE_VALUE_BYTES_MAX = 256
/** The event as sent, as JSON; cut. UTF-16 units. */
export const QUARANTINE_RAW_BYTES_MAX = 4_096

// ---- one request ----
/** Body as received, still compressed. Above: 413. (Segment's own bound is 500 KiB.) */
export const BODY_BYTES_MAX = 1024 * 1024
/** Body once inflated; inflating stops there. Also with a batch's context counted once an event, as it is kept. Above: 413. */
export const INFLATED_BYTES_MAX = 4 * 1024 * 1024
/** Events of one batch. Above: 413, nothing taken. */
export const BATCH_EVENTS_MAX = 2_000
/** Bad events named one by one in an answer; the rest are counted. */
export const ANSWER_QUARANTINED_MAX = 100

// ---- rates: token buckets, 429 with Retry-After when empty ----
/** Events a second per write key, and the burst it may save up. */
export const KEY_EVENTS_PER_S = 1_000_000
export const KEY_EVENTS_BURST = 2_000_000
/** Events a second per client address, and its burst: one server may send a whole shop's orders. */
export const ADDRESS_EVENTS_PER_S = 20_000
export const ADDRESS_EVENTS_BURST = 100_000
/** Bytes of an inflated body that cost an address as much as one event, taken in or not: reading what is refused costs too. */
export const BYTES_PER_EVENT = 1024
/** What a short comment costs an address, in events: it is scored and keyed, which takes a tenth of a millisecond ... */
export const EVENTS_PER_COMMENT = 10
/** ... and one event more for so many UTF-16 units of it: 4,000 take up to a whole one. */
export const COMMENT_LENGTH_PER_EVENT = 40
/** Lines of an order or a checkout that cost an address as much as one event: each has its product, its click and its row. */
export const LINES_PER_EVENT = 10
/** Bytes of bodies one address may have under way. Above: 503 with Retry-After, so that slow senders keep nobody else out; its own slowest makes room. */
export const ADDRESS_READING_BYTES_MAX = 8 * 1024 * 1024
/**
 * A body under way for longer may have to make room where bodies hold all there is: the one that moved least for what it holds, over one to
 * two of these, gets 503. Where all are younger, who comes next does.
 */
export const BODY_PERIOD_MS = 2_000
/** Buckets kept, keys and addresses together; the longest unused makes room. */
export const RATE_BUCKETS_MAX = 100_000

// ---- the batcher ----
/** A flush waits at most this long for company. */
export const FLUSH_AFTER_MS = 5
/** A partition's record is sealed at about this size, by the weight of what is in it (weight.ts). */
export const RECORD_BYTES_TARGET = 64 * 1024
/**
 * A record as it is written: numbers and texts may come to several times their weight. Above it is halved, until it holds one event, which
 * is bounded by itself. Brokers take 8 MiB, and readers inflate no batch of more than 64 MiB.
 */
export const RECORD_BYTES_MAX = 1024 * 1024
/** Weight of what collects for one append while another is in flight. Above: 503 with Retry-After for who has events of its partitions. */
export const GROUP_BYTES_MAX = 16 * 1024 * 1024
/** Weight of the events taken and not yet durable. Above: 503 with Retry-After. */
export const PENDING_BYTES_MAX = 64 * 1024 * 1024
