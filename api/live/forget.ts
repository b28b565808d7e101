// Erased visitors on the glass: what they wrote goes from the lists at once, and pages that have it are told to let it go by
// the same comment again, without a text.
import type { Comment } from '../contract.ts'
import { ERASED_COMMENTS_MAX } from '../limits.ts'
import type { ShowModel } from './model.ts'
import { forgetAsks } from './voice/forget.ts'

/** Takes out of a show what visitors of whom this is true wrote. Answers the comments without their texts. */
export function forgetErased(model: ShowModel, isErased: (visitorId: string) => boolean): readonly Comment[] {
  const gone = model.comments.filter(({ id }) => isErased(model.speakers.get(id) ?? ''))
  forgetAsks(model.voice, isErased)
  if (gone.length === 0) return []
  const blank = gone.map((comment): Comment => {
    model.speakers.delete(comment.id)
    return { ...comment, text: '', author: null, labels: [], sentiment: null, textKey: 0, questionKey: '' }
  })
  model.comments = model.comments.filter((comment) => !gone.includes(comment))
  model.erased = [...model.erased, ...blank].slice(-ERASED_COMMENTS_MAX)
  return blank
}
