// Every bound of the Kafka adapter, by name, unit last.

/** Appends taken and not yet durable. Beyond it an append is refused with LogFullError: the collector answers 503. */
export const IN_FLIGHT_BYTES_MAX = 64 * 2 ** 20
/** Records that wait for one partition go in one batch up to this size; a larger record goes alone. */
export const BATCH_BYTES_MAX = 1_000_000
/** One request to one broker. Kafka's own bound on a request is 100 MiB. */
export const REQUEST_BYTES_MAX = 16 * 2 ** 20
/** A batch is tried again for so long; then its appends reject, and whether it was written is not known. */
export const APPEND_TIMEOUT_MS = 20_000
/** A broker that has not answered after this long is on a connection that is given up. */
export const REQUEST_TIMEOUT_MS = 5_000
/** How long a broker may wait for its replicas before it says so; below REQUEST_TIMEOUT_MS. */
export const ACKS_TIMEOUT_MS = 4_000
export const CONNECT_TIMEOUT_MS = 2_000
/** Pause before a batch or a fetch that failed is tried again: doubled from the first to the most. */
export const RETRY_FIRST_MS = 50
export const RETRY_MOST_MS = 500
/** A fetch that finds nothing is answered after this long; one that finds something at once. */
export const FETCH_WAIT_MS = 100
/** Compressed, of one partition and of one fetch. Kafka gives at least one batch of the first partition, however large. */
export const FETCH_PARTITION_BYTES = 256 * 1024
export const FETCH_BYTES_MAX = 8 * 2 ** 20
/** A partition with so much fetched ahead, compressed, is left out of fetches until some is read: with the last fetch twice as much, or a batch more. */
export const FETCHED_AHEAD_BYTES = 256 * 1024
/** Batches of a partition are inflated one by one, for a read, until so much waits to be given: a batch more at most. */
export const INFLATED_AHEAD_BYTES = 1_000_000
/** What was read ahead of a partition nobody reads any more is forgotten after this long. */
export const READ_IDLE_MS = 30_000
/** A read rejects when the partition could not be fetched for so long. */
export const READ_TIMEOUT_MS = 10_000
/** Nobody waits longer than this before the end of a partition is asked for again. */
export const WAIT_RECHECK_MS = 1_000
/** A batch that inflates beyond this was not written by this program: reads of its partition reject there. */
export const INFLATED_BYTES_MAX = 64 * 2 ** 20
/** Of topics made by this program: the largest batch a broker takes. */
export const MESSAGE_BYTES_MAX = 8 * 2 ** 20
/** A member of a group that says nothing for so long has left; brokers allow no less than 6 s unless told to. */
export const GROUP_SESSION_MS = 6_000
export const GROUP_HEARTBEAT_MS = 500
/**
 * A member waits so long for what the group's leader gives it. Longer than a session: a leader that died counts as gone only then, and
 * who gives up before begins anew under another name, for whose old one the group waits a session more.
 */
export const GROUP_SYNC_MAX_MS = GROUP_SESSION_MS + 5_000
/** How often a member that reads nothing looks whether a heartbeat is due. */
export const GROUP_POLL_MS = 200
export const GROUP_REJOIN_MS = 1_000
/** A member that leaves says so within this, or goes without: the group then finds out after GROUP_SESSION_MS. */
export const GROUP_LEAVE_MAX_MS = 1_500
