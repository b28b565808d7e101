// What the host does: it enters the log like any event, through the collector's private door.
import type { Context } from 'hono'
import type { HostEvent, ShowBody } from '../../events/contract.ts'
import { ID_LENGTH_MAX } from '../../events/limits.ts'
import type { HostAccepted, MomentDeclaration, MomentKind, ShowDeclaration } from '../contract.ts'
import { ref } from '../openapi/schema.ts'
import type { Parts } from '../parts.ts'
import { ProblemError } from '../problem.ts'
import { momentDeclaration, nothingDeclared, showDeclaration } from './declarations.ts'
import { fault, invalid, readBody } from './body.ts'
import { showIdParameter } from './parameters.ts'
import type { Route } from './route.ts'
import { json, param } from './route.ts'

export const accepted = {
  202: { description: 'It is durable in the log', content: { 'application/json': ref('HostAccepted') } },
}

/** Answers once the event is durable. */
export async function submit({ host, report }: Parts, event: HostEvent, momentId: string | null): Promise<Response> {
  try {
    const { messageId } = await host.submit(event)
    return json({ messageId, momentId } satisfies HostAccepted, 202)
  } catch (error) {
    const name = error instanceof Error ? error.name : ''
    if (name === 'LogFullError') throw new ProblemError('log_full', 'Try again in a second.', { 'retry-after': '1' })
    report(`a host event could not be taken: ${String(error)}`)
    throw new ProblemError('log_unavailable', 'Nothing was taken; try again.', { 'retry-after': '1' })
  }
}

function showBody(said: ShowDeclaration): ShowBody {
  return {
    title: said.title ?? null,
    showKind: said.kind ?? null,
    channel: said.channel ?? null,
    host: said.host ?? null,
    currency: said.currency ?? null,
    plannedStart_ms: said.plannedStart_ms ?? null,
    products: said.products?.map((product) => ({ price_minor: null, image: null, ...product })) ?? null,
  }
}

function showEvent(kind: 'show.scheduled' | 'show.started' | 'show.ended') {
  return async (c: Context, parts: Parts): Promise<Response> => {
    const said = kind === 'show.ended' ? await readBody(c, nothingDeclared) : await readBody(c, showDeclaration)
    const showId = readId(param(c, 'showId'), 'showId')
    if (kind === 'show.ended') await mustKnowShow(parts, showId)
    const answer = await submit(parts, { kind, showId, body: showBody(said) }, null)
    parts.recent.shows.add(showId)
    return answer
  }
}

export async function mustKnowShow({ hub, recent, store }: Parts, showId: string): Promise<void> {
  if (recent.shows.has(showId) || hub.find(showId) !== null) return
  const rows = await store.query('SELECT 1 FROM shows WHERE show_id = {show:String} LIMIT 1', {
    params: { show: showId },
  })
  if (rows.length === 0)
    throw new ProblemError('show_not_found', `No show ${JSON.stringify(showId)} has been declared.`)
}

/** A moment begun after the end would never end. A show the live path has let go of was over long ago, and is not asked for. */
function mustNotBeOver({ hub }: Parts, showId: string): void {
  if (hub.find(showId)?.declared?.endedAt_ms != null)
    throw new ProblemError('show_ended', 'Start the show again before anything is pinned or offered in it.')
}

async function kindOf({ hub, recent, store }: Parts, showId: string, momentId: string): Promise<MomentKind> {
  const known =
    recent.moments.get(showId, momentId) ?? hub.find(showId)?.moments.find((one) => one.momentId === momentId)?.kind
  if (known) return known
  const [row] = await store.query<{ kind: MomentKind }>(
    'SELECT kind FROM moments WHERE show_id = {show:String} AND moment_id = {moment:String} LIMIT 1',
    { params: { show: showId, moment: momentId } },
  )
  if (!row) throw new ProblemError('moment_not_found', `The show has no moment ${JSON.stringify(momentId)}.`)
  return row.kind
}

async function startMoment(c: Context, parts: Parts): Promise<Response> {
  const said: MomentDeclaration = await readBody(c, momentDeclaration)
  const showId = readId(param(c, 'showId'), 'showId')
  if ((said.kind === 'pin' || said.kind === 'offer') && said.productId === undefined) {
    throw invalid([fault('productId', `set for a ${said.kind}`, undefined)])
  }
  await mustKnowShow(parts, showId)
  mustNotBeOver(parts, showId)
  const momentId = said.momentId ?? crypto.randomUUID()
  const body = {
    momentId,
    momentKind: said.kind,
    title: said.title ?? null,
    productId: said.productId ?? null,
    price_minor: said.price_minor ?? null,
    endsAt_ms: said.duration_ms === undefined ? null : parts.clock() + said.duration_ms,
  }
  const answer = await submit(parts, { kind: 'moment.started', showId, body }, momentId)
  parts.recent.moments.set(showId, momentId, said.kind)
  return answer
}

