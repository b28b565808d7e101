// The resources of contract.ts as JSON Schema. Each is checked against its type by the compiler (no field missing or
// misspelt) and against real answers by the tests.
import type * as api from '../contract.ts'
import { ENGAGEMENT_PARTS, SHOW_STATUSES } from './words.ts'
import { jsonSchemaOf } from './declared.ts'
import {
  commentToScore,
  momentDeclaration,
  nothingDeclared,
  questionMarking,
  showDeclaration,
  signIn,
  sqlRequest,
} from '../routes/declarations.ts'
import { voiceSchemas } from './voice-schemas.ts'
import {
  count,
  flag,
  list,
  nullable,
  number,
  object,
  oneOf,
  partial,
  ref,
  text,
  time_ms,
  time_s,
  whole,
} from './schema.ts'
import { products, shows } from './show-schemas.ts'
import type { Schema } from './schema.ts'

const funnel = object<api.FunnelWindow>({
  impressions: count,
  clicks: count,
  carts: count,
  checkouts: count,
  orders: count,
  revenue_minor: whole,
})

const live: Readonly<Record<string, Schema>> = {
  Engagement: object<api.Engagement>({
    score: nullable(number),
    change: nullable(number),
    usualLow: nullable(number),
    usualHigh: nullable(number),
    parts: list(
      object<api.EngagementPart>({
        part: oneOf(ENGAGEMENT_PARTS),
        points: number,
        change: nullable(number),
        rate: number,
        usual: number,
      }),
    ),
  }),
  PinnedProduct: object<api.PinnedProduct>({
    momentId: text,
    productId: text,
    pinnedAt_ms: time_ms,
    offer_minor: nullable(whole),
    last10: funnel,
    before10: funnel,
  }),
  LiveNow: object<api.LiveNow>({
    status: oneOf(SHOW_STATUSES),
    at_ms: time_ms,
    sentAt_ms: number,
    viewers: count,
    peakViewers: count,
    peakAt_ms: nullable(time_ms),
    viewersMinuteAgo: nullable(whole),
    joinsLastMinute: count,
    leavesLastMinute: count,
    uniqueViewers: count,
    medianWatch_ms: nullable(number),
    played_ms: count,
    comments: count,
    commentsLastMinute: count,
    reactions: count,
    reactionsLastMinute: list(object<api.LiveNow['reactionsLastMinute'][number]>({ reaction: text, count }), {
      maxItems: 6,
    }),
    shares: count,
    orders: count,
    buyers: count,
    revenue_minor: whole,
    engagement: ref('Engagement'),
    pinned: nullable(ref('PinnedProduct')),
    quality: ref('QualityNow'),
    qualityGroups: list(
      object<api.QualityGroup>({
        screen: text,
        connection: text,
        cells: list(object<api.QualityCell>({ minute: time_s, played_ms: count, rebuffer_ms: count })),
      }),
    ),
    mood: ref('Mood'),
    wants: ref('Wants'),
    wrong: nullable(ref('Wrong')),
    dear: nullable(ref('Dear')),
    streamAlert: nullable(
      object<NonNullable<api.LiveNow['streamAlert']>>({ text, since_ms: time_ms, screen: text, connection: text }),
    ),
    trust: object<api.LiveNow['trust']>({
      lag_ms: number,
      lagging: nullable(object<api.Lagging>({ partition: count, isMissing: flag, others: count })),
      gaps: count,
      duplicates: count,
      events: count,
      late: count,
    }),
  }),
  CurvePoint: object<api.CurvePoint>({ t: time_s, viewers: whole }),
  LiveSnapshot: object<api.LiveSnapshot>({
    show: ref('ShowSummary'),
    products: list(ref('CatalogueEntry')),
    moments: list(ref('Moment')),
    now: ref('LiveNow'),
    curve: list(ref('CurvePoint')),
    comments: list(ref('Comment'), { maxItems: 50 }),
    questions: ref('QuestionQueue'),
  }),
  LiveFrame: object<api.LiveFrame>({
    now: ref('LiveNow'),
    curve: list(ref('CurvePoint')),
    comments: list(ref('Comment')),
    show: nullable(ref('ShowSummary')),
    products: nullable(list(ref('CatalogueEntry'))),
    moments: nullable(list(ref('Moment'))),
    questions: nullable(ref('QuestionQueue')),
  }),
}

const analysts: Readonly<Record<string, Schema>> = {
  Metric: object<api.Metric>({
    name: text,
    title: text,
    unit: text,
    counts: text,
    leavesOut: text,
    elsewhere: list(object<api.Metric['elsewhere'][number]>({ platform: text, how: text })),
    version: whole,
    sql: text,
  }),
  SchemaTable: object<api.SchemaTable>({
    name: text,
    comment: text,
    kind: oneOf(['table', 'view']),
    rows: nullable(count),
    columns: list(object<api.SchemaTable['columns'][number]>({ name: text, type: text, comment: text })),
  }),
  SqlAnswer: object<api.SqlAnswer>({
    columns: list(object<api.SqlAnswer['columns'][number]>({ name: text, type: text })),
    data: list(list({})),
    rows: count,
    elapsed_ms: number,
    read: nullable(object<NonNullable<api.SqlAnswer['read']>>({ rows: count, bytes: count })),
    limits: ref('SqlLimits'),
  }),
  SqlLimits: object<api.SqlLimits>({ time_ms: count, memory_bytes: count, rows: count, answer_bytes: count }),
  Conservation: object<api.Conservation>({
    sources: list(
      object<api.Conservation['sources'][number]>({
        source: text,
        received: count,
        stored: count,
        folded: count,
        duplicate: count,
        quarantined: count,
        bot: count,
        late: count,
        balanced: flag,
      }),
    ),
  }),
}

const others: Readonly<Record<string, Schema>> = {
  Problem: partial<api.Problem>(
    {
      type: text,
      title: text,
      status: whole,
      code: text,
      detail: text,
      errors: list(object<NonNullable<api.Problem['errors']>[number]>({ path: text, expected: text, found: text })),
    },
    ['type', 'title', 'status', 'code', 'detail'],
    'RFC 9457. `code` is stable, for programs; title and detail are for people.',
  ),
  HostAccepted: object<api.HostAccepted>({ messageId: text, momentId: nullable(text) }),
  Readiness: object<api.Readiness>({
    status: oneOf(['ready']),
    checks: { type: 'object', additionalProperties: text },
  }),
  ShowDeclaration: jsonSchemaOf(showDeclaration),
  MomentDeclaration: jsonSchemaOf(momentDeclaration),
  Nothing: jsonSchemaOf(nothingDeclared),
  SqlRequest: jsonSchemaOf(sqlRequest),
  SignIn: jsonSchemaOf(signIn),
  QuestionMarking: jsonSchemaOf(questionMarking),
  CommentToScore: jsonSchemaOf(commentToScore),
}

export const schemas: Readonly<Record<string, Schema>> = {
  ...voiceSchemas,
  ...shows,
  ...products,
  ...live,
  ...analysts,
  ...others,
}
