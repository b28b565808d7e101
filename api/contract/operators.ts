// Failures, readiness and signing in.

/** application/problem+json (RFC 9457). `code` is stable, for programs; `title` and `detail` are for people. */
export interface Problem {
  readonly type: string
  readonly title: string
  readonly status: number
  readonly code: string
  readonly detail: string
  /** With invalid_body: each field at fault. */
  readonly errors?: readonly { readonly path: string; readonly expected: string; readonly found: string }[]
}

/**
 * GET /readyz when the process can do its work: by part 'ok', or what to know of it (a pipeline that stands by, partitions
 * nobody told of). Else a Problem `not_ready` that names the part.
 */
export interface Readiness {
  readonly status: 'ready'
  readonly checks: Readonly<Record<string, string>>
}

/** POST /v1/login (JSON, or a form of the same field): 204 with the cookie that browsers send from then on. */
export interface SignIn {
  readonly token: string
}
