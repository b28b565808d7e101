// The resources of contract.ts as JSON Schema. Each is checked against its type by the compiler (no field missing or
// misspelt) and against real answers by the tests.
import { CHANNELS, MOMENT_KINDS, SHOW_KINDS } from '../../events/contract.ts'
import type * as api from '../contract.ts'
import { CURVE_POINTS_MAX, SHOW_SHAPE_POINTS_MAX } from '../contract.ts'
import { COMMENT_ROLES, ENGAGEMENT_PARTS, FINALITIES, SHOW_STATUSES } from './words.ts'
import { jsonSchemaOf } from './declared.ts'
import { momentDeclaration, nothingDeclared, showDeclaration, signIn, sqlRequest } from '../routes/declarations.ts'
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
  share,
  text,
  time_ms,
  time_s,
} from './schema.ts'
import { whole } from './schema.ts'
import type { Schema } from './schema.ts'

const summary: Readonly<Record<keyof api.ShowSummary, Schema>> = {
  showId: text,
  title: text,
  kind: oneOf(SHOW_KINDS),
  channel: oneOf(CHANNELS),
  host: text,
  currency: { ...text, description: 'ISO 4217; empty while nobody has said one' },
  status: oneOf(SHOW_STATUSES),
  plannedStart_ms: nullable(time_ms),
  startedAt_ms: nullable(time_ms),
  endedAt_ms: nullable(time_ms),
  viewersNow: count,
  peakViewers: count,
  uniqueViewers: count,
  played_ms: count,
  comments: count,
  orders: count,
  buyers: count,
  revenue_minor: whole,
}

const moment: Readonly<Record<keyof api.Moment, Schema>> = {
  momentId: text,
  kind: oneOf(MOMENT_KINDS),
  title: text,
  productId: nullable(text),
  price_minor: nullable(whole),
  startsAt_ms: time_ms,
  endsAt_ms: nullable(time_ms),
  plannedEnd_ms: nullable(time_ms),
}

const quality = object<api.QualityNow>({
  attempts: count,
  starts: count,
  failures: count,
  startup_ms: nullable(number),
  played_ms: count,
  rebuffer_ms: count,
  bitrate_kbps: nullable(number),
  latency_ms: nullable(number),
})

const shows: Readonly<Record<string, Schema>> = {
  ShowSummary: object<api.ShowSummary>(summary),
  ShowListEntry: object<api.ShowListEntry>({
    ...summary,
    shape: list(count, { maxItems: SHOW_SHAPE_POINTS_MAX }),
  }),
  ShowList: object<api.ShowList>({ shows: list(ref('ShowListEntry')) }),
  CatalogueEntry: object<api.CatalogueEntry>({
    productId: text,
    title: text,
    number: whole,
    price_minor: nullable(whole),
    image: nullable(text),
  }),
  Moment: object<api.Moment>(moment),
  MomentResult: object<api.MomentResult>({
    ...moment,
    viewersAtStart: count,
    viewersAtEnd: count,
    peakViewers: count,
    comments: count,
    revenue_minor: whole,
    pace: ref('Pace'),
    own: nullable(
      object<NonNullable<api.MomentResult['own']>>({
        impressions: count,
        clicks: count,
        carts: count,
        orders: count,
        revenue_minor: whole,
      }),
    ),
  }),
  Pace: object<api.Pace>({
    during: object<api.Pace['during']>({ orders: count, ms: count }),
    before: object<api.Pace['before']>({ orders: count, ms: count }),
    ratio: nullable(ref('Estimate')),
    lacks: nullable(text),
  }),
  MomentResults: object<api.MomentResults>({ moments: list(ref('MomentResult')) }),
  MomentList: object<api.MomentList>({ moments: list(ref('Moment')) }),
  QualityNow: quality,
  ShowDetail: object<api.ShowDetail>({
    ...summary,
    products: list(ref('CatalogueEntry')),
    moments: list(ref('Moment')),
    peakAt_ms: nullable(time_ms),
    medianWatch_ms: nullable(number),
    reactions: count,
    shares: count,
    impressions: count,
    clicks: count,
    carts: count,
    checkouts: count,
    late: count,
    quality: ref('QualityNow'),
    retention: list(object<api.ShowDetail['retention'][number]>({ watched_ms: count, viewers: count })),
    finality: ref('Finality'),
  }),
  Finality: object<api.Finality>({
    state: oneOf(FINALITIES),
    finalAt_ms: nullable(time_ms),
    atEnd: nullable(object<NonNullable<api.Finality['atEnd']>>({ orders: count, revenue_minor: whole })),
  }),
  TimelineMinute: object<api.TimelineMinute>({
    minute: time_s,
    viewers: count,
    peakViewers: count,
    joins: count,
    leaves: count,
    newViewers: count,
    played_ms: count,
    comments: count,
    reactions: count,
    shares: count,
    impressions: count,
    clicks: count,
    carts: count,
    checkouts: count,
    orders: count,
    revenue_minor: whole,
  }),
  Timeline: object<api.Timeline>({ minutes: list(ref('TimelineMinute')), moments: list(ref('Moment')) }),
  ViewersCurve: object<api.ViewersCurve>({ points: list(ref('CurvePoint'), { maxItems: CURVE_POINTS_MAX }) }),
  Comment: object<api.Comment>({
    id: text,
    commentId: text,
    at_ms: time_ms,
    author: nullable(text),
    role: oneOf(COMMENT_ROLES),
    text,
    lang: nullable(text),
    productId: nullable(text),
  }),
  CommentPage: object<api.CommentPage>({ comments: list(ref('Comment')), next: nullable(text) }),
}

