// The bounds of the log's adapters.

/** Partitions of an embedded or in-memory log made without saying how many. */
export const PARTITIONS_DEFAULT = 4
/** More would only cost: one process steps them all. */
export const PARTITIONS_MAX = 256
/** Payload an embedded log holds before it answers LogFullError: 8 GiB. */
export const LOG_BYTES_MAX = 8 * 2 ** 30
/** One transaction takes at most this many records and bytes of the appends that wait. */
export const GROUP_RECORDS_MAX = 8192
export const GROUP_BYTES_MAX = 16 * 2 ** 20
/** Appends waiting for a transaction; beyond it an append is refused with LogFullError. */
export const WAITING_BYTES_MAX = 64 * 2 ** 20
/** After a full disk the log answers LogFullError without trying for so long: each try costs lines of LMDB's own on stderr. */
export const FULL_PAUSE_MS = 250
/** Records forgotten in one transaction, so that a long trim does not keep appends waiting. */
export const TRIM_RECORDS_MAX = 4096
