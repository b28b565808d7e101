// What SQL knows of a show that frames no longer carry: windows closed before the API came up, or while it looked away.
import type { Store } from '../../store/contract.ts'
import type { CatalogueEntry, Channel, ShowKind } from '../../events/contract.ts'
import type { CommentFrame, DeclaredShow, MomentFrame } from '../../pipeline/contract.ts'
import { WATCH_BUCKETS_MS } from '../../pipeline/contract.ts'
import { COMMENTS_KEPT_MAX, HISTORY_BYTES_MAX, HISTORY_PRODUCTS_PER_MINUTE_MAX, VOICE_COMMENTS_MAX } from '../limits.ts'
import { loadMoments } from '../shows/moments.ts'
import { ms } from '../shows/words.ts'
import { columnsOf, MINUTE_FIELDS, PRODUCT_FIELDS, QUALITY_COLUMNS, TOTAL_FIELDS } from './fields.ts'
import type { OrderCopy } from './orders.ts'
import type { Closing } from './voice/book.ts'

/** A row of a keyed table: a partition's absolute value at a log offset. */
export interface KeyedRow {
  readonly part: string
  readonly version: number
  readonly values: readonly number[]
}
export interface SecondRow extends KeyedRow {
  readonly second: number
}
export interface MinuteRow extends KeyedRow {
  readonly minute: number
  /** Words that follow the minute in the key. */
  readonly words: readonly string[]
}

export interface History {
  readonly declared: DeclaredShow | null
  readonly moments: readonly MomentFrame[]
  readonly seconds: readonly SecondRow[]
  readonly totals: readonly KeyedRow[]
  /** Sessions by WATCH_BUCKETS_MS. */
  readonly watch: readonly KeyedRow[]
  readonly minutes: readonly MinuteRow[]
  readonly reactions: readonly MinuteRow[]
  readonly products: readonly MinuteRow[]
  readonly quality: readonly MinuteRow[]
  /** The newest, and of the whole stretch all that viewers said, their texts left out where no question stands on them. */
  readonly comments: readonly CommentFrame[]
  readonly said: readonly CommentFrame[]
  readonly marks: readonly Closing[]
  readonly orders: readonly OrderCopy[]
}

/** Seconds and minutes from `from_s` on (0: all); declared facts, totals, newest comments and orders always. */
export async function loadHistory(
  store: Store,
  showId: string,
  from_s: number,
  bytes_max = HISTORY_BYTES_MAX,
): Promise<History> {
  const rows: Rows = (sql, more = {}) =>
    store.query(sql, { params: { show: showId, from: from_s, bytes: bytes_max, ...more } })
  const minutes = (
    table: string,
    words: string,
    columns: readonly string[],
    most = '',
  ): Promise<readonly MinuteRow[]> =>
    rows<MinuteRow>(
      bounded(
        `SELECT ${PART}, toUInt32(t.minute) AS minute, CAST([${words}], 'Array(String)') AS words,
          CAST([${columns}], 'Array(Float64)') AS values
        FROM ${table} AS t FINAL WHERE t.show_id = {show:String} AND t.minute >= toDateTime({from:UInt32}) ${most}`,
        'minute DESC, part, words',
        '100 + 8 * length(values) + arraySum(word -> length(word), words)',
      ),
    )
  return {
    declared: await loadDeclared(rows),
    moments: await loadMoments(store, showId),
    seconds: await rows<SecondRow>(`SELECT ${PART}, toUInt32(t.second) AS second, [joins, leaves] AS values
      FROM audience_seconds_log AS t FINAL WHERE t.show_id = {show:String} AND t.second >= toDateTime({from:UInt32})`),
    totals: await rows<KeyedRow>(`SELECT ${PART}, CAST([${columnsOf(TOTAL_FIELDS)}], 'Array(Float64)') AS values
      FROM show_totals_log FINAL WHERE show_id = {show:String}`),
    watch: await loadWatch(rows),
    minutes: await minutes('show_minutes_log', '', columnsOf(MINUTE_FIELDS)),
    reactions: await minutes('reaction_minutes_log', 'reaction', ['count']),
    products: await minutes('product_minutes_log', 'product_id, moment_id', columnsOf(PRODUCT_FIELDS), MOST_PRODUCTS),
    quality: await minutes('quality_minutes_log', 'toString(screen), toString(connection)', QUALITY_COLUMNS),
    comments: await loadComments(rows),
    said: await loadSaid(rows),
    marks: await loadMarks(rows),
    orders: await loadOrders(rows),
  }
}

/** As in frames: those with a moment, and of the others so many, here those with the most said of them. */
const MOST_PRODUCTS = `ORDER BY moment_id = '', impressions + clicks + carts DESC, product_id
  LIMIT ${HISTORY_PRODUCTS_PER_MINUTE_MAX} BY part, minute, moment_id = ''`

