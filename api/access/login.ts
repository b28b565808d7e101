// Signing in with the admin token, so that a browser, whose EventSource sends no Authorization, can carry a cookie.
import type { Context } from 'hono'
import { deleteCookie, setCookie } from 'hono/cookie'
import { LOGIN_LASTS_S } from '../limits.ts'
import { ProblemError } from '../problem.ts'
import { TOKEN_COOKIE, cookieOf, isSameToken } from './access.ts'
import { addressOf, type Guesses } from './guesses.ts'

export interface SignInParts {
  readonly adminToken: string | null
  readonly proxies?: number
  readonly guesses: Guesses
}

/** Sets the cookie on the answer, or throws the problem. */
export function signInWith(c: Context, given: string, parts: SignInParts): void {
  const { adminToken, proxies = 0, guesses } = parts
  if (adminToken === null)
    throw new ProblemError('forbidden_peer', 'No CARTBEAT_ADMIN_TOKEN is set: only this machine is answered.')
  const pace = performance.now()
  const address = addressOf(c, proxies)
  if (guesses.isOver(address, pace))
    throw new ProblemError('too_many_attempts', 'Try again in a minute.', { 'retry-after': '60' })
  if (!isSameToken(given, adminToken)) {
    guesses.wrong(address, given, pace)
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
