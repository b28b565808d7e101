// What the host did with the questions: a row a mark, kept by the home partition as all that hosts do.
import { HOME_PARTITION, type EventOf } from '../../events/contract.ts'
import { QUESTION_MARKS_PER_FRAME_MAX } from '../limits.ts'
import { keepActive } from '../shows/active.ts'
import type { Show } from '../state/show.ts'
import type { State } from '../state/state.ts'

export function markQuestion(
  state: State,
  show: Show,
  event: EventOf<'question.marked'>,
  at_ms: number,
  offset: number,
  index: number,
): void {
  if (state.partition !== HOME_PARTITION) return
  const { questionKey, mark } = event.body
  state.dirty.questionMarks.add({
    log_id: state.logId,
    partition: state.partition,
    offset,
    index,
    show_id: show.id,
    question_key: questionKey,
    mark,
    marked_at: at_ms,
    version: offset,
  })
  show.questionMarks.push({ questionKey, mark, at_ms })
  if (show.questionMarks.length > QUESTION_MARKS_PER_FRAME_MAX) show.questionMarks.shift()
  show.unframed = true
  keepActive(state, show)
}
