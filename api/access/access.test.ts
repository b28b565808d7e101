import { describe, expect, it } from 'vitest'
import { createStub } from '../stub.fixture.ts'
import { GUESSERS_MAX, GUESSES_MAX } from '../limits.ts'
import { isLocalHost } from './access.ts'
import { createGuesses } from './guesses.ts'
import { isLoopback } from './peer.ts'

const TOKEN = 'correct-horse-battery-staple'
const AWAY = '203.0.113.7'
const json = { 'content-type': 'application/json' }
const bearer = (token: string) => ({ authorization: `Bearer ${token}` })

describe('without a token', () => {
  const { request } = createStub()

  it.each(['127.0.0.1', '127.8.8.8', '::1', '::ffff:127.0.0.1'])('answers %s', async (peer) => {
    expect((await request('/v1/shows', { peer })).status).toBe(200)
  })

  it.each([AWAY, '10.0.0.1', '192.168.0.2', '::ffff:10.0.0.1', '128.0.0.1', '2001:db8::1', ''])(
    'does not answer %s, whatever its headers say',
    async (peer) => {
      for (const headers of [
        {},
        { 'x-forwarded-for': '127.0.0.1' },
        bearer(''),
        bearer('null'),
        { host: 'localhost' },
      ]) {
        const answer = await request('/v1/shows', { peer, headers })
        expect(answer.status).toBe(403)
        expect(await answer.json()).toMatchObject({ code: 'forbidden_peer' })
      }
    },
  )

  it.each([
    'rebound.example',
    'localhost.example',
    '127.0.0.1.example:80',
    '[::1].example',
    'localhost:80:80',
    '10.0.0.1',
  ])('does not answer a page of another name pointed here: %s', async (host) => {
    // A name the URL cannot hold comes in the header alone.
    const app = createStub().api.app
    const env = { incoming: { socket: { remoteAddress: '127.0.0.1' } } }
    expect((await app.request('/v1/shows', { headers: { host } }, env)).status).toBe(403)
  })

  it('does not take a proxy on this machine for someone on it', async () => {
    for (const name of ['x-forwarded-for', 'forwarded', 'via', 'x-real-ip', 'x-forwarded-host']) {
      expect((await request('/v1/shows', { headers: { [name]: 'anything' } })).status).toBe(403)
    }
  })

  it('nor one that tells it by nothing but how it speaks, nor any where there are said to be some', async () => {
    const { api } = createStub()
    const nginx = { incoming: { httpVersion: '1.0', socket: { remoteAddress: '127.0.0.1' } } }
    expect((await api.app.request('http://localhost:8080/v1/shows', {}, nginx)).status).toBe(403)
    expect((await createStub({ proxies: 1 }).request('/v1/shows')).status).toBe(403)
  })

  it('lets other sites send nothing from a browser on this machine', async () => {
    const start = (headers: Readonly<Record<string, string>>) =>
      request('/v1/shows/s/start', { method: 'POST', body: '{}', headers: { ...json, ...headers } })
    expect((await start({})).status).toBe(202)
    expect((await start({ origin: 'http://localhost:8080' })).status).toBe(202)
    for (const headers of [
      { origin: 'https://evil.example' },
      { origin: 'http://localhost:9999' },
      { origin: 'null' },
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
    ]) {
      const answer = await start(headers)
      expect(answer.status).toBe(403)
      expect(await answer.json()).toMatchObject({ code: 'forbidden_origin' })
    }
  })

  it('keeps every path but the open ones to itself', async () => {
    const { request: ask } = createStub()
    const open = ['/healthz', '/readyz']
    for (const path of open) expect((await ask(path, { peer: AWAY })).status).not.toBe(403)
    for (const path of [
      '/',
      '/shows/s',
      '/metrics',
      '/openapi.json',
      '/v1/schema',
      '/v1/shows/s/live',
      '/v1/nowhere',
    ]) {
      expect((await ask(path, { peer: AWAY })).status, path).toBe(403)
    }
    const sql = await ask('/v1/sql', { peer: AWAY, method: 'POST', headers: json, body: '{"sql":"SELECT 1"}' })
    expect(sql.status).toBe(403)
  })
})

