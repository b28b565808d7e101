// The document is true: it names every route and no other, and every real answer fits its schema.
import { Ajv2020 } from 'ajv/dist/2020.js'
import type { ValidateFunction } from 'ajv/dist/2020.js'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { mergeFrames } from '../live/merge.ts'
import type { LiveFrame } from '../contract.ts'
import { routes } from '../routes/routes.ts'
import { T0, playSmallShow } from '../small-show.fixture.ts'
import type { World } from '../world.fixture.ts'
import { openWorld } from '../world.fixture.ts'

interface Operation {
  readonly operationId: string
  readonly parameters?: readonly { readonly name: string; readonly in: string }[]
  readonly requestBody?: unknown
  readonly responses: Readonly<
    Record<string, { readonly content?: Readonly<Record<string, { readonly schema?: unknown }>> }>
  >
}
interface Document {
  readonly openapi: string
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>
}

let world: World
let document: Document
const ajv = new Ajv2020({ strict: true, allErrors: true, allowUnionTypes: true, validateFormats: false })

beforeAll(async () => {
  world = await openWorld(T0)
  await playSmallShow(world)
  document = await world.get<Document>('/openapi.json')
  ajv.addVocabulary(['openapi', 'info', 'paths', 'components', 'security'])
  ajv.addSchema({ ...document, $id: 'doc' })
})
afterAll(() => world.close())

/** The validator of the schema that stands at a place of the document. */
function validator(...place: readonly string[]): ValidateFunction {
  const pointer = place.map((word) => encodeURIComponent(word.replaceAll('~', '~0').replaceAll('/', '~1'))).join('/')
  return ajv.compile({ $ref: `doc#/${pointer}` })
}

