// Comments: a row each, with what was pinned on the viewer's screen and what the scorer made of the text, and the newest for
// the next frame.
import type { EventOf } from '../../events/contract.ts'
import { COMMENTS_PER_FRAME_MAX } from '../contract.ts'
import { pinAt } from '../shows/moments.ts'
import { changeMinute, minuteOfTime } from '../shows/windows.ts'
import type { Step } from '../state/step.ts'
import { scoreComment } from './scoring.ts'
import { seenAt } from './seen.ts'

export function applyComment(step: Step, event: EventOf<'chat.posted'>): void {
  const { state, show, session, at_ms, offset, index } = step
  const pin = show === null ? null : pinAt(show, seenAt(step))
  const productId = pin?.productId ?? ''
  step.momentId = pin?.momentId ?? ''
  step.productId = productId
  const body = event.body
  const scored = scoreComment(state.scorer, body.text, show, productId)
  state.dirty.comments.add({
    log_id: state.logId,
    partition: state.partition,
    offset,
    index,
    show_id: event.showId ?? '',
    comment_id: body.commentId,
    visitor_id: event.visitorId,
    session_id: session?.id ?? event.sessionId ?? '',
    author: body.author ?? '',
    role: body.role,
    text: body.text,
    lang: body.lang ?? '',
    reply_to: body.replyTo ?? '',
    product_id: productId,
    moment_id: step.momentId,
    about_product_id: scored.aboutProductId,
    model: scored.model,
    language: scored.language,
    sentiment_milli: scored.sentiment_milli,
    confidence_milli: scored.confidence_milli,
    labels: scored.labels,
    text_key: scored.textKey,
    question_key: scored.questionKey,
    occurred_at: at_ms,
    media_time: event.mediaTime_ms,
    late: step.late,
    version: offset,
  })
  if (show === null || session === null) return
  session.comments += 1
  show.totals.comments += 1
  if (!step.late) changeMinute(state, show, minuteOfTime(at_ms)).comments += 1
  show.commentsTotal += 1
  // Of an erased visitor: counted, and nothing to show.
  if (body.text === '') return
  show.comments.push({
    id: `${state.partition}.${offset}.${index}`,
    commentId: body.commentId,
    visitorId: event.visitorId,
    at_ms,
    author: body.author,
    role: body.role,
    text: body.text,
    lang: body.lang,
    replyTo: body.replyTo,
    productId: scored.aboutProductId === '' ? null : scored.aboutProductId,
    sentiment_milli: scored.sentiment_milli,
    labels: scored.labels,
    textKey: scored.textKey,
    questionKey: scored.questionKey,
  })
  if (show.comments.length > COMMENTS_PER_FRAME_MAX) show.comments.shift()
}
