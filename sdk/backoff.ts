// How long to wait before the next attempt. Full jitter: AWS Architecture Blog, "Exponential Backoff And Jitter", 2015.

export const BACKOFF_BASE_MS = 1_000
export const BACKOFF_MAX_MS = 60_000
/** A collector may ask for at most this much patience. */
export const RETRY_AFTER_MAX_MS = 3_600_000

/** Evenly random between 0 and base x 2^(failures - 1), capped. */
export function backoff(failures: number, random: () => number): number {
  return random() * Math.min(BACKOFF_MAX_MS, BACKOFF_BASE_MS * 2 ** (failures - 1))
}

/** Retry-After as seconds or an HTTP date, in milliseconds from now; null when absent or senseless. */
export function retryAfter(header: string | null, now_ms: number): number | null {
  if (!header) return null
  const wait = /^\s*\d+\s*$/.test(header) ? Number(header) * 1000 : Date.parse(header) - now_ms
  return Number.isFinite(wait) ? Math.min(Math.max(wait, 0), RETRY_AFTER_MAX_MS) : null
}