describe('with a token', () => {
  it('answers whoever sends it and nobody else: behind a proxy on this machine everybody seems to be on it', async () => {
    const { request } = createStub({ adminToken: TOKEN })
    expect((await request('/v1/shows')).status).toBe(401)
    expect((await request('/v1/shows', { headers: bearer(TOKEN) })).status).toBe(200)
    expect((await request('/v1/shows', { peer: AWAY, headers: bearer(TOKEN) })).status).toBe(200)
    for (const headers of [{}, bearer(`${TOKEN}x`), bearer(TOKEN.slice(0, -1)), { authorization: `Basic ${TOKEN}` }]) {
      const answer = await request('/v1/shows', { peer: AWAY, headers })
      expect(answer.status).toBe(401)
      expect(answer.headers.get('www-authenticate')).toBe('Bearer realm="cartbeat"')
      expect(await answer.json()).toMatchObject({ code: 'unauthorized' })
    }
  })

  it('gives a browser a form, and for the token a cookie that only it sends', async () => {
    const { request } = createStub({ adminToken: TOKEN })
    const host = 'live.example'
    const page = await request('/shows/s', { peer: AWAY, headers: { host, accept: 'text/html' } })
    expect(page.status).toBe(401)
    expect(await page.text()).toContain('<form method="post" action="/v1/login">')

    const form = (token: string) =>
      request('/v1/login', {
        method: 'POST',
        peer: AWAY,
        headers: { host, origin: `http://${host}`, 'content-type': 'application/x-www-form-urlencoded' },
        body: new URLSearchParams({ token }).toString(),
      })
    const wrong = await form('wrong')
    expect([wrong.status, wrong.headers.get('set-cookie')]).toEqual([401, null])
    const right = await form(TOKEN)
    expect([right.status, right.headers.get('location')]).toEqual([303, '/'])
    const set = right.headers.get('set-cookie') ?? ''
    expect(set).toMatch(/^cartbeat_token=[\w-]{43}; Max-Age=\d+; Path=\/; HttpOnly; SameSite=Lax$/)
    expect(set).not.toContain(TOKEN)

    const cookie = set.slice(0, set.indexOf(';'))
    expect((await request('/v1/shows', { peer: AWAY, headers: { host, cookie } })).status).toBe(200)
    expect((await request('/v1/shows', { peer: AWAY, headers: bearer(cookie.slice(15)) })).status).toBe(401)
    const post = { method: 'POST', peer: AWAY, body: '{}' }
    const own = { ...json, host, cookie, origin: `http://${host}` }
    expect((await request('/v1/shows/s/start', { ...post, headers: own })).status).toBe(202)
    const foreign = { ...own, origin: 'https://evil.example' }
    expect((await request('/v1/shows/s/start', { ...post, headers: foreign })).status).toBe(403)
  })

  it('takes JSON too, and lets nobody guess for long', async () => {
    const { request } = createStub({ adminToken: TOKEN })
    const login = (token: string) =>
      request('/v1/login', { method: 'POST', peer: AWAY, headers: json, body: JSON.stringify({ token }) })
    expect((await login(TOKEN)).status).toBe(204)
    for (let i = 0; i < GUESSES_MAX; i++) expect((await login(`guess ${i}`)).status).toBe(401)
    const stopped = await login(TOKEN)
    expect([stopped.status, stopped.headers.get('retry-after')]).toEqual([429, '60'])
  })

  it.each([0, 1])('lets a guesser keep nobody else out, behind %i proxies', async (proxies) => {
    const { request } = createStub({ adminToken: TOKEN, proxies })
    const login = (address: string, token: string) => {
      const from = proxies === 0 ? {} : { 'x-forwarded-for': `198.51.100.9, ${address}` }
      const peer = proxies === 0 ? address : '10.0.0.1'
      const body = JSON.stringify({ token })
      return request('/v1/login', { method: 'POST', peer, headers: { ...json, ...from }, body })
    }
    for (let i = 0; i < GUESSES_MAX; i++) await login(AWAY, `guess ${i}`)
    expect((await login(AWAY, TOKEN)).status).toBe(429)
    expect((await login('203.0.113.8', TOKEN)).status).toBe(204)
  })

  it.each([
    ['every address of its /64', (i: number) => `2001:db8:1:2::${i.toString(16)}`],
    ['a port a connection, which some proxies write', (i: number) => `203.0.113.7:${20_000 + i}`],
  ])('counts a guesser once, who has %s', async (_, addressOf) => {
    const { request } = createStub({ adminToken: TOKEN, proxies: 1 })
    const ask = (address: string, token: string) =>
      request('/v1/shows', { peer: '10.0.0.1', headers: { ...bearer(token), 'x-forwarded-for': address } })
    for (let i = 0; i < GUESSES_MAX; i++) expect((await ask(addressOf(i), `guess-${i}`)).status).toBe(401)
    expect((await ask(addressOf(GUESSES_MAX), TOKEN)).status).toBe(429)
    expect((await ask('2001:db8:1:3::1', TOKEN)).status).toBe(200)
  })

  it.each([
    ['bearer', (token: string) => bearer(token)],
    ['cookie', (token: string) => ({ cookie: `cartbeat_token=${token}` })],
  ])('lets nobody guess a %s for long, nor find out that a guess was right', async (_, headersOf) => {
    const { request } = createStub({ adminToken: TOKEN })
    const ask = (peer: string, headers: Readonly<Record<string, string>>) => request('/v1/shows', { peer, headers })
    for (let i = 0; i < GUESSES_MAX; i++)
      expect((await ask(AWAY, headersOf(`guess ${i}`.replace(' ', '-')))).status).toBe(401)
    const stopped = await ask(AWAY, bearer(TOKEN))
    expect([stopped.status, stopped.headers.get('retry-after')]).toEqual([429, '60'])
    expect(await stopped.json()).toMatchObject({ code: 'too_many_attempts' })
    const login = { method: 'POST', peer: AWAY, headers: json, body: JSON.stringify({ token: TOKEN }) }
    expect((await request('/v1/login', login)).status).toBe(429)
    // Nobody else is concerned, nor who shows nothing: a person may still find the form.
    expect((await ask('203.0.113.8', bearer(TOKEN))).status).toBe(200)
    expect((await ask(AWAY, {})).status).toBe(401)
  })

  it('shuts out neither who works beside a guesser, nor all behind a proxy here that nobody told of', async () => {
    const { request } = createStub({ adminToken: TOKEN })
    for (const peer of [AWAY, '127.0.0.1']) {
      const ask = (token: string) => request('/v1/shows', { peer, headers: bearer(token) })
      expect((await ask(TOKEN)).status).toBe(200)
      for (let i = 0; i <= GUESSES_MAX; i++) expect((await ask(`guess-${i}`)).status).toBe(401)
      expect((await ask(TOKEN)).status).toBe(200)
    }
  })

  it('takes one wrong token, sent again and again, for a program nobody told of the new one', async () => {
    const { request } = createStub({ adminToken: TOKEN })
    const ask = (token: string) => request('/v1/shows', { peer: AWAY, headers: bearer(token) })
    for (let i = 0; i < 2 * GUESSES_MAX; i++) expect((await ask('yesterdays-token')).status).toBe(401)
    expect((await ask(TOKEN)).status).toBe(200)
  })

  it('marks the cookie secure behind https', async () => {
    const { request } = createStub({ adminToken: TOKEN })
    const answer = await request('/v1/login', {
      method: 'POST',
      peer: AWAY,
      headers: { ...json, 'x-forwarded-proto': 'https' },
      body: JSON.stringify({ token: TOKEN }),
    })
    expect(answer.headers.get('set-cookie')).toContain('; Secure')
  })
})

