// What the engine says when a query of an analyst fails, sorted for people and without paths of the machine.
import type { SqlFailure } from './contract.ts'

/** By error code. Source: ClickHouse's ErrorCodes.cpp. */
const FAILURES: Readonly<Record<number, SqlFailure['failure']>> = {
  159: 'time', // TIMEOUT_EXCEEDED
  160: 'time', // TOO_SLOW
  241: 'memory', // MEMORY_LIMIT_EXCEEDED
  131: 'memory', // TOO_LARGE_STRING_SIZE
  128: 'memory', // TOO_LARGE_ARRAY_SIZE
  173: 'memory', // CANNOT_ALLOCATE_MEMORY
  396: 'rows', // TOO_MANY_ROWS_OR_BYTES
  158: 'rows', // TOO_MANY_ROWS
  307: 'rows', // TOO_MANY_BYTES
  164: 'forbidden', // READONLY
  497: 'forbidden', // ACCESS_DENIED
  452: 'forbidden', // SETTING_CONSTRAINT_VIOLATION
  344: 'forbidden', // SUPPORT_IS_DISABLED
  446: 'forbidden', // FUNCTION_NOT_ALLOWED
  49: 'unknown', // LOGICAL_ERROR
  236: 'unknown', // ABORTED
  1001: 'unknown', // STD_EXCEPTION
  1002: 'unknown', // UNKNOWN_EXCEPTION
}

/** An error of the engine that is none of the above is the query's: a wrong name, type or word. */
export function failureOf(error: unknown, hidden: readonly string[]): SqlFailure {
  const code = Number(error instanceof Error && 'code' in error ? error.code : Number.NaN)
  const message = clean(error instanceof Error ? error.message : String(error), hidden)
  if (!Number.isInteger(code)) return { failure: 'unknown', message }
  return { failure: FAILURES[code] ?? 'syntax', message }
}

/** Each hidden path and what stands below it becomes "data folder". */
function clean(message: string, hidden: readonly string[]): string {
  let text = message
  for (const path of hidden) if (path.length > 1) text = text.replaceAll(path, '<data folder>')
  return text
    .replace(/<data folder>[^\s'",;:)\]]*/g, 'data folder')
    .replace(/: In scope SELECT formatQuery\([\s\S]*$/, '')
    .trim()
}
