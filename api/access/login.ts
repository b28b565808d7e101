// Signing in with the admin token, so that a browser, whose EventSource sends no Authorization, can carry a cookie.
import type { Context } from 'hono'
import { deleteCookie, setCookie } from 'hono/cookie'
import { LOGIN_FAILURES_MAX, LOGIN_LASTS_S } from '../limits.ts'
import { ProblemError } from '../problem.ts'
import { TOKEN_COOKIE, cookieOf, isSameToken } from './access.ts'

const MINUTE_MS = 60_000

/** Counts failures of the last minute, from wherever: the token is long, so a slow guesser never finds it. */
export interface FailureCount {
  isOver(pace_ms: number): boolean
  add(pace_ms: number): void
}

export function createFailureCount(): FailureCount {
  let times: number[] = []
  return {
    isOver(pace_ms) {
      times = times.filter((time) => time > pace_ms - MINUTE_MS)
      return times.length >= LOGIN_FAILURES_MAX
    },
    add(pace_ms) {
      times = [...times, pace_ms].slice(-LOGIN_FAILURES_MAX)
    },
  }
}

/** Sets the cookie on the answer, or throws the problem. */
export function signInWith(c: Context, given: string, adminToken: string | null, failures: FailureCount): void {
  if (adminToken === null)
    throw new ProblemError('forbidden_peer', 'No CARTBEAT_ADMIN_TOKEN is set: only this machine is answered.')
  const pace = performance.now()
  if (failures.isOver(pace))
    throw new ProblemError('too_many_attempts', 'Try again in a minute.', { 'retry-after': '60' })
  if (!isSameToken(given, adminToken)) {
    failures.add(pace)
    throw new ProblemError('unauthorized', 'That is not the token.')
  }
  const isHttps = new URL(c.req.url).protocol === 'https:' || c.req.header('x-forwarded-proto') === 'https'
  setCookie(c, TOKEN_COOKIE, cookieOf(adminToken), {
    httpOnly: true,
    // Links from elsewhere open signed in; what changes anything is checked by its Origin.
    sameSite: 'Lax',
    secure: isHttps,
    path: '/',
    maxAge: LOGIN_LASTS_S,
  })
}

export function signOut(c: Context): void {
  deleteCookie(c, TOKEN_COOKIE, { path: '/' })
}
