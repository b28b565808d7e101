// The simulated host at a dashboard: looks at the queue now and then and marks a question answered. Beside the plan, since
// what is open depends on what the service made of the comments.
import { setTimeout as delay } from 'node:timers/promises'
import type { LiveSnapshot, Question } from '../api/contract.ts'
import type { HostApiOptions, HostCall, HostPort } from './host.ts'
import { waiting, weighted, type Random } from './random.ts'

/** Show time between two answers, on average: a host talks about the product first. */
const ANSWER_EVERY_MS = 25_000
/** A snapshot that is not there by then is not waited for. */
const SNAPSHOT_WITHIN_MS = 10_000
/** A snapshot holds a curve, comments and questions: far below this. */
const SNAPSHOT_CHARACTERS_MAX = 4 * 2 ** 20

export interface AnsweringOptions extends HostApiOptions {
  readonly showId: string
  readonly host: HostPort
  readonly random: Random
  /** Show milliseconds a real one. */
  readonly speed: number
  readonly signal: AbortSignal
  /** A mark was taken. */
  readonly onMarked?: (call: HostCall) => void
}

/** Until aborted. A service that does not answer is asked again after the next pause. */
export async function answerQuestions(options: AnsweringOptions): Promise<void> {
  const { random, speed, signal } = options
  for (;;) {
    try {
      await delay(waiting(random, ANSWER_EVERY_MS) / speed, undefined, { signal })
      await answerOne(options)
    } catch {
      // Before the show is there, while the service restarts, at the end.
      if (signal.aborted) return
    }
  }
}

/** Marks one of the questions at the top of the queue answered, mostly the first; false where none is open. */
export async function answerOne(options: AnsweringOptions): Promise<boolean> {
  const { questions } = (await readSnapshot(options)).questions
  const question = choose(options.random, questions)
  if (!question) return false
  const { showId, host, onMarked } = options
  const call: HostCall = { call: 'mark', showId, marking: { questionKey: question.questionKey, mark: 'answered' } }
  await host.call(call)
  onMarked?.(call)
  return true
}

/** A place is drawn even where fewer questions are open, so that the draws do not depend on the queue. */
function choose(random: Random, questions: readonly Question[]): Question | undefined {
  const place = weighted(random, [
    [0, 70],
    [1, 20],
    [2, 10],
  ])
  return questions[Math.min(place, questions.length - 1)]
}

/** The first message of the show's live events, as a dashboard gets it. */
async function readSnapshot({
  url,
  showId,
  adminToken,
  signal,
  fetch = globalThis.fetch,
}: AnsweringOptions): Promise<LiveSnapshot> {
  const answer = await fetch(`${url}/v1/shows/${encodeURIComponent(showId)}/live`, {
    headers: adminToken === undefined ? {} : { authorization: `Bearer ${adminToken}` },
    signal: AbortSignal.any([signal, AbortSignal.timeout(SNAPSHOT_WITHIN_MS)]),
  })
  if (!answer.ok || !answer.body) throw new Error(`the live events of ${showId} were refused with ${answer.status}`)
  let text = ''
  // Leaving the loop cancels the body, and with it the connection.
  for await (const part of answer.body.pipeThrough(new TextDecoderStream())) {
    text += part
    const found = /^event: snapshot\ndata: (.*)\n/m.exec(text)
    if (found?.[1] !== undefined) return JSON.parse(found[1]) as LiveSnapshot
    if (text.length > SNAPSHOT_CHARACTERS_MAX) break
  }
  throw new Error(`no snapshot of ${showId} came`)
}