/**
 * The first of some rows, in an order, that come to no more than the bound by a weight: viewers invent rows, as long as ids may be,
 * and the thread that reads them takes everybody's events as well.
 */
function bounded(rows: string, order: string, weight: string): string {
  return `SELECT * EXCEPT so_far FROM (SELECT *, sum(${weight}) OVER (ORDER BY ${order} ROWS UNBOUNDED PRECEDING) AS so_far
    FROM (${rows})) WHERE so_far <= {bytes:UInt64} ORDER BY ${order}`
}

const PART = "concat(log_id, '/', toString(partition)) AS part, toFloat64(version) AS version"

/** Sessions that joined, by partition and bucket of watch time. */
async function loadWatch(rows: Rows): Promise<readonly KeyedRow[]> {
  const found = await rows<{ part: string; version: number; bucket: number; sessions: number }>(
    `SELECT concat(log_id, '/', toString(partition)) AS part, toFloat64(max(version)) AS version,
      toUInt32(arrayFirstIndex(bound -> played_ms <= bound, {bounds:Array(UInt64)})) AS bucket, toFloat64(count()) AS sessions
    FROM sessions_log FINAL WHERE show_id = {show:String} AND first_joined_at IS NOT NULL GROUP BY part, bucket`,
    { bounds: WATCH_BUCKETS_MS },
  )
  return [...Map.groupBy(found, (row) => row.part)].map(([part, buckets]) => {
    const values = new Array<number>(WATCH_BUCKETS_MS.length + 1).fill(0)
    // The index starts at 1; 0 is said for values above every bound.
    for (const { bucket, sessions } of buckets) values[bucket === 0 ? WATCH_BUCKETS_MS.length : bucket - 1] = sessions
    return { part, version: Math.max(...buckets.map((row) => row.version)), values }
  })
}

type Rows = <T>(sql: string, more?: Readonly<Record<string, unknown>>) => Promise<readonly T[]>

interface ShowRow {
  readonly title: string
  readonly kind: ShowKind
  readonly channel: Channel
  readonly host: string
  readonly currency: string
  readonly planned: number | null
  readonly started: number | null
  readonly ended: number | null
  readonly products: string
}

async function loadDeclared(rows: Rows): Promise<DeclaredShow | null> {
  const [row] = await rows<ShowRow>(`SELECT title, kind, channel, host, currency, ${ms('planned_start')} AS planned,
    ${ms('started_at')} AS started, ${ms('ended_at')} AS ended, products
    FROM shows_log FINAL WHERE show_id = {show:String}
    ORDER BY coalesce(started_at, planned_start) DESC NULLS LAST, log_id LIMIT 1`)
  if (!row) return null
  return {
    title: row.title,
    showKind: row.kind,
    channel: row.channel,
    host: row.host,
    currency: row.currency,
    plannedStart_ms: row.planned,
    startedAt_ms: row.started,
    endedAt_ms: row.ended,
    products: row.products === '' ? [] : (JSON.parse(row.products) as CatalogueEntry[]),
  }
}

interface CommentRow {
  readonly id: string
  readonly comment_id: string
  readonly visitor_id: string
  readonly at: number
  readonly author: string
  readonly role: CommentFrame['role']
  readonly text: string
  readonly lang: string
  readonly reply_to: string
  readonly about: string
  readonly sentiment: number | null
  readonly labels: number
  readonly text_key: number
  readonly question_key: string
}

const commentColumns = (
  text: string,
): string => `concat(toString(partition), '.', toString(offset), '.', toString(index)) AS id,
  comment_id, visitor_id, ${ms('occurred_at')} AS at, author, role, ${text} AS text, lang, reply_to,
  about_product_id AS about, toFloat64(sentiment_milli) AS sentiment, labels, text_key, question_key`

async function loadComments(rows: Rows): Promise<readonly CommentFrame[]> {
  const found = await rows<CommentRow>(`SELECT ${commentColumns('t.text')} FROM comments_log AS t FINAL
    WHERE show_id = {show:String} AND t.text != '' ORDER BY occurred_at DESC LIMIT ${COMMENTS_KEPT_MAX}`)
  return found.map(commentFrame)
}

