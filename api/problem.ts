// Errors as application/problem+json (RFC 9457) with a stable code.
import type { Problem } from './contract.ts'

/** Every code the API answers with: status and title. */
export const PROBLEMS = {
  not_found: [404, 'There is nothing here'],
  show_not_found: [404, 'No such show'],
  moment_not_found: [404, 'No such moment'],
  show_ended: [409, 'The show is over'],
  metric_not_found: [404, 'No such metric'],
  method_not_allowed: [405, 'Not with this method'],
  invalid_body: [400, 'The body is not as expected'],
  invalid_query: [400, 'A query parameter is not as expected'],
  unsupported_media_type: [415, 'The body must be application/json'],
  body_too_large: [413, 'The body is too large'],
  unauthorized: [401, 'A token is needed'],
  forbidden_peer: [403, 'Only from this machine'],
  forbidden_origin: [403, 'Not from another site'],
  too_many_attempts: [429, 'Too many attempts'],
  not_ready: [503, 'It cannot do its work now'],
  log_full: [503, 'The log takes nothing more for now'],
  log_unavailable: [503, 'The log could not be written'],
  store_unavailable: [503, 'The record does not answer'],
  too_many_clients: [503, 'Too many live streams'],
  sql_syntax: [400, 'The SQL cannot be read'],
  sql_forbidden: [403, 'The SQL does what it may not'],
  sql_time: [408, 'The query took too long'],
  sql_memory: [413, 'The query needed too much memory'],
  sql_rows: [413, 'The result has too many rows'],
  sql_unknown: [400, 'The query failed'],
  internal: [500, 'Something is broken here'],
} as const satisfies Record<string, readonly [number, string]>
export type ProblemCode = keyof typeof PROBLEMS

/** An expected failure on its way out of a route. */
export class ProblemError extends Error {
  override readonly name = 'ProblemError'
  readonly code: ProblemCode
  readonly headers: Readonly<Record<string, string>>
  readonly errors: Problem['errors'] | null

  constructor(
    code: ProblemCode,
    detail: string,
    headers: Readonly<Record<string, string>> = {},
    errors: Problem['errors'] | null = null,
  ) {
    super(detail)
    this.code = code
    this.headers = headers
    this.errors = errors
  }
}

/** The answer that tells of a problem. */
export function problem(
  code: ProblemCode,
  detail: string,
  headers: Readonly<Record<string, string>> = {},
  errors: Problem['errors'] | null = null,
): Response {
  const [status, title] = PROBLEMS[code]
  const body: Problem = { type: `urn:cartbeat:problem:${code}`, title, status, code, detail }
  return new Response(JSON.stringify(errors ? { ...body, errors } : body), {
    status,
    headers: { 'content-type': 'application/problem+json', 'cache-control': 'no-store', ...headers },
  })
}
