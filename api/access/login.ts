// Signing in with the admin token, so that a browser, whose EventSource sends no Authorization, can carry a cookie.
import type { Context } from 'hono'
import { deleteCookie, setCookie } from 'hono/cookie'
import { LOGIN_ADDRESSES_MAX, LOGIN_FAILURES_MAX, LOGIN_LASTS_S } from '../limits.ts'
import { ProblemError } from '../problem.ts'
import { TOKEN_COOKIE, cookieOf, isSameToken, peerOf } from './access.ts'

const MINUTE_MS = 60_000

/** Counts failures of the last minute by address, so that who guesses keeps nobody but their own from signing in. */
export interface FailureCount {
  isOver(address: string, pace_ms: number): boolean
  add(address: string, pace_ms: number): void
}

export function createFailureCount(): FailureCount {
  const times = new Map<string, readonly number[]>()
  const recent = (address: string, pace_ms: number): readonly number[] =>
    (times.get(address) ?? []).filter((time) => time > pace_ms - MINUTE_MS)
  return {
    isOver: (address, pace_ms) => recent(address, pace_ms).length >= LOGIN_FAILURES_MAX,
    add(address, pace_ms) {
      times.set(address, [...recent(address, pace_ms), pace_ms].slice(-LOGIN_FAILURES_MAX))
      for (const oldest of times.keys()) {
        if (times.size <= LOGIN_ADDRESSES_MAX) return
        times.delete(oldest)
      }
    },
  }
}

/** Who signs in: the socket's address, or behind `proxies` of one's own what the outermost of them saw. */
function addressOf(c: Context, proxies: number): string {
  const hops = proxies === 0 ? [] : (c.req.header('x-forwarded-for') ?? '').split(',')
  return hops.at(-proxies)?.trim() || peerOf(c)
}

export interface SignInParts {
  readonly adminToken: string | null
  readonly proxies?: number
  readonly failures: FailureCount
}

/** Sets the cookie on the answer, or throws the problem. */
export function signInWith(c: Context, given: string, parts: SignInParts): void {
  const { adminToken, proxies = 0, failures } = parts
  if (adminToken === null)
    throw new ProblemError('forbidden_peer', 'No CARTBEAT_ADMIN_TOKEN is set: only this machine is answered.')
  const pace = performance.now()
  const address = addressOf(c, proxies)
  if (failures.isOver(address, pace))
    throw new ProblemError('too_many_attempts', 'Try again in a minute.', { 'retry-after': '60' })
  if (!isSameToken(given, adminToken)) {
    failures.add(address, pace)
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
