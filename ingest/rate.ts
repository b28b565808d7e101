// Token buckets in a bounded map: one a key and one an address.

export interface Rates {
  /** Milliseconds until the bucket has a token again; 0 when it has one now. */
  wait(name: string, now_ms: number): number
  /** Takes tokens; a bucket may go into debt by one request, which then keeps the next ones waiting. */
  take(name: string, tokens: number, now_ms: number): void
  readonly size: number
}

interface Bucket {
  tokens: number
  at_ms: number
}

/** `perS` tokens a second up to `burst`. At `max` buckets the longest unused is forgotten, that is: full again. */
export function createRates(perS: number, burst: number, max: number): Rates {
  // A Map iterates in insertion order; a bucket used moves to its end.
  const buckets = new Map<string, Bucket>()

  function use(name: string, now_ms: number): Bucket {
    const known = buckets.get(name)
    const bucket = known ?? { tokens: burst, at_ms: now_ms }
    if (known !== undefined) buckets.delete(name)
    else if (buckets.size >= max) {
      for (const oldest of buckets.keys()) {
        buckets.delete(oldest)
        break
      }
    }
    buckets.set(name, bucket)
    // A clock set back adds nothing and takes nothing.
    const passed_ms = Math.max(0, now_ms - bucket.at_ms)
    bucket.tokens = Math.min(burst, bucket.tokens + (passed_ms * perS) / 1000)
    bucket.at_ms = now_ms
    return bucket
  }

  return {
    wait(name, now_ms) {
      const { tokens } = use(name, now_ms)
      return tokens >= 1 ? 0 : ((1 - tokens) * 1000) / perS
    },
    take(name, tokens, now_ms) {
      use(name, now_ms).tokens -= tokens
    },
    get size() {
      return buckets.size
    },
  }
}
