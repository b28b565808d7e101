// Who may ask: this machine, or where there is an admin token whoever has it, and no one else: a proxy on this machine, which
// most do not tell by any header, would make the whole world local. Decided by the socket's address, never by a header.
import { createHash, timingSafeEqual } from 'node:crypto'
import type { HttpBindings } from '@hono/node-server'
import type { Context, MiddlewareHandler } from 'hono'
import { getCookie } from 'hono/cookie'
import { problem } from '../problem.ts'
import { addressOf, type Guesses } from './guesses.ts'
import { isLoopback, peerOf } from './peer.ts'
import { signInPage } from './sign-in-page.ts'

export const TOKEN_COOKIE = 'cartbeat_token'
const SAFE_METHODS: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS'])

export interface AccessOptions {
  /** null: loopback alone. */
  readonly adminToken: string | null
  /** Proxies in front: nobody is local then. Left out: none. */
  readonly proxies?: number
  readonly guesses: Guesses
}

/** Lets a request through or answers with the problem. */
export function access(options: AccessOptions): MiddlewareHandler {
  return async (c, next) => {
    const refusal = refuse(c, options)
    return refusal ?? (await next())
  }
}

function refuse(c: Context, options: AccessOptions): Response | null {
  const { adminToken, proxies = 0 } = options
  const shown = adminToken === null ? null : lookAt(c, adminToken, options)
  if (shown === 'too many') return problem('too_many_attempts', 'Try again in a minute.', { 'retry-after': '60' })
  if (shown === 'bearer') return null
  const hasCookie = shown === 'cookie'
  const isLocal =
    adminToken === null &&
    proxies === 0 &&
    isLoopback(peerOf(c)) &&
    isLocalHost(c.req.header('host') ?? '') &&
    !isForwarded(c)
  if (!hasCookie && !isLocal) {
    if (adminToken !== null && wantsPage(c)) {
      // A person at a browser: a form helps more than a problem.
      return new Response(signInPage(''), {
        status: 401,
        headers: { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' },
      })
    }
    if (adminToken !== null) {
      const how = 'Send Authorization: Bearer with the admin token, or sign in on the page.'
      return problem('unauthorized', how, { 'www-authenticate': 'Bearer realm="cartbeat"' })
    }
    return problem(
      'forbidden_peer',
      'Ask from the machine it runs on as localhost, or start it with CARTBEAT_ADMIN_TOKEN.',
    )
  }
  // A browser carries the cookie, or its place on this machine, into requests other sites make.
  if (!SAFE_METHODS.has(c.req.method) && !isSameOrigin(c)) {
    return problem('forbidden_origin', 'Only pages served from here may ask for this.')
  }
  return null
}

/** What of that which was sent is right: null where nothing is. */
function lookAt(
  c: Context,
  adminToken: string,
  { proxies = 0, guesses }: AccessOptions,
): 'bearer' | 'cookie' | 'too many' | null {
  const [bearer, cookie] = [bearerOf(c), getCookie(c, TOKEN_COOKIE) ?? null]
  const sent = [bearer, cookie].filter((value) => value !== null)
  if (sent.length === 0) return null
  const [address, pace_ms] = [addressOf(c, proxies), performance.now()]
  // Behind a proxy on this machine that nobody told of all come from here: one would shut out everybody.
  const isRated = proxies > 0 || !isLoopback(address)
  if (isRated && guesses.isOver(address, pace_ms) && !guesses.isKnown(address, pace_ms)) return 'too many'
  const isBearer = bearer !== null && isSameToken(bearer, adminToken)
  if (isBearer || (cookie !== null && isSameToken(cookie, cookieOf(adminToken)))) {
    guesses.right(address, pace_ms)
    return isBearer ? 'bearer' : 'cookie'
  }
  for (const value of sent) guesses.wrong(address, value, pace_ms)
  return null
}

function wantsPage(c: Context): boolean {
  return (
    c.req.method === 'GET' && !c.req.path.startsWith('/v1/') && (c.req.header('accept') ?? '').includes('text/html')
  )
}

function bearerOf(c: Context): string | null {
  const match = /^Bearer +(\S+) *$/i.exec(c.req.header('authorization') ?? '')
  return match?.[1] ?? null
}

/**
 * The name the browser thinks it speaks to. A page of another site whose name was pointed here (DNS rebinding) comes
 * from a loopback address, but under its own name.
 */
export function isLocalHost(host: string): boolean {
  return /^(localhost|127\.0\.0\.1|\[::1\])(:\d{1,5})?$/i.test(host)
}

/** A proxy on this machine speaks for someone elsewhere. HTTP/1.0 is what nginx speaks unless told otherwise, and no browser. */
function isForwarded(c: Context): boolean {
  const { incoming } = c.env as Partial<HttpBindings>
  if (incoming?.httpVersion === '1.0') return true
  return ['forwarded', 'x-forwarded-for', 'x-forwarded-host', 'x-real-ip', 'via'].some((name) => c.req.header(name))
}

/** No Origin: not a browser, or its own address bar. */
export function isSameOrigin(c: Context): boolean {
  const origin = c.req.header('origin')
  if (origin === undefined) return !isCrossSite(c)
  return URL.canParse(origin) && new URL(origin).host.toLowerCase() === (c.req.header('host') ?? '').toLowerCase()
}

function isCrossSite(c: Context): boolean {
  const site = c.req.header('sec-fetch-site')
  return site === 'cross-site' || site === 'same-site'
}

/** Compares in a time that says nothing about where they differ. */
export function isSameToken(a: string, b: string): boolean {
  return timingSafeEqual(digest(a), digest(b))
}

/** What the cookie holds instead of the token: of no use as a bearer. */
export function cookieOf(adminToken: string): string {
  return createHash('sha256').update(`cartbeat cookie ${adminToken}`).digest('base64url')
}

const digest = (text: string): Buffer => createHash('sha256').update(text).digest()
