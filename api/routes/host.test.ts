import { describe, expect, it } from 'vitest'
import { REQUEST_BYTES_MAX } from '../limits.ts'
import { frame, showFrame } from '../live/frames.fixture.ts'
import { NOW, createStub } from '../stub.fixture.ts'
import type { Stub } from '../stub.fixture.ts'

const send = (stub: Stub, method: string, path: string, body: unknown, type = 'application/json') =>
  stub.request(path, {
    method,
    headers: { 'content-type': type },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  })

describe('what a host does', () => {
  it('enters the log through the private door', async () => {
    const stub = createStub()
    const said = {
      title: 'Kitchen',
      kind: 'event',
      channel: 'tiktok',
      host: 'Mira',
      currency: 'EUR',
      plannedStart_ms: NOW,
    }
    const answers = [
      await send(stub, 'PUT', '/v1/shows/s', said),
      await send(stub, 'POST', '/v1/shows/s/start', {}),
      await send(stub, 'POST', '/v1/shows/s/moments', {
        momentId: 'm',
        kind: 'offer',
        productId: 'p',
        price_minor: 900,
        duration_ms: 60_000,
      }),
      await send(stub, 'POST', '/v1/shows/s/moments/m/end', {}),
      await send(stub, 'POST', '/v1/shows/s/end', ''),
    ]
    expect(answers.map((answer) => answer.status)).toEqual([202, 202, 202, 202, 202])
    expect(await answers[2]?.json()).toEqual({ messageId: 'm3', momentId: 'm' })
    const nothing = {
      title: null,
      showKind: null,
      channel: null,
      host: null,
      currency: null,
      plannedStart_ms: null,
      products: null,
    }
    const moment = { momentId: 'm', momentKind: 'offer', title: null }
    expect(stub.submitted).toEqual([
      {
        kind: 'show.scheduled',
        showId: 's',
        body: {
          title: 'Kitchen',
          showKind: 'event',
          channel: 'tiktok',
          host: 'Mira',
          currency: 'EUR',
          plannedStart_ms: NOW,
          products: null,
        },
      },
      { kind: 'show.started', showId: 's', body: nothing },
      {
        kind: 'moment.started',
        showId: 's',
        body: { ...moment, productId: 'p', price_minor: 900, endsAt_ms: NOW + 60_000 },
      },
      { kind: 'moment.ended', showId: 's', body: { ...moment, productId: null, price_minor: null, endsAt_ms: null } },
      { kind: 'show.ended', showId: 's', body: nothing },
    ])
  })

  it('needs ids of its own for nothing', async () => {
    const stub = createStub()
    await send(stub, 'PUT', '/v1/shows/an%20id%2Fwith%20signs', {})
    expect(stub.submitted[0]?.showId).toBe('an id/with signs')
    const answer = await send(stub, 'POST', '/v1/shows/an%20id%2Fwith%20signs/moments', {
      kind: 'game',
      title: 'Guess',
    })
    const { momentId } = (await answer.json()) as { momentId: string }
    expect(momentId).toMatch(/^[0-9a-f-]{36}$/)
  })

  it('says what time it is for the service', async () => {
    const answer = await send(createStub(), 'PUT', '/v1/shows/s', {})
    expect(answer.headers.get('x-cartbeat-clock-ms')).toBe(String(NOW))
  })

  it('takes a product without a price or a picture', async () => {
    const stub = createStub()
    const products = [{ productId: 'p', title: 'Pan', number: 3 }]
    expect((await send(stub, 'PUT', '/v1/shows/s', { products })).status).toBe(202)
    expect(stub.submitted[0]?.body).toMatchObject({ products: [{ ...products[0], price_minor: null, image: null }] })
  })

  it.each([
    ['PUT', '/v1/shows/s', { title: 7 }, 'title', 'a string', '7'],
    ['PUT', '/v1/shows/s', { currency: 'eur' }, 'currency', 'matched by ^[A-Z]{3}$', '"eur"'],
    ['PUT', '/v1/shows/s', { kind: 'circus' }, 'kind', '"demo", "event", "game", "service" or "variety"', '"circus"'],
    ['PUT', '/v1/shows/s', { titel: 'x' }, 'titel', 'left out: nothing is known by this name', '"x"'],
    ['PUT', '/v1/shows/s', [], 'body', 'an object', '[]'],
    [
      'PUT',
      '/v1/shows/s',
      { products: [{ productId: 'p', title: 't', number: 0, price_minor: null, image: null }] },
      'products[0].number',
      'at least 1',
      '0',
    ],
    ['POST', '/v1/shows/s/moments', { kind: 'pin' }, 'productId', 'set for a pin', 'nothing'],
    ['POST', '/v1/shows/s/moments', { kind: 'game', price_minor: 1.5 }, 'price_minor', 'an integer', '1.5'],
  ])('is refused with the field at fault: %s %s %j', async (method, path, body, field, expected, found) => {
    const stub = createStub()
    const answer = await send(stub, method, path, body)
    expect(answer.status).toBe(400)
    const problem = (await answer.json()) as {
      code: string
      errors: { path: string; expected: string; found: string }[]
    }
    expect(problem.code).toBe('invalid_body')
    expect(problem.errors[0]).toEqual({ path: field, expected, found })
    expect(stub.submitted).toEqual([])
  })

  it.each([
    ['{', 'application/json', 400, 'invalid_body'],
    ['{}', 'text/plain', 415, 'unsupported_media_type'],
    ['title=x', 'application/x-www-form-urlencoded', 415, 'unsupported_media_type'],
    [JSON.stringify({ title: 'x'.repeat(REQUEST_BYTES_MAX) }), 'application/json', 413, 'body_too_large'],
    ['{"__proto__":{"title":"x"}}', 'application/json', 400, 'invalid_body'],
  ])('is refused when it cannot be read: #%#', async (body, type, status, code) => {
    const stub = createStub()
    const answer = await send(stub, 'PUT', '/v1/shows/s', body, type)
    expect(answer.status).toBe(status)
    expect(answer.headers.get('content-type')).toBe('application/problem+json')
    expect(await answer.json()).toMatchObject({ status, code })
    expect(stub.submitted).toEqual([])
  })

  it('is refused for shows and moments nobody declared', async () => {
    const stub = createStub()
    for (const path of ['/v1/shows/x/end', '/v1/shows/x/moments/m/end']) {
      expect(await (await send(stub, 'POST', path, {})).json()).toMatchObject({ status: 404, code: 'show_not_found' })
    }
    await send(stub, 'PUT', '/v1/shows/x', {})
    const answer = await send(stub, 'POST', '/v1/shows/x/moments/m/end', {})
    expect(await answer.json()).toMatchObject({ status: 404, code: 'moment_not_found' })
  })

  it('begins nothing in a show that is over', async () => {
    const stub = createStub()
    const declared = (endedAt_ms: number | null) => ({
      title: 'x',
      showKind: 'demo' as const,
      channel: 'site' as const,
      host: '',
      currency: 'EUR',
      plannedStart_ms: null,
      startedAt_ms: 1,
      endedAt_ms,
      products: [],
    })
    const game = () => send(stub, 'POST', '/v1/shows/s/moments', { kind: 'game' })
    stub.publish(frame({ offset: 1, shows: [showFrame({ showId: 's', declared: declared(2) })] }))
    expect(await (await game()).json()).toMatchObject({ status: 409, code: 'show_ended' })
    expect(stub.submitted).toEqual([])
    stub.publish(frame({ offset: 2, shows: [showFrame({ showId: 's', declared: declared(null) })] }))
    expect((await game()).status).toBe(202)
  })

  it('says when the log is full or away, and takes nothing then', async () => {
    const failing = (name: string) => {
      const error = new Error('no')
      error.name = name
      return createStub({ host: { submit: () => Promise.reject(error) } })
    }
    const full = await send(failing('LogFullError'), 'PUT', '/v1/shows/s', {})
    expect([full.status, full.headers.get('retry-after')]).toEqual([503, '1'])
    expect(await full.json()).toMatchObject({ code: 'log_full' })
    expect(await (await send(failing('Error'), 'PUT', '/v1/shows/s', {})).json()).toMatchObject({
      code: 'log_unavailable',
    })
  })
})