it('forgets guesses after a minute, and that an address is known after an hour', () => {
  const guesses = createGuesses()
  for (let i = 0; i < GUESSES_MAX; i++) guesses.wrong(AWAY, String(i), i)
  expect([guesses.isOver(AWAY, 59_999), guesses.isOver(AWAY, 60_000)]).toEqual([true, false])
  guesses.right(AWAY, 0)
  expect([guesses.isKnown(AWAY, 3_599_999), guesses.isKnown(AWAY, 3_600_000)]).toEqual([true, false])
})

it('bounds whom it remembers', () => {
  const guesses = createGuesses()
  const guess = (address: string) => {
    for (let i = 0; i < GUESSES_MAX; i++) guesses.wrong(address, String(i), 0)
  }
  guess('first')
  for (let i = 0; i < GUESSERS_MAX; i++) guesses.wrong(`a${i}`, 'x', 0)
  expect(guesses.isOver('first', 0)).toBe(false)
})

it('knows loopback addresses and names', () => {
  for (const address of ['127.0.0.1', '127.255.255.254', '::1', '::ffff:127.0.0.1'])
    expect(isLoopback(address)).toBe(true)
  for (const address of ['', '0.0.0.0', '::', '1.127.0.0', '127.0.0.1.2', 'localhost'])
    expect(isLoopback(address)).toBe(false)
  for (const host of ['localhost', 'LOCALHOST:80', '127.0.0.1:8080', '[::1]', '[::1]:8080'])
    expect(isLocalHost(host)).toBe(true)
  for (const host of ['', 'localhost.', '127.0.0.2', '::1', 'a@localhost']) expect(isLocalHost(host)).toBe(false)
})
