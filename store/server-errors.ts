// What goes wrong between us and a ClickHouse server, in words for whoever runs it, and whether trying again may help.
import type { ServerOptions } from './server-options.ts'

/** A request to the server that failed. The message names the server, never a password. */
export class StoreError extends Error {
  override readonly name = 'StoreError'
  /** ClickHouse's error code; null when there was no answer of ClickHouse's. */
  readonly code: number | null
  /** The server was busy, restarting or out of reach: the same request may succeed later. */
  readonly passing: boolean
  constructor(message: string, code: number | null, passing: boolean) {
    super(message)
    this.code = code
    this.passing = passing
  }
}

/** Codes of a server that may take the same request later. Source: ClickHouse's ErrorCodes.cpp. */
const PASSING: ReadonlySet<number> = new Set([
  159, // TIMEOUT_EXCEEDED
  202, // TOO_MANY_SIMULTANEOUS_QUERIES
  203, // NO_FREE_CONNECTION
  209, // SOCKET_TIMEOUT
  210, // NETWORK_ERROR
  225, // NO_ZOOKEEPER
  236, // ABORTED
  241, // MEMORY_LIMIT_EXCEEDED
  242, // TABLE_IS_READ_ONLY
  243, // NOT_ENOUGH_SPACE
  252, // TOO_MANY_PARTS
  279, // ALL_CONNECTION_TRIES_FAILED
  285, // TOO_FEW_LIVE_REPLICAS
  286, // UNSATISFIED_QUORUM_FOR_PREVIOUS_WRITE
  289, // REPLICA_IS_NOT_IN_QUORUM
  319, // UNKNOWN_STATUS_OF_INSERT
  439, // CANNOT_SCHEDULE_TASK
  499, // S3_ERROR
  517, // CANNOT_ASSIGN_ALTER
  999, // KEEPER_EXCEPTION
])

export const SYNTAX_ERROR = 62
export const AUTHENTICATION_FAILED = 516
export const UNKNOWN_DATABASE = 81

/** `error` as the client threw it. It is not kept as the cause: its text may hold what must not be shown. */
export function storeErrorOf(error: unknown, server: ServerOptions): StoreError {
  if (error instanceof StoreError) return error
  const said = error instanceof Error ? error.message || error.name : String(error)
  const text = hide(said, server.password).trim().slice(0, MESSAGE_CHARS_MAX)
  const where = `ClickHouse at ${new URL(server.url).host}`
  const code = codeOf(error)
  if (code === null) return new StoreError(`${where} did not answer: ${text}`, null, true)
  const passing = PASSING.has(code)
  if (code === AUTHENTICATION_FAILED)
    return new StoreError(`${where} refuses user ${server.username}: check its name and password`, code, passing)
  if (code === UNKNOWN_DATABASE) return new StoreError(`${where} has no database ${server.database}`, code, passing)
  return new StoreError(`${where} refused (code ${code}): ${text}`, code, passing)
}

/** A proxy's page or a query of many pages is of no use in a line of a log. */
const MESSAGE_CHARS_MAX = 1_000

/** Node's errors have codes as well, of letters. */
function codeOf(error: unknown): number | null {
  const code = error instanceof Error && 'code' in error ? Number(error.code) : Number.NaN
  return Number.isInteger(code) ? code : null
}

function hide(text: string, password: string): string {
  if (password === '') return text
  return [password, encodeURIComponent(password)].reduce((shown, secret) => shown.replaceAll(secret, '***'), text)
}
