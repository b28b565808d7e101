// Shows as the record has them.
import type { Context } from 'hono'
import { LABEL_LENGTH_MAX } from '../../events/limits.ts'
import type {
  CommentPage,
  MomentList,
  MomentResults,
  ProductTable,
  ShowDetail,
  ShowList,
  ShowSummary,
  Timeline,
  ViewersCurve,
} from '../contract.ts'
import { CURVE_POINTS_MAX } from '../contract.ts'
import { thin } from '../live/curve.ts'
import { ref } from '../openapi/schema.ts'
import type { Parts } from '../parts.ts'
import { ProblemError } from '../problem.ts'
import { loadCurve } from '../shows/audience.ts'
import { COMMENTS_PAGE_MAX, loadComments, readCursor } from '../shows/comments.ts'
import { loadDetail } from '../shows/detail.ts'
import { loadMoments } from '../shows/moments.ts'
import { loadMomentResults, MOMENT_RESULTS_MAX } from '../shows/moment-results.ts'
import { loadProducts, PRODUCTS_MAX } from '../shows/products.ts'
import { loadShapes } from '../shows/shapes.ts'
import { readShowCursor, writeShowCursor } from '../shows/show-cursor.ts'
import type { StoredShow } from '../shows/summaries.ts'
import { loadShow, loadShowPage, SHOWS_PAGE_MAX, UNDECLARED_LISTED_MAX } from '../shows/summaries.ts'
import { loadTimeline, TIMELINE_MINUTES_MAX } from '../shows/timeline.ts'
import { whenDeclared } from './declared.ts'
import { beforeParameter, cursorQuery, showIdParameter, wholeQuery } from './parameters.ts'
import type { Route } from './route.ts'
import { json, param } from './route.ts'

const PAGE_DEFAULT = 50

/** The show of the path, as stored. Throws the problem when there is none. */
async function storedShow(c: Context, parts: Parts): Promise<StoredShow> {
  const showId = param(c, 'showId')
  const show = await whenDeclared(parts, showId, () => loadShow(parts.store, showId))
  if (!show) throw new ProblemError('show_not_found', `No show ${JSON.stringify(showId)} has been stored.`)
  return show
}

/** Who is there now is known by the live path alone. */
function withViewers(summary: ShowSummary, viewers: ReadonlyMap<string, number>): ShowSummary {
  return { ...summary, viewersNow: viewers.get(summary.showId) ?? 0 }
}

