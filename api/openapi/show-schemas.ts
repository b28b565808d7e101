// Shows and their products as JSON Schema: the part of schemas.ts that the record answers with.
import { CHANNELS, MOMENT_KINDS, SHOW_KINDS } from '../../events/contract.ts'
import type * as api from '../contract.ts'
import { CURVE_POINTS_MAX, SHOW_SHAPE_POINTS_MAX } from '../contract.ts'
import {
  count,
  flag,
  list,
  nullable,
  number,
  object,
  oneOf,
  ref,
  share,
  text,
  time_ms,
  time_s,
  whole,
} from './schema.ts'
import type { Schema } from './schema.ts'
import { FINALITIES, SHOW_STATUSES } from './words.ts'

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

/** Shows as the record has them. */
export const shows: Readonly<Record<string, Schema>> = {
  ShowSummary: object<api.ShowSummary>(summary),
  ShowListEntry: object<api.ShowListEntry>({
    ...summary,
    shape: list(count, { maxItems: SHOW_SHAPE_POINTS_MAX }),
  }),
  ShowList: object<api.ShowList>({ shows: list(ref('ShowListEntry')), next: nullable(text) }),
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

/** The products of a show beside the store. */
export const products: Readonly<Record<string, Schema>> = {
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
