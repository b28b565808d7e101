// Event to glass: from the POST of a comment to the frame of the live stream that shows it, with load beside it.
import { randomUUID } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'
import { FRAME_INTERVAL_MS } from '../../pipeline/contract.ts'
import { SHOW_ID } from '../load/stream.ts'
import { WRITE_KEY } from '../load/templates.ts'
import { threadsLine } from '../report/profile.ts'
import type { Figure } from '../report/figure.ts'
import { quantile } from '../report/statistics.ts'
import { openLiveStream } from './dashboard.ts'
import { profileStage, setStage, strikeStage } from './stage.ts'

const RATE = 5_000
const RAMP_MS = 10_000
export const P50_MS_MAX = 300
export const P99_MS_MAX = 1_000
export const MARKERS = 400
/** Primes apart from the frames' 250 ms, so that markers fall on every moment between two frames. */
const MARKER_EVERY_MS = 53
/** One not seen after so long is lost. */
const WAIT_MAX_MS = 5_000

export async function measureGlass(seed: number): Promise<readonly Figure[]> {
  const measured = await run(seed)
  const p = (q: number) => quantile(measured.times_ms, q)
  const answered = quantile(measured.answers_ms, 0.5)
  const limitedBy = `the collector's answer comes after ${answered.toFixed(0)} ms, what is left is mostly the wait for the partition's next frame, one every ${FRAME_INTERVAL_MS} ms; ${threadsLine(measured.threads)}`
  const about = { unit: 'ms', spread: null, runs: 1, limitedBy }
  const details = { markers: MARKERS, seen: measured.times_ms.length, max_ms: p(1), answered_p50_ms: answered }
  return [
    {
      ...about,
      name: 'glass p50',
      what: `POST of a comment to the frame of the live stream that shows it, at ${RATE} events/s`,
      value: p(0.5),
      limit: { is: 'at most', value: P50_MS_MAX },
      details: { ...details, p10_ms: p(0.1), p90_ms: p(0.9) },
    },
    {
      ...about,
      name: 'glass p99',
      what: 'the same, of the slowest in a hundred',
      // What was never shown is later than anything.
      value: measured.times_ms.length < MARKERS * 0.99 ? Infinity : p(0.99),
      limit: { is: 'at most', value: P99_MS_MAX },
      details,
    },
  ]
}

async function run(seed: number) {
  const stage = await setStage(seed, RATE, RAMP_MS)
  const seen = await watchMarkers(stage.url)
  const threads = await profileStage(stage)
  await strikeStage(stage)
  return { ...seen, threads }
}

export interface SeenMarkers {
  /** From the POST of each to its frame; those never shown are not among them. */
  readonly times_ms: readonly number[]
  /** From the POST of each to its answer. */
  readonly answers_ms: readonly number[]
}

/** Sends so many comments, one after the other, and looks for each in the live stream. */
export async function watchMarkers(url: string): Promise<SeenMarkers> {
  const sent_ms = new Map<string, number>()
  const times_ms: number[] = []
  const answers_ms: number[] = []
  const stream = await openLiveStream(url, ({ comments }, at_ms) => {
    for (const { commentId } of comments) {
      const began_ms = sent_ms.get(commentId)
      if (began_ms !== undefined && sent_ms.delete(commentId)) times_ms.push(at_ms - began_ms)
    }
  })
  const posts: Promise<void>[] = []
  for (let i = 0; i < MARKERS; i++) {
    const commentId = `marker-${i}`
    const began_ms = performance.now()
    sent_ms.set(commentId, began_ms)
    posts.push(post(url, commentId).then(() => void answers_ms.push(performance.now() - began_ms)))
    await delay(MARKER_EVERY_MS)
  }
  await Promise.all(posts)
  for (const until_ms = performance.now() + WAIT_MAX_MS; sent_ms.size > 0 && performance.now() < until_ms;)
    await delay(MARKER_EVERY_MS)
  stream.close()
  return { times_ms, answers_ms }
}

async function post(url: string, commentId: string): Promise<void> {
  const now = new Date().toISOString()
  const id = randomUUID()
  const event = {
    type: 'track',
    event: 'Live Comment Posted',
    messageId: id,
    anonymousId: id,
    timestamp: now,
    context: { cartbeat: { sessionId: id, seq: 0, showId: SHOW_ID, latency_ms: 4_000, channel: 'site' } },
    properties: { comment_id: commentId, text: `Does it come in blue? (${commentId})`, lang: 'en', author: 'Ada' },
  }
  const answer = await fetch(`${url}/v1/batch`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ writeKey: WRITE_KEY, sentAt: now, batch: [event] }),
  })
  if (!answer.ok) throw new Error(`a comment was answered ${answer.status}`)
  await answer.arrayBuffer()
}