async function endMoment(c: Context, parts: Parts): Promise<Response> {
  await readBody(c, nothingDeclared)
  const showId = readId(param(c, 'showId'), 'showId')
  const momentId = readId(param(c, 'momentId'), 'momentId')
  await mustKnowShow(parts, showId)
  const momentKind = await kindOf(parts, showId, momentId)
  const body = { momentId, momentKind, title: null, productId: null, price_minor: null, endsAt_ms: null }
  return submit(parts, { kind: 'moment.ended', showId, body }, momentId)
}

export function readId(id: string, name: string): string {
  if (id.length >= 1 && id.length <= ID_LENGTH_MAX) return id
  throw invalid([fault(name, `1 to ${ID_LENGTH_MAX} characters`, id)])
}

const momentIdParameter = { ...showIdParameter, name: 'momentId', description: 'The moment, as it was declared.' }
export const acceptedProblems = [
  'invalid_body',
  'unsupported_media_type',
  'body_too_large',
  'log_full',
  'log_unavailable',
] as const

/** What the host's calls are entered under; no visitor's. */
const HOST_VISITOR = 'host'

async function eraseVisitor(c: Context, parts: Parts): Promise<Response> {
  await readBody(c, nothingDeclared)
  const visitorId = readId(param(c, 'visitorId'), 'visitorId')
  if (visitorId === HOST_VISITOR) throw invalid([fault('visitorId', "a visitor's", visitorId)])
  return submit(parts, { kind: 'visitor.erased', showId: null, body: { visitorId } }, null)
}

const visitorIdParameter = {
  ...showIdParameter,
  name: 'visitorId',
  description: "The visitor, as 'visitor_id' has it.",
}

export const hostRoutes: readonly Route[] = [
  {
    method: 'put',
    path: '/v1/shows/{showId}',
    id: 'declareShow',
    tag: 'host',
    summary: 'Schedule a show, or change what was said of it',
    description: 'What is left out stays as it was.',
    access: 'private',
    parameters: [showIdParameter],
    body: { 'application/json': ref('ShowDeclaration') },
    answers: accepted,
    problems: acceptedProblems,
    run: showEvent('show.scheduled'),
  },
  {
    method: 'post',
    path: '/v1/shows/{showId}/start',
    id: 'startShow',
    tag: 'host',
    summary: 'The show begins',
    access: 'private',
    parameters: [showIdParameter],
    body: { 'application/json': ref('ShowDeclaration') },
    answers: accepted,
    problems: acceptedProblems,
    run: showEvent('show.started'),
  },
  {
    method: 'post',
    path: '/v1/shows/{showId}/end',
    id: 'endShow',
    tag: 'host',
    summary: 'The show is over',
    access: 'private',
    parameters: [showIdParameter],
    body: { 'application/json': ref('Nothing') },
    answers: accepted,
    problems: [...acceptedProblems, 'show_not_found'],
    run: showEvent('show.ended'),
  },
  {
    method: 'post',
    path: '/v1/shows/{showId}/moments',
    id: 'startMoment',
    tag: 'host',
    summary: 'Pin a product, start an offer, a game, a poll, bring a guest on',
    description: 'A pin ends the running pin. A pin and an offer name their product.',
    access: 'private',
    parameters: [showIdParameter],
    body: { 'application/json': ref('MomentDeclaration') },
    answers: accepted,
    problems: [...acceptedProblems, 'show_not_found', 'show_ended'],
    run: startMoment,
  },
  {
    method: 'post',
    path: '/v1/shows/{showId}/moments/{momentId}/end',
    id: 'endMoment',
    tag: 'host',
    summary: 'Unpin, end the offer, the game, the poll, say goodbye to the guest',
    access: 'private',
    parameters: [showIdParameter, momentIdParameter],
    body: { 'application/json': ref('Nothing') },
    answers: accepted,
    problems: [...acceptedProblems, 'show_not_found', 'moment_not_found'],
    run: endMoment,
  },
  {
    method: 'post',
    path: '/v1/visitors/{visitorId}/erase',
    id: 'eraseVisitor',
    tag: 'host',
    summary: 'Erase a visitor',
    description:
      'Who they are goes from all that is stored, with what they wrote; counts and money stay. What comes later under their id is nobody’s.',
    access: 'private',
    parameters: [visitorIdParameter],
    body: { 'application/json': ref('Nothing') },
    answers: accepted,
    problems: acceptedProblems,
    run: eraseVisitor,
  },
]
