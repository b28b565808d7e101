// Errors as ClickHouse's HTTP interface words them, and the status each comes with.

/** An error of the engine or of the front, by ClickHouse's code and name. */
export class EngineError extends Error {
  override readonly name = 'EngineError'
  readonly code: number
  readonly type: string
  constructor(code: number, type: string, message: string) {
    super(message)
    this.code = code
    this.type = type
  }
}

/** What the engine threw, by its own text: "Code: 60. DB::Exception: Unknown table. (UNKNOWN_TABLE)". */
export function engineErrorOf(error: unknown): EngineError {
  if (error instanceof EngineError) return error
  const text = error instanceof Error ? error.message : String(error)
  const found = /Code: (\d+)\. DB::Exception: ([^]*?)\s*\(([A-Z][A-Z0-9_]{2,})\)/.exec(text)
  if (!found) return new EngineError(1002, 'UNKNOWN_EXCEPTION', text)
  return new EngineError(Number(found[1]), found[3] as string, found[2] as string)
}

/** The body of an answer that failed. */
export function textOf({ code, type, message }: EngineError, version: string): string {
  return `Code: ${code}. DB::Exception: ${message} (${type}) (version ${version} (official build))\n`
}

/** Source: exceptionCodeToHTTPStatus of ClickHouse's HTTP server; what it does not name is 500. */
const STATUSES: Readonly<Record<string, number>> = {
  REQUIRED_PASSWORD: 401,
  AUTHENTICATION_FAILED: 403,
  UNKNOWN_USER: 403,
  WRONG_PASSWORD: 403,
  UNKNOWN_TABLE: 404,
  UNKNOWN_DATABASE: 404,
  UNKNOWN_FUNCTION: 404,
  UNKNOWN_IDENTIFIER: 404,
  UNKNOWN_TYPE: 404,
  UNKNOWN_STORAGE: 404,
  UNKNOWN_SETTING: 404,
  UNKNOWN_FORMAT: 404,
  SYNTAX_ERROR: 400,
  CANNOT_PARSE_TEXT: 400,
  CANNOT_PARSE_QUOTED_STRING: 400,
  CANNOT_PARSE_INPUT_ASSERTION_FAILED: 400,
  CANNOT_PARSE_DATE: 400,
  CANNOT_PARSE_DATETIME: 400,
  CANNOT_PARSE_NUMBER: 400,
  INCORRECT_DATA: 400,
  TYPE_MISMATCH: 400,
  NOT_IMPLEMENTED: 501,
  TOO_MANY_SIMULTANEOUS_QUERIES: 503,
  SOCKET_TIMEOUT: 503,
  TIMEOUT_EXCEEDED: 408,
}

export function statusOf({ type }: EngineError): number {
  return STATUSES[type] ?? 500
}
