// The door's answers: JSON for what was taken, problem+json (RFC 9457) for what was not.
/** Why a request was not taken, with its status. `code` is for programs and stays. */
const REFUSALS = {
  unknown_key: [
    401,
    'Unknown write key',
    'Send a write key this collector knows: by Basic auth, as writeKey in the body or in the query.',
  ],
  unreadable: [
    400,
    'Body is no JSON object',
    'The body could not be read as a JSON object, plain, gzip or zstd. Nothing of it was taken.',
  ],
  too_large: [413, 'Too large', 'Nothing of it was taken. Send it in smaller parts.'],
  too_many_requests: [429, 'Too many events', 'Nothing of it was taken. Send it again later.'],
  overloaded: [503, 'Overloaded', 'Too much is waiting to be written. Nothing of it was taken. Send it again later.'],
  full: [
    503,
    'Log is full',
    'The log has no room. Send it again later under the same messageIds: nothing will count twice.',
  ],
  not_written: [
    503,
    'Not written',
    'The log could not be written. Send it again under the same messageIds: nothing will count twice.',
  ],
  closing: [503, 'Closing', 'The collector is going down. Nothing of it was taken. Send it again later.'],
} as const satisfies Record<string, readonly [number, string, string]>

export type Refusal = keyof typeof REFUSALS
export const REFUSAL_REASONS = Object.keys(REFUSALS) as readonly Refusal[]

/** The least a client is asked to wait. */
const RETRY_AFTER_MIN_S = 1

const CORS = { 'Access-Control-Allow-Origin': '*', 'Access-Control-Expose-Headers': 'Retry-After' } as const
const JSON_HEADERS = { ...CORS, 'Content-Type': 'application/json' }
const PROBLEM_HEADERS = { ...CORS, 'Content-Type': 'application/problem+json' }

export function answerJson(body: object): Response {
  return new Response(JSON.stringify(body), { status: 200, headers: JSON_HEADERS })
}

/** `retryAfter_ms` is told in whole seconds, rounded up; statuses that invite another try always have it. */
export function answerRefusal(code: Refusal, retryAfter_ms = 0): Response {
  const [status, title, detail] = REFUSALS[code]
  const retry = status === 429 || status === 503
  const retryAfter_s = Math.max(RETRY_AFTER_MIN_S, Math.ceil(retryAfter_ms / 1000))
  return new Response(JSON.stringify({ type: 'about:blank', title, status, code, detail }), {
    status,
    headers: retry ? { ...PROBLEM_HEADERS, 'Retry-After': String(retryAfter_s) } : PROBLEM_HEADERS,
  })
}

/** Any page may send: the key is public, and no cookies are taken. */
export function answerPreflight(requested: string | null): Response {
  const headers = requested !== null && /^[\w\s,-]{1,512}$/.test(requested) ? requested : 'Authorization, Content-Type'
  return new Response(null, {
    status: 204,
    headers: {
      ...CORS,
      'Access-Control-Allow-Methods': 'POST, OPTIONS',
      'Access-Control-Allow-Headers': headers,
      'Access-Control-Max-Age': '86400',
    },
  })
}
