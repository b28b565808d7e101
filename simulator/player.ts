// Plays a plan: waits for each step's time, sends it, retries what was not taken, and tells the ledger what was.
import type { Clock } from '../events/contract.ts'
import type { HostPort } from './host.ts'
import type { Ledger } from './ledger/ledger.ts'
import type { PlannedRequest } from './outbox.ts'
import type { PlannedStep } from './plan.ts'

/**
 * Whose time it is. `real`: the clock runs by itself and the player waits for it. `virtual`: the player sets the time
 * and goes on as soon as everything of one instant is answered; the service must be on the same clock.
 */
export type Timing =
  | { readonly kind: 'real'; readonly clock: Clock; /** Clock milliseconds a millisecond. */ readonly speed: number }
  | { readonly kind: 'virtual'; set(now_ms: number): void | Promise<void> }

export interface PlayOptions {
  readonly url: string
  readonly writeKey: string
  /** Secret key of the shop's own server; left out: it sends with the pages' key. */
  readonly serverKey?: string
  readonly host: HostPort
  readonly timing: Timing
  readonly fetch?: typeof fetch
  readonly ledger?: Ledger
  readonly signal?: AbortSignal
  readonly onProgress?: (progress: Progress) => void
}

/** Counts of what was played so far. */
export interface Progress {
  requests: number
  events: number
  retries: number
  /** Requests given up: refused outright, or not taken after all tries. */
  lost: number
  /** How far behind its plan the player is. */
  behind_ms: number
  /** Plan time of the newest step. */
  at_ms: number
}

/** The service knows no such key (401): nothing that is sent with it will ever be taken. */
export class KeyRefusedError extends Error {
  override readonly name = 'KeyRefusedError'
}

/** Requests under way at once; beyond it the player falls behind rather than opening more. */
const IN_FLIGHT_MAX = 256
const TRIES_MAX = 6
const RETRY_AFTER_MS = 400
const RETRY_AFTER_MAX_MS = 10_000

/** Plays until the plan or the signal ends it. Rejects with KeyRefusedError, and as the host's door does. */
export async function play(plan: Iterable<PlannedStep>, options: PlayOptions): Promise<Progress> {
  const { timing, signal, ledger } = options
  const progress: Progress = { requests: 0, events: 0, retries: 0, lost: 0, behind_ms: 0, at_ms: 0 }
  // One visitor's requests go one after another, as one browser's do; those of different visitors side by side.
  const underWay = new Map<string, Promise<void>>()
  let now_ms = -Infinity
  let refusal: KeyRefusedError | null = null

  async function post(request: PlannedRequest): Promise<void> {
    const answer = await deliver(request, options, progress)
    if (answer === 'no such key') refusal = new KeyRefusedError(`${options.url} refuses the write key (401)`)
    if (answer === 'taken') {
      progress.requests++
      progress.events += request.happenings.length
      ledger?.sent(request)
    } else progress.lost++
  }
  function send(request: PlannedRequest): void {
    const who = request.happenings[0]?.visit.visitor.visitorId ?? ''
    const before = underWay.get(who)
    const mine: Promise<void> = (before ? before.then(() => post(request)) : post(request)).finally(() => {
      if (underWay.get(who) === mine) underWay.delete(who)
    })
    underWay.set(who, mine)
  }
  const allDone = async (): Promise<void> => void (await Promise.all(underWay.values()))

  try {
    for (const instant of instants(plan)) {
      const { at_ms } = instant
      if (signal?.aborted || refusal) break
      if (timing.kind === 'virtual') {
        await allDone()
        await timing.set(at_ms)
      } else {
        await waitUntil(at_ms, timing, signal)
        if (signal?.aborted) break
        progress.behind_ms = Math.max(0, timing.clock() - at_ms)
      }
      now_ms = at_ms
      progress.at_ms = now_ms
      for (const { call } of instant.calls) {
        // Viewers react to what the host has done: it must stand in the log before they do.
        await options.host.call(call)
        ledger?.host(call, at_ms)
      }
      for (const request of instant.requests) {
        while (underWay.size >= IN_FLIGHT_MAX) await Promise.race(underWay.values())
        send(request)
      }
      options.onProgress?.(progress)
    }
  } finally {
    await Promise.allSettled(underWay.values())
  }
  if (refusal) throw refusal
  return progress
}

interface Instant {
  readonly at_ms: number
  readonly calls: Extract<PlannedStep, { step: 'host' }>[]
  readonly requests: PlannedRequest[]
}

/** Steps of one time together, the host's first. */
function* instants(plan: Iterable<PlannedStep>): Generator<Instant> {
  let instant: Instant | null = null
  for (const step of plan) {
    if (instant && step.at_ms !== instant.at_ms) {
      yield instant
      instant = null
    }
    instant ??= { at_ms: step.at_ms, calls: [], requests: [] }
    if (step.step === 'host') instant.calls.push(step)
    else instant.requests.push(step)
  }
  if (instant) yield instant
}

async function waitUntil(at_ms: number, { clock, speed }: { clock: Clock; speed: number }, signal?: AbortSignal) {
  for (let left_ms = at_ms - clock(); left_ms > 0 && !signal?.aborted; left_ms = at_ms - clock()) {
    await pause(left_ms / speed, signal)
  }
}

/** "taken" once the collector has it; "lost" when it never will. */
async function deliver(
  request: PlannedRequest,
  options: PlayOptions,
  progress: Progress,
): Promise<'taken' | 'lost' | 'no such key'> {
  const fetch = options.fetch ?? globalThis.fetch
  const body = request.body(isShops(request) ? (options.serverKey ?? options.writeKey) : options.writeKey)
  for (let attempt = 1; attempt <= TRIES_MAX; attempt++) {
    let wait_ms = Math.min(RETRY_AFTER_MAX_MS, RETRY_AFTER_MS * 2 ** attempt)
    try {
      const answer = await fetch(`${options.url}/v1/batch`, {
        method: 'POST',
        headers: { 'content-type': 'text/plain', 'user-agent': request.userAgent },
        body,
      })
      await answer.arrayBuffer()
      if (answer.ok) return 'taken'
      if (answer.status === 401) return 'no such key'
      if (answer.status !== 429 && answer.status < 500) return 'lost'
      wait_ms = Number(answer.headers.get('retry-after')) * 1000 || wait_ms
    } catch {
      if (options.signal?.aborted) return 'lost'
    }
    progress.retries++
    await pause(Math.min(RETRY_AFTER_MAX_MS, wait_ms), options.signal)
  }
  return 'lost'
}

/** The server of the shop sends orders alone, and each by itself. */
function isShops({ happenings }: PlannedRequest): boolean {
  return happenings.every((each) => each.kind === 'order.completed' && each.body.sentBy === 'server')
}

function pause(wait_ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer)
      signal?.removeEventListener('abort', done)
      resolve()
    }
    const timer = setTimeout(done, wait_ms)
    signal?.addEventListener('abort', done)
  })
}