interface Call {
  readonly id: string
  readonly method?: string
  readonly path: string
  readonly body?: unknown
  readonly status: number
  readonly type?: string
}
const json = 'application/json'
const CALLS: readonly Call[] = [
  { id: 'listShows', path: '/v1/shows', status: 200 },
  { id: 'listShows', path: '/v1/shows?before=x', status: 400 },
  { id: 'getShow', path: '/v1/shows/s', status: 200 },
  { id: 'getShow', path: '/v1/shows/none', status: 404 },
  { id: 'getTimeline', path: '/v1/shows/s/timeline', status: 200 },
  { id: 'listMoments', path: '/v1/shows/s/moments', status: 200 },
  { id: 'getCurve', path: '/v1/shows/s/curve', status: 200 },
  { id: 'listMomentResults', path: '/v1/shows/s/moments/results', status: 200 },
  { id: 'listProducts', path: '/v1/shows/s/products', status: 200 },
  { id: 'listComments', path: '/v1/shows/s/comments?limit=2', status: 200 },
  { id: 'listComments', path: '/v1/shows/s/comments?limit=x', status: 400 },
  { id: 'watchShow', path: '/v1/shows/none/live', status: 404 },
  { id: 'watchShow', path: '/v1/shows/s/live', status: 200, type: 'text/event-stream' },
  {
    id: 'declareShow',
    method: 'put',
    path: '/v1/shows/t',
    body: { title: 'T', kind: 'game', currency: 'USD' },
    status: 202,
  },
  { id: 'declareShow', method: 'put', path: '/v1/shows/t', body: { kind: 'circus' }, status: 400 },
  { id: 'startShow', method: 'post', path: '/v1/shows/t/start', body: {}, status: 202 },
  {
    id: 'startMoment',
    method: 'post',
    path: '/v1/shows/t/moments',
    body: { momentId: 'm', kind: 'game' },
    status: 202,
  },
  { id: 'startMoment', method: 'post', path: '/v1/shows/none/moments', body: { kind: 'game' }, status: 404 },
  { id: 'endMoment', method: 'post', path: '/v1/shows/t/moments/m/end', body: {}, status: 202 },
  { id: 'endMoment', method: 'post', path: '/v1/shows/t/moments/x/end', body: {}, status: 404 },
  {
    id: 'markQuestion',
    method: 'post',
    path: '/v1/shows/t/questions/mark',
    body: { questionKey: 'price||', mark: 'answered' },
    status: 202,
  },
  { id: 'markQuestion', method: 'post', path: '/v1/shows/t/questions/mark', body: { mark: 'answered' }, status: 400 },
  { id: 'eraseVisitor', method: 'post', path: '/v1/visitors/nobody/erase', body: {}, status: 202 },
  { id: 'eraseVisitor', method: 'post', path: '/v1/visitors/host/erase', status: 400 },
  { id: 'scoreComment', method: 'post', path: '/v1/comments/score', body: { text: 'how much?' }, status: 200 },
  { id: 'scoreComment', method: 'post', path: '/v1/comments/score', body: { text: '' }, status: 400 },
  { id: 'endShow', method: 'post', path: '/v1/shows/t/end', body: {}, status: 202 },
  {
    id: 'runSql',
    method: 'post',
    path: '/v1/sql',
    body: { sql: 'SELECT 1 AS a, [1, 2] AS b, NULL AS c' },
    status: 200,
  },
  {
    id: 'runSql',
    method: 'post',
    path: '/v1/sql',
    body: { sql: 'SELECT 1 AS a', format: 'csv' },
    status: 200,
    type: 'text/csv',
  },
  {
    id: 'runSql',
    method: 'post',
    path: '/v1/sql',
    body: { sql: 'SELECT 1 AS a', format: 'arrow' },
    status: 200,
    type: 'application/vnd.apache.arrow.stream',
  },
  { id: 'runSql', method: 'post', path: '/v1/sql', body: { sql: 'SELEC 1' }, status: 400 },
  { id: 'runSql', method: 'post', path: '/v1/sql', body: { sql: "SELECT * FROM file('/etc/passwd')" }, status: 403 },
  { id: 'getSqlLimits', path: '/v1/sql', status: 200 },
  { id: 'getSchema', path: '/v1/schema', status: 200 },
  { id: 'getConservation', path: '/v1/conservation', status: 200 },
  { id: 'listMetrics', path: '/v1/metrics', status: 200 },
  { id: 'getMetric', path: '/v1/metrics/ctr', status: 200 },
  { id: 'getMetric', path: '/v1/metrics/none', status: 404 },
  { id: 'signIn', method: 'post', path: '/v1/login', body: { token: 'x' }, status: 403 },
  { id: 'signOut', method: 'post', path: '/v1/logout', status: 204 },
  { id: 'isAlive', path: '/healthz', status: 200 },
  { id: 'isReady', path: '/readyz', status: 200 },
  { id: 'getFigures', path: '/metrics', status: 200, type: 'text/plain' },
  { id: 'getDocument', path: '/openapi.json', status: 200 },
]

function placeOf(id: string): { readonly path: string; readonly method: string; readonly operation: Operation } {
  for (const [path, methods] of Object.entries(document.paths)) {
    for (const [method, operation] of Object.entries(methods))
      if (operation.operationId === id) return { path, method, operation }
  }
  throw new Error(`${id} is not in the document`)
}

