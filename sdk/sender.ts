// Carries the outbox to the collector, one request at a time, each event under the same messageId until it is answered for.
import { backoff, retryAfter } from './backoff.ts'
import type { Entry, Outbox } from './outbox.ts'

/** Company for an event that was just put in the outbox. */
export const SEND_AFTER_MS = 60
const BATCH_EVENTS_MAX = 50
/** UTF-16 units of a request: at most three bytes each, so well under the collector's 1 MiB. */
const BATCH_LENGTH_MAX = 200_000
/** All beacons and keepalive requests of a page share 64 KiB in flight; a little is left to others. */
const BEACON_BYTES_MAX = 60_000
/** Requests this small are finished by the browser even when the page goes. */
const KEEPALIVE_BYTES_MAX = 16_000
const TIMEOUT_MS = 15_000
/** Nothing wrong with the request, or nothing that splitting it could mend: later, the same again. */
const LATER = [401, 403, 404, 407, 408, 421, 425, 429]

export interface SenderOptions {
  readonly url: string
  readonly writeKey: string
  readonly outbox: Outbox
  readonly random?: () => number
}

export interface Sender {
  /** There is something to send: soon, unless a retry is being waited for. */
  wake(): void
  /** The network is back, or the page is being hidden: now. */
  hurry(): void
  /**
   * The page goes: whatever no living request carries leaves by beacon, and so does what still comes. All of it stays in
   * the outbox as unanswered.
   */
  leave(): void
  /** The page came back. */
  resume(): void
  /** Ends all sending. */
  close(): void
}

export function createSender({ url, writeKey, outbox, random = Math.random }: SenderOptions): Sender {
  let timer: ReturnType<typeof setTimeout> | undefined
  let inFlight: { batch: readonly Entry[]; survives: boolean } | null = null
  let failures = 0
  let most = BATCH_EVENTS_MAX
  let closed = false
  /** What has left by beacon, or in a request that survives, since the page went; null while it is here. */
  let left: Set<Entry> | null = null

  const bodyOf = (batch: readonly Entry[]) =>
    `{"writeKey":${JSON.stringify(writeKey)},"sentAt":"${new Date().toISOString()}","batch":[${batch
      .map((entry) => entry.text)
      .join(',')}]}`

  function schedule(wait_ms: number): void {
    clearTimeout(timer)
    timer = setTimeout(() => void send(), wait_ms)
  }

  async function send(): Promise<void> {
    clearTimeout(timer)
    timer = undefined
    if (inFlight || closed || left) return
    outbox.reclaim()
    const batch = outbox.peek(most, BATCH_LENGTH_MAX)
    if (!batch.length) return
    let status = 0
    let wait: number | null = null
    try {
      const body = bodyOf(batch)
      const survives = bytesOf(body) <= KEEPALIVE_BYTES_MAX
      inFlight = { batch, survives }
      const answer = await fetch(url, {
        method: 'POST',
        body,
        // text/plain with the key in the body is a simple request: no preflight, and the same shape as a beacon.
        headers: { 'content-type': 'text/plain' },
        credentials: 'omit',
        keepalive: survives,
        signal: AbortSignal.timeout?.(TIMEOUT_MS) ?? null,
      })
      status = answer.status
      wait = retryAfter(answer.headers.get('retry-after'), Date.now())
    } catch {
      status = 0
    }
    inFlight = null
    if (!closed) settle(batch, status, wait)
  }

  function settle(batch: readonly Entry[], status: number, wait: number | null): void {
    if (status >= 200 && status < 300) {
      // Bad events among them are in the collector's quarantine: answered for as well.
      failures = 0
      most = BATCH_EVENTS_MAX
      outbox.done(batch)
      if (outbox.entries().length) schedule(0)
    } else if (status >= 400 && status < 500 && !LATER.includes(status)) {
      // Something in it is refused outright: halve until it stands alone, and drop it alone.
      if (batch.length === 1) outbox.done(batch)
      most = batch.length === 1 ? BATCH_EVENTS_MAX : Math.ceil(batch.length / 2)
      if (outbox.entries().length) schedule(backoff(1, random))
    } else {
      failures++
      schedule(wait === null ? backoff(failures, random) : wait + backoff(1, random))
    }
  }

  function beacon(gone: Set<Entry>): void {
    let rest = outbox.entries().filter((entry) => !gone.has(entry))
    while (rest.length) {
      const batch = beaconful(rest)
      // Refused: the browser's bound is reached. The rest waits in storage for the next page.
      if (!navigator.sendBeacon(url, bodyOf(batch))) return
      for (const entry of batch) gone.add(entry)
      rest = rest.slice(batch.length)
    }
  }

  return {
    wake() {
      if (left) beacon(left)
      else if (timer === undefined && !inFlight && !closed) schedule(SEND_AFTER_MS)
    },
    hurry() {
      failures = 0
      void send()
    },
    leave() {
      clearTimeout(timer)
      timer = undefined
      left = new Set(inFlight?.survives ? inFlight.batch : [])
      beacon(left)
    },
    resume() {
      left = null
      outbox.reclaim()
      if (outbox.entries().length) schedule(SEND_AFTER_MS)
    },
    close() {
      closed = true
      clearTimeout(timer)
    },
  }
}

/** As many of the first entries as one beacon carries, at least one. */
export function beaconful(entries: readonly Entry[]): readonly Entry[] {
  let bytes = 200
  const end = entries.findIndex((entry, i) => (bytes += bytesOf(entry.text) + 1) > BEACON_BYTES_MAX && i > 0)
  return end < 0 ? entries : entries.slice(0, end)
}

const bytesOf = (text: string) => new Blob([text]).size