export const showRoutes: readonly Route[] = [
  {
    method: 'get',
    path: '/v1/shows',
    id: 'listShows',
    tag: 'shows',
    summary: 'The shows, live ones first, then the newest; those nobody declared last, and few of them',
    description:
      `At most ${SHOWS_PAGE_MAX} an answer: where there are more, \`next\` leads on. Of the shows nobody declared the newest ` +
      `${UNDECLARED_LISTED_MAX} are listed in all. A show that begins or ends between two pages may change its place.`,
    access: 'private',
    parameters: [
      beforeParameter,
      {
        name: 'limit',
        in: 'query',
        description: `Shows of a page, ${SHOWS_PAGE_MAX} when not said.`,
        schema: { type: 'integer', minimum: 1, maximum: SHOWS_PAGE_MAX, default: SHOWS_PAGE_MAX },
      },
    ],
    answers: { 200: { description: 'A page', content: { 'application/json': ref('ShowList') } } },
    problems: ['invalid_query'],
    async run(c, { store, hub, shared }) {
      const limit = wholeQuery(c, 'limit', 1, SHOWS_PAGE_MAX, SHOWS_PAGE_MAX)
      const before = cursorQuery(c, readShowCursor)
      const viewers = hub.viewers()
      const { page, shapes } = await shared(`shows ${limit} ${before ? writeShowCursor(before) : ''}`, async () => {
        const page = await loadShowPage(store, limit, before)
        const newest = before ? [] : page.shows.map((show) => show.summary.showId)
        return { page, shapes: await loadShapes(store, newest) }
      })
      const shows = page.shows.map(({ summary }) => ({
        ...withViewers(summary, viewers),
        shape: shapes.get(summary.showId) ?? [],
      }))
      return json({ shows, next: page.next && writeShowCursor(page.next) } satisfies ShowList)
    },
  },
  {
    method: 'get',
    path: '/v1/shows/{showId}',
    id: 'getShow',
    tag: 'shows',
    summary: 'One show with its totals',
    access: 'private',
    parameters: [showIdParameter],
    answers: { 200: { description: 'The show', content: { 'application/json': ref('ShowDetail') } } },
    problems: ['show_not_found'],
    async run(c, parts) {
      const show = await storedShow(c, parts)
      const detail: ShowDetail = await loadDetail(parts.store, show, parts.clock())
      return json({ ...detail, ...withViewers(show.summary, parts.hub.viewers()) } satisfies ShowDetail)
    },
  },
  {
    method: 'get',
    path: '/v1/shows/{showId}/timeline',
    id: 'getTimeline',
    tag: 'shows',
    summary: 'A show minute by minute, with its moments',
    description: `Of a show of more than ${TIMELINE_MINUTES_MAX} minutes the newest.`,
    access: 'private',
    parameters: [showIdParameter],
    answers: { 200: { description: 'The timeline', content: { 'application/json': ref('Timeline') } } },
    problems: ['show_not_found'],
    async run(c, parts) {
      const { summary } = await storedShow(c, parts)
      const minutes = await loadTimeline(parts.store, summary.showId, summary.currency)
      return json({ minutes, moments: await loadMoments(parts.store, summary.showId) } satisfies Timeline)
    },
  },
  {
    method: 'get',
    path: '/v1/shows/{showId}/curve',
    id: 'getCurve',
    tag: 'shows',
    summary: 'Concurrent viewers of a whole show',
    access: 'private',
    parameters: [showIdParameter],
    answers: { 200: { description: 'The curve', content: { 'application/json': ref('ViewersCurve') } } },
    problems: ['show_not_found'],
    async run(c, parts) {
      const { summary } = await storedShow(c, parts)
      const points = thin(await loadCurve(parts.store, summary.showId), CURVE_POINTS_MAX)
      return json({ points } satisfies ViewersCurve)
    },
  },
  {
    method: 'get',
    path: '/v1/shows/{showId}/moments',
    id: 'listMoments',
    tag: 'shows',
    summary: 'What the host put before the viewers, oldest first',
    access: 'private',
    parameters: [showIdParameter],
    answers: { 200: { description: 'The moments', content: { 'application/json': ref('MomentList') } } },
    problems: ['show_not_found'],
    async run(c, parts) {
      const { summary } = await storedShow(c, parts)
      return json({ moments: await loadMoments(parts.store, summary.showId) } satisfies MomentList)
    },
  },
  {
    method: 'get',
    path: '/v1/shows/{showId}/moments/results',
    id: 'listMomentResults',
    tag: 'shows',
    summary: 'What each moment did, oldest first',
    description:
      'Orders while a moment ran are set against the minutes just before it: what changed, not what the moment caused. ' +
      `Of more than ${MOMENT_RESULTS_MAX} moments the oldest are told.`,
    access: 'private',
    parameters: [showIdParameter],
    answers: { 200: { description: 'The moments', content: { 'application/json': ref('MomentResults') } } },
    problems: ['show_not_found'],
    async run(c, parts) {
      const show = await storedShow(c, parts)
      const { showId } = show.summary
      const moments = await parts.shared(`results ${showId}`, () => loadMomentResults(parts.store, show, parts.clock()))
      return json({ moments } satisfies MomentResults)
    },
  },
  {
    method: 'get',
    path: '/v1/shows/{showId}/products',
    id: 'listProducts',
    tag: 'shows',
    summary: 'Products of a show beside the regular store',
    description:
      'The store side covers the same products from 28 days before the start to the end of the show. Viewers chose to ' +
      'come: a higher rate in the show is not all the show’s doing. ' +
      `At most ${PRODUCTS_MAX} products: those of the running order, then the most clicked of the others.`,
    access: 'private',
    parameters: [showIdParameter],
    answers: { 200: { description: 'The table', content: { 'application/json': ref('ProductTable') } } },
    problems: ['show_not_found'],
    async run(c, parts) {
      const show = await storedShow(c, parts)
      const { showId } = show.summary
      const table = await parts.shared(`products ${showId}`, () => loadProducts(parts.store, show, parts.clock()))
      return json(table satisfies ProductTable)
    },
  },
  {
    method: 'get',
    path: '/v1/shows/{showId}/comments',
    id: 'listComments',
    tag: 'shows',
    summary: 'Comments of a show, newest first',
    access: 'private',
    parameters: [
      showIdParameter,
      beforeParameter,
      {
        name: 'limit',
        in: 'query',
        description: `Comments of a page, ${PAGE_DEFAULT} when not said.`,
        schema: { type: 'integer', minimum: 1, maximum: COMMENTS_PAGE_MAX, default: PAGE_DEFAULT },
      },
      {
        name: 'q',
        in: 'query',
        description: 'Only those with this text, whatever the case.',
        schema: { type: 'string', maxLength: LABEL_LENGTH_MAX },
      },
    ],
    answers: { 200: { description: 'A page', content: { 'application/json': ref('CommentPage') } } },
    problems: ['show_not_found', 'invalid_query'],
    async run(c, parts) {
      const limit = wholeQuery(c, 'limit', 1, COMMENTS_PAGE_MAX, PAGE_DEFAULT)
      const before = cursorQuery(c, readCursor)
      const search = c.req.query('q') ?? ''
      if (search.length > LABEL_LENGTH_MAX) {
        throw new ProblemError('invalid_query', `q must be at most ${LABEL_LENGTH_MAX} characters.`)
      }
      const { summary } = await storedShow(c, parts)
      const page = await loadComments(parts.store, { showId: summary.showId, limit, before, text: search })
      return json(page satisfies CommentPage)
    },
  },
]