describe('the document', () => {
  it('is OpenAPI 3.1 with schemas that stand for themselves', () => {
    expect(document.openapi).toBe('3.1.0')
    for (const { path, method, id } of routes) expect(document.paths[path]?.[method]?.operationId).toBe(id)
    for (const [path, methods] of Object.entries(document.paths)) {
      const inPath = [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1])
      for (const { parameters = [] } of Object.values(methods)) {
        expect(parameters.filter((each) => each.in === 'path').map((each) => each.name)).toEqual(inPath)
      }
    }
  })

  it('names every route of the app, and no other', () => {
    const served = world.api.app.routes
      .filter(({ method, path }) => method !== 'ALL' && path !== '/*')
      .map(({ method, path }) => `${method.toLowerCase()} ${path.replaceAll(/:(\w+)/g, '{$1}')}`)
    const described = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method} ${path}`),
    )
    expect([...new Set(served)].toSorted()).toEqual(described.toSorted())
  })

  it('is asked for every operation below', () => {
    expect([...new Set(CALLS.map((call) => call.id))].toSorted()).toEqual(routes.map((route) => route.id).toSorted())
  })

  it.each(CALLS.map((call) => [`${call.method ?? 'get'} ${call.path} ${call.status}`, call] as const))(
    'tells the truth of %s',
    async (_name, call) => {
      const { path, method, operation } = placeOf(call.id)
      expect(method).toBe(call.method ?? 'get')
      const answer = await world.request(call.path, {
        method: method.toUpperCase(),
        ...(call.body === undefined ? {} : { body: JSON.stringify(call.body), headers: { 'content-type': json } }),
      })
      expect(answer.status).toBe(call.status)
      const response = operation.responses[String(call.status)]
      expect(response, 'the status is described').toBeDefined()
      const type = (answer.headers.get('content-type') ?? '').split(';')[0] ?? ''
      if (call.status === 204) return expect(response?.content).toBeUndefined()
      expect(type).toBe(call.type ?? (call.status < 400 ? json : 'application/problem+json'))
      const content = response?.content?.[type]
      expect(content, `${type} is described`).toBeDefined()
      if (!content?.schema) return answer.body?.cancel()
      const isValid = validator('paths', path, method, 'responses', String(call.status), 'content', type, 'schema')
      expect(isValid(await answer.json()), ajv.errorsText(isValid.errors)).toBe(true)
      return undefined
    },
  )

  it('says of bodies what the routes take', () => {
    for (const { id, body, status } of CALLS) {
      // Whether SQL can run is no matter of its schema, nor is a token's truth.
      if (body === undefined || id === 'runSql' || id === 'signIn') continue
      const { path, method } = placeOf(id)
      const isValid = validator('paths', path, method, 'requestBody', 'content', json, 'schema')
      expect(isValid(body), `${id} ${JSON.stringify(body)}`).toBe(status !== 400)
    }
  })

  it('tells the truth of the live stream', async () => {
    const answer = await world.request('/v1/shows/s/live')
    const source = answer.body?.getReader()
    let text = ''
    const frames: LiveFrame[] = []
    while (frames.length < 2) {
      const { value } = (await source?.read()) ?? {}
      text += new TextDecoder().decode(value)
      const found = [...text.matchAll(/event: (\w+)\ndata: (.*)\n\n/g)]
      for (const [, event, data] of found) {
        const isValid = validator('components', 'schemas', event === 'snapshot' ? 'LiveSnapshot' : 'LiveFrame')
        expect(isValid(JSON.parse(data ?? '')), `${event}: ${ajv.errorsText(isValid.errors)}`).toBe(true)
        if (event === 'frame') frames.push(JSON.parse(data ?? '') as LiveFrame)
      }
      text = text.slice(text.lastIndexOf('\n\n') + 2)
    }
    await source?.cancel()
    const isFrame = validator('components', 'schemas', 'LiveFrame')
    expect(isFrame(mergeFrames(frames)), ajv.errorsText(isFrame.errors)).toBe(true)
  })

  it('notices a field too many and one too few', async () => {
    const isList = validator('components', 'schemas', 'ShowList')
    const list = await world.get<{ shows: Record<string, unknown>[] }>('/v1/shows')
    expect(isList({ ...list, more: 1 })).toBe(false)
    const [first] = list.shows
    const { title: _title, ...rest } = first ?? {}
    expect(isList({ ...list, shows: [rest] })).toBe(false)
  })

  it('answers other methods and paths with problems', async () => {
    const wrong = await world.request('/v1/shows', { method: 'DELETE' })
    expect([wrong.status, wrong.headers.get('allow')]).toEqual([405, 'GET'])
    expect(await wrong.json()).toMatchObject({ code: 'method_not_allowed' })
    const none = await world.request('/v1/nothing')
    expect(await none.json()).toMatchObject({ status: 404, code: 'not_found' })
  })
})
