// What the host does: calls that must not be lost when the line is. Each act is made once, with the id of what it makes,
// so that sending it twice does nothing twice; acts wait in order, bounded, and are sent when the line is back. Pure.
import type { MomentDeclaration, QuestionMark, QuestionMarking, ShowDeclaration } from '../../../api/contract.ts'

export type ActBody =
  | { readonly what: 'moment.start'; readonly moment: MomentDeclaration & { readonly momentId: string } }
  | { readonly what: 'moment.end'; readonly momentId: string }
  | { readonly what: 'show.start'; readonly show: ShowDeclaration }
  | { readonly what: 'show.end' }
  | { readonly what: 'question.mark'; readonly marking: QuestionMarking }

export interface Act {
  readonly id: number
  readonly showId: string
  /** For people: "Pin No. 4". */
  readonly label: string
  readonly body: ActBody
}

export interface ActQueue {
  /** In the order made; the first is the one being sent. */
  readonly waiting: readonly Act[]
  readonly nextId: number
}

/** More than this waiting, and the button says no instead. */
export const ACTS_MAX = 20
export const NO_ACTS: ActQueue = { waiting: [], nextId: 1 }

/** null: the queue is full. */
export function addAct(queue: ActQueue, act: Omit<Act, 'id'>): ActQueue | null {
  if (queue.waiting.length >= ACTS_MAX) return null
  return { waiting: [...queue.waiting, { ...act, id: queue.nextId }], nextId: queue.nextId + 1 }
}

/** Sent, refused or taken back. */
export function removeAct(queue: ActQueue, id: number): ActQueue {
  return { ...queue, waiting: queue.waiting.filter((act) => act.id !== id) }
}

/**
 * Undo of a moment. While its start still waits unsent (it is not `sending_id`), both fall away; otherwise an end is
 * added behind it.
 */
export function undoMoment(
  queue: ActQueue,
  momentId: string,
  undo: Omit<Act, 'id'>,
  sending_id: number | null,
): ActQueue | null {
  const start = queue.waiting.find((act) => act.body.what === 'moment.start' && act.body.moment.momentId === momentId)
  if (start && start.id !== sending_id) return removeAct(queue, start.id)
  return addAct(queue, undo)
}

/**
 * Undo of a question's mark: the newest mark of it falls away while it waits unsent; otherwise `open`, which takes it back,
 * is added behind it.
 */
export function undoMark(
  queue: ActQueue,
  questionKey: string,
  undo: Omit<Act, 'id'>,
  sending_id: number | null,
): ActQueue | null {
  const mark = queue.waiting.findLast(
    (act) => act.body.what === 'question.mark' && act.body.marking.questionKey === questionKey,
  )
  if (mark && mark.id !== sending_id) return removeAct(queue, mark.id)
  return addAct(queue, undo)
}

/** The newest mark of each question among acts. */
export function marksOf(acts: readonly Act[]): ReadonlyMap<string, QuestionMark> {
  const marks = new Map<string, QuestionMark>()
  for (const { body } of acts) if (body.what === 'question.mark') marks.set(body.marking.questionKey, body.marking.mark)
  return marks
}

/** Method, path and body of an act's call. */
export function requestOf(act: Act): { readonly path: string; readonly body: unknown } {
  const show = `/v1/shows/${encodeURIComponent(act.showId)}`
  switch (act.body.what) {
    case 'moment.start':
      return { path: `${show}/moments`, body: act.body.moment }
    case 'moment.end':
      return { path: `${show}/moments/${encodeURIComponent(act.body.momentId)}/end`, body: {} }
    case 'show.start':
      return { path: `${show}/start`, body: act.body.show }
    case 'show.end':
      return { path: `${show}/end`, body: {} }
    case 'question.mark':
      return { path: `${show}/questions/mark`, body: act.body.marking }
  }
}

export type Verdict = 'done' | 'wait' | 'refused'

/** What an answer means for the act. 0: no answer. */
export function verdictOf(status: number): Verdict {
  if (status >= 200 && status < 300) return 'done'
  const passing = status === 0 || status === 408 || status === 429 || status >= 500
  return passing ? 'wait' : 'refused'
}
