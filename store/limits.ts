// The bounds of the store. Byte counts are of memory unless said otherwise.
import type { SqlLimits } from './contract.ts'

/** An analyst's query. */
export const SQL_LIMITS: SqlLimits = {
  ...{ time_ms: 10_000, memory_bytes: 1024 ** 3, rows: 100_000 },
  answer_bytes: 64 * 2 ** 20,
}
/** The answer gives up this long after the query's own time limit. */
export const SQL_GRACE_MS = 2000
/** Characters (UTF-16 units) of an analyst's query, and of each of its parameters at the API's door. Above: refused. */
export const SQL_CHARS_MAX = 64 * 1024
/** Bytes of its result, as the engine counts them: the embedded one writes it out whole, in JSON up to six bytes for one. */
export const SQL_RESULT_BYTES_MAX = 64 * 2 ** 20
/** Analysts' queries that run at once, and that wait. */
export const CONSOLES_MAX = 2
export const WAITING_CONSOLES_MAX = 16
/** Rows of one insert statement: one block of the Native format, one part of the table. */
export const INSERT_ROWS_MAX = 250_000
/** Bytes of rows, before compression, from which on a part of the embedded engine has a file for each column. */
export const WIDE_PART_BYTES = 128 * 2 ** 20
/** Connections for queries; further queries wait for one. */
export const READERS_MAX = 2
/** Queries waiting for a connection; beyond it a query is refused. */
export const WAITING_QUERIES_MAX = 256
/** One query of the service itself. */
export const QUERY_TIME_MAX_S = 60
/** All queries and merges of the embedded engine together, as a share of the machine's memory. */
export const ENGINE_MEMORY_SHARE = 0.5
/** Connections to a server for inserts, and for the service's queries; statements beyond it wait for one. */
export const SERVER_WRITERS_MAX = 4
export const SERVER_READERS_MAX = 8
/** Attempts of one insert, pauses between them included in none of the timeouts; the caller gives the rows again after. */
export const INSERT_ATTEMPTS_MAX = 3
/** A query is asked again once: it changes nothing, and a connection may have been closed while it lay idle. */
export const QUERY_ATTEMPTS_MAX = 2
/** First pause between attempts; doubled each time. */
export const ATTEMPT_PAUSE_MS = 100
/** One answer to a question about the server itself. Above: cut off, since whatever answers there is none. */
export const FACTS_BYTES_MAX = 16 * 2 ** 20
/** A request to a server in which nothing moves for so long is given up. Merges and quorums take their time. */
export const INSERT_SILENCE_MS = 60_000
export const STATEMENT_SILENCE_MS = 300_000
