// The queue of questions as the host reads it: the service's order, the host's own marks at once, and a list and a selection
// that stand still while they are used. Pure.
import type { Question, QuestionMark } from '../../../../api/contract.ts'
import { NNBSP } from '../../format/formats.ts'

/** What the host's marks on their way do to the service's list: closed ones go, pinned ones lead. */
export function afterMarks(
  questions: readonly Question[],
  marks: ReadonlyMap<string, QuestionMark>,
): readonly Question[] {
  if (marks.size === 0) return questions
  return questions
    .filter(({ questionKey }) => !isClosing(marks.get(questionKey)))
    .map((question) => {
      const mark = marks.get(question.questionKey)
      return mark === undefined ? question : { ...question, pinned: mark === 'pinned' }
    })
    .toSorted((a, b) => Number(b.pinned) - Number(a.pinned))
}

const isClosing = (mark: QuestionMark | undefined): boolean => mark === 'answered' || mark === 'dismissed'

export interface QuestionRow {
  readonly question: Question
  /** true: no longer open, kept in its place only because the list is held. */
  readonly gone: boolean
}

export const rowsOf = (questions: readonly Question[]): readonly QuestionRow[] =>
  questions.map((question) => ({ question, gone: false }))

/** Under a pointer or a focus: nobody changes place, what closed stays where it was, what is new comes last. */
export function heldRows(held: readonly QuestionRow[], questions: readonly Question[]): readonly QuestionRow[] {
  const open = new Map(questions.map((question) => [question.questionKey, question]))
  const kept = held.map((row): QuestionRow => {
    const question = open.get(row.question.questionKey)
    open.delete(row.question.questionKey)
    return question ? { question, gone: false } : { question: row.question, gone: true }
  })
  return [...kept, ...rowsOf([...open.values()])]
}

export interface Selection {
  readonly questionKey: string
  readonly index: number
  /** When the host chose it, on the page's monotonic clock; null: it is the top question, nobody chose it. */
  readonly chosen_ms: number | null
  /** What was selected before the top question took over by itself, and when that was. */
  readonly before: { readonly questionKey: string; readonly at_ms: number } | null
}

/** A choice of the host stands this long, then the top question is selected again. */
export const CHOICE_MS = 20_000
/** Nobody reads a new question faster: a key pressed sooner meant the one before. */
export const READ_MS = 700

/**
 * The selection over the list as it is now. What was selected stays so wherever it moves; when it is gone, what took its
 * place is; without a choice of the host, the top question is.
 */
export function selectionIn(
  selection: Selection | null,
  keys: readonly string[],
  isHeld: boolean,
  now_ms: number,
): Selection | null {
  const [top] = keys
  if (top === undefined) return null
  if (selection === null) return { questionKey: top, index: 0, chosen_ms: null, before: null }
  const index = keys.indexOf(selection.questionKey)
  if (index === -1) {
    const place = Math.min(selection.index, keys.length - 1)
    return { ...selection, questionKey: keys[place] ?? top, index: place, before: null }
  }
  const isChosen = selection.chosen_ms !== null && now_ms - selection.chosen_ms < CHOICE_MS
  if (index > 0 && !isChosen && !isHeld) {
    const before = { questionKey: selection.questionKey, at_ms: now_ms }
    return { questionKey: top, index: 0, chosen_ms: null, before }
  }
  return index === selection.index ? selection : { ...selection, index }
}

/** The question a key pressed now is meant for. */
export function meantBy(selection: Selection, now_ms: number): string {
  const { before } = selection
  return before && now_ms - before.at_ms < READ_MS ? before.questionKey : selection.questionKey
}

/** One further down or up; stays at the ends. */
export function moved(selection: Selection, keys: readonly string[], by: 1 | -1, now_ms: number): Selection {
  const index = Math.max(0, Math.min(keys.length - 1, selection.index + by))
  return { questionKey: keys[index] ?? selection.questionKey, index, chosen_ms: now_ms, before: null }
}

/** What a question is about, in the queue and beside a comment alike: "#how to buy"; null of 'other', which says nothing. */
export const topicTag = (topic: string): string | null => (topic === 'other' ? null : `#${topic.replaceAll('_', ' ')}`)

/** 112000 -> "1 min 52 s"; whole seconds. */
export function answerTime(ms: number): string {
  const seconds = Math.round(ms / 1000)
  const [minutes, rest] = [Math.floor(seconds / 60), seconds % 60]
  if (minutes === 0) return `${seconds}${NNBSP}s`
  return rest === 0 ? `${minutes}${NNBSP}min` : `${minutes}${NNBSP}min ${rest}${NNBSP}s`
}
