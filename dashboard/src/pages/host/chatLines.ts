// The lines of the comment list: copies of one text and spam are folded, counted, and can be opened. Pure.
import type { Comment, Label } from '../../../../api/contract.ts'
import { topicTag } from './questionQueue.ts'

export interface CommentLine {
  readonly kind: 'comment'
  readonly id: string
  readonly comment: Comment
  /** true: it belongs to the opened fold above it. */
  readonly folded: boolean
}

export interface FoldLine {
  readonly kind: 'fold'
  /** The same while it grows. */
  readonly id: string
  readonly of: 'copies' | 'spam'
  /** Of copies: their text. */
  readonly text: string
  readonly count: number
  readonly open: boolean
}

/** Fewer copies of a text stand as they are: two viewers may well say the same. */
export const COPIES_MIN = 3
const SPAM = 'spam'

/**
 * Comments (newest last) with copies and spam folded, each fold where its first comment was, so that nothing below it moves
 * when it grows. What the host and moderators say is never folded.
 */
export function linesOf(
  comments: readonly Comment[],
  opened: ReadonlySet<string>,
): readonly (CommentLine | FoldLine)[] {
  const copies = new Map<number, number>()
  for (const { role, textKey } of comments) if (role === 'viewer') copies.set(textKey, (copies.get(textKey) ?? 0) + 1)
  const foldOf = ({ role, textKey, labels }: Comment): string | null => {
    if (role !== 'viewer') return null
    if ((copies.get(textKey) ?? 0) >= COPIES_MIN) return `copies-${textKey}`
    return labels.includes('spam') ? SPAM : null
  }
  const folds = new Map<string, Comment[]>()
  const order: (Comment | string)[] = []
  for (const comment of comments) {
    const fold = foldOf(comment)
    const members = fold === null ? undefined : folds.get(fold)
    if (fold === null) order.push(comment)
    else if (members) members.push(comment)
    else {
      folds.set(fold, [comment])
      order.push(fold)
    }
  }
  return order.flatMap((entry): (CommentLine | FoldLine)[] => {
    if (typeof entry !== 'string') return [lineOf(entry, false)]
    const members = folds.get(entry) ?? []
    const open = opened.has(entry)
    const fold: FoldLine = {
      kind: 'fold',
      id: entry,
      of: entry === SPAM ? 'spam' : 'copies',
      text: members[0]?.text ?? '',
      count: members.length,
      open,
    }
    return open ? [fold, ...members.map((comment) => lineOf(comment, true))] : [fold]
  })
}

const lineOf = (comment: Comment, folded: boolean): CommentLine => ({
  kind: 'comment',
  id: comment.id,
  comment,
  folded,
})

/** Whether the product it was scored with is worth a sign: a greeting or a word of praise is of none in particular. */
export function isAboutProduct({ labels }: Pick<Comment, 'labels'>): boolean {
  return labels.some((label) => label !== 'greeting' && label !== 'praise' && label !== 'spam')
}

export interface Chip {
  readonly text: string
  readonly tone: 'plain' | 'buy' | 'bad'
}

const PLAIN: Partial<Readonly<Record<Label, string>>> = { request: 'request', spam: 'spam' }
const BUY: Partial<Readonly<Record<Label, string>>> = { intent: 'wants it', purchased: 'bought' }

/** What a comment is, beside it. Praise and greetings have no chip: the face and the words say them. */
export function chipsOf({ labels, sentiment, role }: Pick<Comment, 'labels' | 'sentiment' | 'role'>): readonly Chip[] {
  // Of a question that has a topic, 'other' beside it says nothing more.
  const bare = labels.some((label) => label.startsWith('question.') && label !== 'question.other') ? null : 'question'
  const chips = labels.flatMap((label): Chip[] => {
    const [kind, about = ''] = label.split('.')
    const buy = BUY[label]
    if (buy) return [{ text: buy, tone: 'buy' }]
    if (kind === 'complaint') return [{ text: `complaint: ${about}`, tone: 'bad' }]
    const plain = PLAIN[label] ?? (kind === 'question' ? (topicTag(about) ?? bare) : null)
    return plain === null ? [] : [{ text: plain, tone: 'plain' }]
  })
  return sentiment === null && role === 'viewer' ? [...chips, { text: 'unscored', tone: 'plain' }] : chips
}