const figures: Readonly<Record<keyof api.ProductFigures, Schema>> = {
  impressions: count,
  clicks: count,
  carts: count,
  checkouts: count,
  orders: count,
  units: count,
  revenue_minor: whole,
  ctr: ref('Proportion'),
  ctor: ref('Proportion'),
  gpm_minor: nullable(whole),
  ordersByMinute: list(count, { maxItems: 240 }),
}

const products: Readonly<Record<string, Schema>> = {
  Proportion: object<api.Proportion>(
    { x: count, n: count, rate: nullable(number), low: nullable(share), high: nullable(share) },
    'x of n, with the 95 % Wilson score interval of the rate',
  ),
  Estimate: object<api.Estimate>(
    { value: number, low: number, high: nullable(number) },
    'With its 95 % interval; high null: unbounded',
  ),
  Comparison: object<api.Comparison>({
    show: ref('Proportion'),
    store: ref('Proportion'),
    lift: nullable(ref('Estimate')),
    difference: nullable(ref('Estimate')),
    lacks: nullable(text),
  }),
  ProductFigures: object<api.ProductFigures>(figures),
  ProductRow: object<api.ProductRow>({
    productId: text,
    title: text,
    number: nullable(whole),
    image: nullable(text),
    price_minor: nullable(whole),
    ...figures,
    comparison: ref('Comparison'),
  }),
  ProductTable: object<api.ProductTable>({
    currency: text,
    all: ref('Comparison'),
    totals: ref('ProductFigures'),
    products: list(ref('ProductRow')),
    storeFrom_ms: time_ms,
    storeTo_ms: time_ms,
    provisional: flag,
    minimumBuyers: count,
  }),
}

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
    streamAlert: nullable(object<NonNullable<api.LiveNow['streamAlert']>>({ text, since_ms: time_ms })),
    trust: object<api.LiveNow['trust']>({ lag_ms: number, gaps: count, duplicates: count, events: count, late: count }),
  }),
  CurvePoint: object<api.CurvePoint>({ t: time_s, viewers: whole }),
  LiveSnapshot: object<api.LiveSnapshot>({
    show: ref('ShowSummary'),
    products: list(ref('CatalogueEntry')),
    moments: list(ref('Moment')),
    now: ref('LiveNow'),
    curve: list(ref('CurvePoint')),
    comments: list(ref('Comment'), { maxItems: 50 }),
  }),
  LiveFrame: object<api.LiveFrame>({
    now: ref('LiveNow'),
    curve: list(ref('CurvePoint')),
    comments: list(ref('Comment')),
    show: nullable(ref('ShowSummary')),
    products: nullable(list(ref('CatalogueEntry'))),
    moments: nullable(list(ref('Moment'))),
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
  SqlLimits: object<api.SqlLimits>({ time_ms: count, memory_bytes: count, rows: count }),
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
}

export const schemas: Readonly<Record<string, Schema>> = { ...shows, ...products, ...live, ...analysts, ...others }
