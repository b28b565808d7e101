// About how many bytes the parts of a frame take on the feed, rather too many: a field's name and value, and three bytes
// for each character of what viewers wrote.
import type { Declared, Moment, ProductMinute, Show, ShowMinute } from '../state/show.ts'
import type { CommentFrame, OrderFrame } from '../contract.ts'

const FIELD = 20
const CHARACTER = 3

/** What is left of a frame's bytes; may be in debt by one show's or one thing's. */
export interface FrameRoom {
  left_bytes: number
}

/** What a frame always tells of a show it tells of. */
export function weightOfShow(show: Show): number {
  let weight = (20 + show.watchBuckets.length) * FIELD
  if (show.declared !== null) weight += weightOfDeclared(show.declared)
  for (const moment of show.moments) weight += weightOfMoment(moment)
  weight += (show.seconds.size + show.closedSeconds.length) * 3 * FIELD
  for (const minute of show.minutes) weight += weightOfMinute(minute)
  for (const comment of show.comments) weight += weightOfComment(comment)
  for (const { questionKey } of show.questionMarks) weight += 3 * FIELD + text(questionKey)
  return weight
}

/** Without its products. */
export function weightOfMinute(minute: ShowMinute): number {
  let weight = 12 * FIELD
  for (const reaction of minute.byReaction.keys()) weight += FIELD + text(reaction)
  for (const quality of minute.quality) if (quality !== null) weight += 24 * FIELD
  return weight
}

export function weightOfProduct({ productId, momentId }: ProductMinute): number {
  return 8 * FIELD + text(productId) + text(momentId)
}

export function weightOfOrder(order: OrderFrame): number {
  let weight = 11 * FIELD + text(order.orderId) + text(order.visitorId)
  for (const { productId, momentId } of order.lines) weight += 4 * FIELD + text(productId) + text(momentId)
  return weight
}

function weightOfDeclared({ title, host, products }: Declared): number {
  let weight = 9 * FIELD + text(title) + text(host)
  for (const { productId, title, image } of products) weight += 5 * FIELD + text(productId) + text(title) + text(image)
  return weight
}

function weightOfMoment({ momentId, title, productId }: Moment): number {
  return 8 * FIELD + text(momentId) + text(title) + text(productId)
}

function weightOfComment(comment: CommentFrame): number {
  const { commentId, visitorId, author, replyTo, productId, questionKey } = comment
  const named = text(commentId) + text(visitorId) + text(author) + text(replyTo) + text(productId) + text(questionKey)
  return 14 * FIELD + named + text(comment.text)
}

function text(value: string | null): number {
  return value === null ? 0 : value.length * CHARACTER
}
