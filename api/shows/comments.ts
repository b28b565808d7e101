// A show's comments, newest first, page by page.
import type { Store } from '../../store/contract.ts'
import type { Comment, CommentPage, Label } from '../contract.ts'
import { ms } from './words.ts'

export const COMMENTS_PAGE_MAX = 200

export interface CommentQuery {
  readonly showId: string
  readonly limit: number
  /** A `next` of an earlier page; null: from the newest. */
  readonly before: Cursor | null
  /** Found anywhere in the text, whatever the case; '' finds all. */
  readonly text: string
}

/** Where a page ends: comments are ordered by (time, log, partition, offset, index). */
export interface Cursor {
  readonly at_ms: number
  readonly logId: string
  readonly partition: number
  readonly offset: number
  readonly index: number
}

interface Row {
  readonly log_id: string
  readonly partition: number
  readonly at_offset: number
  readonly index: number
  readonly comment_id: string
  readonly at: number
  readonly author: string
  readonly role: Comment['role']
  readonly text: string
  readonly lang: string
  readonly about_product_id: string
  readonly sentiment: number | null
  readonly labels: readonly Label[]
  readonly text_key: number
  readonly question_key: string
}

export async function loadComments(store: Pick<Store, 'query'>, query: CommentQuery): Promise<CommentPage> {
  const { before } = query
  const below = before
    ? `AND (occurred_at, log_id, partition, offset, index) < (fromUnixTimestamp64Milli({at:Int64}, 'UTC'), {log:String},
        {partition:UInt16}, {offset:UInt64}, {index:UInt32})`
    : ''
  const having = query.text === '' ? '' : 'AND positionCaseInsensitiveUTF8(text, {text:String}) > 0'
  const rows = await store.query<Row>(
    `SELECT log_id, partition, toFloat64(offset) AS at_offset, index, comment_id, ${ms('occurred_at')} AS at, author, role,
      text, lang, about_product_id, sentiment, labels, text_key, question_key
    FROM comments WHERE show_id = {show:String} AND text != '' ${below} ${having}
    ORDER BY occurred_at DESC, log_id DESC, partition DESC, offset DESC, index DESC LIMIT {limit:UInt32}`,
    {
      params: {
        show: query.showId,
        text: query.text,
        // One more tells whether there is a next page.
        limit: query.limit + 1,
        ...(before ? { at: before.at_ms, log: before.logId, ...before } : {}),
      },
    },
  )
  const page = rows.slice(0, query.limit)
  const last = page.at(-1)
  return {
    comments: page.map((row) => ({
      id: `${row.partition}.${row.at_offset}.${row.index}`,
      commentId: row.comment_id,
      at_ms: row.at,
      author: row.author === '' ? null : row.author,
      role: row.role,
      text: row.text,
      lang: row.lang === '' ? null : row.lang,
      productId: row.about_product_id === '' ? null : row.about_product_id,
      sentiment: row.sentiment,
      labels: row.labels,
      textKey: row.text_key,
      questionKey: row.question_key,
    })),
    next: last && rows.length > query.limit ? writeCursor(last) : null,
  }
}

function writeCursor(row: Row): string {
  const parts = [row.at, row.log_id, row.partition, row.at_offset, row.index]
  return Buffer.from(JSON.stringify(parts)).toString('base64url')
}

/** null for what this API has never given. */
export function readCursor(text: string): Cursor | null {
  try {
    const parts: unknown = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'))
    if (!Array.isArray(parts) || parts.length !== 5) return null
    const [at_ms, logId, partition, offset, index]: readonly unknown[] = parts
    const whole = [at_ms, partition, offset, index]
    if (typeof logId !== 'string' || !whole.every((value) => Number.isSafeInteger(value) && Number(value) >= 0))
      return null
    if (Number(partition) > 0xffff || Number(index) > 0xffff_ffff) return null
    return { at_ms: Number(at_ms), logId, partition: Number(partition), offset: Number(offset), index: Number(index) }
  } catch {
    return null
  }
}