/** The stretch, oldest first; where it has more than VOICE_COMMENTS_MAX the newest of it. */
async function loadSaid(rows: Rows): Promise<readonly CommentFrame[]> {
  const said = `SELECT ${commentColumns("if(t.question_key = '', '', t.text)")},
      (occurred_at, partition, offset, index) AS place
    FROM comments_log AS t FINAL WHERE show_id = {show:String} AND occurred_at >= toDateTime({from:UInt32})
    ORDER BY place DESC LIMIT ${VOICE_COMMENTS_MAX}`
  const weight = `300 + ${lengths('comment_id', 'visitor_id', 'author', 'text', 'lang', 'reply_to', 'about', 'question_key')}`
  const found = await rows<CommentRow>(
    `SELECT * EXCEPT place FROM (${bounded(said, 'place DESC', weight)}) ORDER BY place DESC`,
  )
  return found.toReversed().map(commentFrame)
}

function commentFrame(row: CommentRow): CommentFrame {
  return {
    id: row.id,
    commentId: row.comment_id,
    visitorId: row.visitor_id,
    at_ms: row.at,
    author: row.author === '' ? null : row.author,
    role: row.role,
    text: row.text,
    lang: row.lang === '' ? null : row.lang,
    replyTo: row.reply_to === '' ? null : row.reply_to,
    productId: row.about === '' ? null : row.about,
    sentiment_milli: row.sentiment,
    labels: row.labels,
    textKey: row.text_key,
    questionKey: row.question_key,
  }
}

/** What hosts marked; replies are told by the comments. */
async function loadMarks(rows: Rows): Promise<readonly Closing[]> {
  const found = await rows<{ question_key: string; mark: Closing['mark']; at: number }>(
    `SELECT question_key, mark, ${ms('marked_at')} AS at FROM question_marks_log FINAL
    WHERE show_id = {show:String} ORDER BY marked_at, offset, index`,
  )
  return found.map(({ question_key, mark, at }) => ({ questionKey: question_key, mark, at_ms: at }))
}

interface OrderRow {
  readonly log_id: string
  readonly partition: number
  readonly at_offset: number
  readonly index: number
  readonly order_id: string
  readonly visitor_id: string
  readonly show_id: string
  readonly at: number
  readonly total: number
  readonly currency: string
  readonly late: boolean
  readonly proven: boolean
  /** [product, moment, quantity, price] a line. */
  readonly lines: readonly (readonly [string, string, number, number])[]
}

const lengths = (...columns: readonly string[]): string => columns.map((column) => `length(${column})`).join(' + ')

/** Proven ones before what anybody can say, and then the oldest: a flood comes later than what it would bury. */
const ORDER_OF_COPIES = 'NOT proven, at, partition, at_offset, index, log_id'

/**
 * Of the orders this show has a copy of, the copies that count by orders.ts: the best attributed one, and the best proven one
 * without a show. A flood of copies costs nothing here.
 */
async function loadOrders(rows: Rows): Promise<readonly OrderCopy[]> {
  const copies = `SELECT o.log_id AS log_id, o.partition AS partition, toFloat64(o.offset) AS at_offset,
      o.index AS index, o.order_id AS order_id, o.visitor_id AS visitor_id, o.show_id AS show_id,
      ${ms('o.occurred_at')} AS at, toFloat64(o.total_minor) AS total, o.currency AS currency, o.late AS late, o.proven AS proven,
      arraySort((line, number) -> number, groupArray((l.product_id, l.moment_id, l.quantity, toFloat64(l.price_minor))),
        groupArray(l.line)) AS lines
    FROM (SELECT * FROM orders_log FINAL WHERE (show_id != '' OR proven) AND order_id IN
      (SELECT order_id FROM orders_log WHERE show_id = {show:String})) AS o
    LEFT JOIN (SELECT * FROM order_lines_log FINAL WHERE order_id IN
      (SELECT order_id FROM orders_log WHERE show_id = {show:String})) AS l
      ON l.order_id = o.order_id AND l.log_id = o.log_id AND l.partition = o.partition AND l.offset = o.offset
        AND l.index = o.index
    GROUP BY ALL ORDER BY ${ORDER_OF_COPIES} LIMIT 1 BY order_id, show_id = ''`
  const weight = `300 + ${lengths('order_id', 'visitor_id', 'show_id')}
    + arraySum(line -> 40 + length(line.1) + length(line.2), lines)`
  const found = await rows<OrderRow>(bounded(copies, ORDER_OF_COPIES, weight))
  return found.map((row) => ({
    showId: row.show_id,
    logId: row.log_id,
    orderId: row.order_id,
    partition: row.partition,
    offset: row.at_offset,
    index: row.index,
    at_ms: row.at,
    visitorId: row.visitor_id,
    attributed: row.show_id !== '',
    proven: row.proven,
    total_minor: row.total,
    currency: row.currency,
    late: row.late,
    lines: row.lines
      .filter(([productId]) => productId !== '')
      .map(([productId, momentId, quantity, price_minor]) => ({ productId, momentId, quantity, price_minor })),
  }))
}
