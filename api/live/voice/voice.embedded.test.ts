// What viewers say, on the live path and in SQL: worked out by hand, and the same on both.
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { LiveSnapshot, SqlAnswer } from '../../contract.ts'
import { event, openWorld, type World } from '../../world.fixture.ts'

const T0 = Date.UTC(2026, 5, 1, 18, 0, 0)
let world: World

const say = (visitorId: string, after_s: number, text: string, more: object = {}) =>
  event('chat.posted', {
    visitorId,
    showId: 's',
    sessionId: `${visitorId}.x`,
    occurredAt_ms: T0 + after_s * 1000,
    body: {
      commentId: `${visitorId}@${after_s}`,
      text,
      lang: null,
      author: null,
      role: 'viewer',
      replyTo: null,
      ...more,
    },
  })

async function post(path: string, body: object, after_s: number): Promise<void> {
  world.now = T0 + after_s * 1000
  const headers = { 'content-type': 'application/json' }
  const answer = await world.request(path, { method: 'POST', headers, body: JSON.stringify(body) })
  if (answer.status !== 202) throw new Error(`${path}: ${answer.status} ${await answer.text()}`)
}

function give(...events: readonly ReturnType<typeof say>[]): void {
  for (const one of events) {
    world.now = one.occurredAt_ms
    world.give([one])
  }
  world.frames()
}

async function ask(sql: string): Promise<readonly (readonly unknown[])[]> {
  const headers = { 'content-type': 'application/json' }
  const answer = await world.request('/v1/sql', { method: 'POST', headers, body: JSON.stringify({ sql }) })
  if (answer.status !== 200) throw new Error(await answer.text())
  return ((await answer.json()) as SqlAnswer).data
}

beforeAll(async () => {
  world = await openWorld(T0)
  const products = [
    { productId: 'pan', title: 'Cast-iron pan', number: 1, price_minor: 3900, image: null },
    { productId: 'pot', title: 'Enamel pot', number: 2, price_minor: 5900, image: null },
  ]
  await post('/v1/shows/s/start', { title: 'Kitchen', currency: 'EUR', products }, 0)
  await post('/v1/shows/s/moments', { momentId: 'm1', kind: 'pin', productId: 'pan' }, 1)
  // Two ask one thing of the pinned pan in two languages, a third of the pot by its number.
  give(say('a', 10, 'does it work on induction?'), say('b', 11, 'Geht das auf Induktion?'))
  give(say('c', 12, 'does no. 2 work on induction?'))
  // A moderator replies to b; then d asks again.
  give(say('mod', 20, 'Yes, on every hob', { role: 'moderator', replyTo: 'b@11' }), say('d', 30, 'induction?'))
  // Eleven viewers like it, one hates it eight times over.
  for (let n = 0; n < 11; n++) give(say(`fan${n}`, 61, `I love this pan so much ${'abcdefghijk'[n]}`))
  for (let n = 0; n < 8; n++) give(say('foe', 62 + n, `this is terrible, awful quality ${n}`))
  await world.flush()
})
afterAll(() => world.close())

async function snapshot(): Promise<LiveSnapshot> {
  const reader = (await world.request('/v1/shows/s/live')).body?.getReader()
  let text = ''
  while (!/event: snapshot\ndata: .*\n\n/.test(text)) {
    const { value, done } = (await reader?.read()) ?? { done: true, value: undefined }
    if (done) break
    text += new TextDecoder().decode(value)
  }
  await reader?.cancel()
  return JSON.parse(/event: snapshot\ndata: (.*)\n/.exec(text)?.[1] ?? 'null') as LiveSnapshot
}

const queue = async () => (await snapshot()).questions

const QUESTIONS = `SELECT product_id, toUInt32(asked), toUInt32(open_askers), closed_by, example FROM questions
  WHERE show_id = 's' ORDER BY first_asked_at`

it('groups questions across languages by product, and opens one again after its answer', async () => {
  const found = await queue()
  expect(found).toMatchObject({
    open: 2,
    asks: 2,
    closed: 1,
    lastClosed: { closedBy: 'replied' },
    medianAnswer_ms: 10_000,
  })
  expect(found.questions).toMatchObject([
    { productId: 'pot', asked: 1, example: 'does no. 2 work on induction?' },
    { productId: 'pan', asked: 1, example: 'does it work on induction?', firstAsked_ms: T0 + 30_000 },
  ])
  expect(await ask(QUESTIONS)).toEqual([
    ['pan', 3, 1, 'replied', 'does it work on induction?'],
    ['pot', 1, 1, '', 'does no. 2 work on induction?'],
  ])
})

it('closes a question by the host’s mark, on both paths', async () => {
  const key = (await queue()).questions.find(({ productId }) => productId === 'pot')?.questionKey ?? ''
  await post('/v1/shows/s/questions/mark', { questionKey: key, mark: 'answered' }, 80)
  world.frames()
  await world.flush()
  expect((await queue()).questions.map(({ productId }) => productId)).toEqual(['pan'])
  expect((await ask(QUESTIONS))[1]).toEqual(['pot', 1, 0, 'answered', 'does no. 2 work on induction?'])
  await post('/v1/shows/s/questions/mark', { questionKey: key, mark: 'open' }, 81)
  world.frames()
  await world.flush()
  expect((await queue()).questions.map(({ productId }) => productId)).toEqual(['pot', 'pan'])
  expect((await ask(QUESTIONS))[1]).toEqual(['pot', 1, 1, '', 'does no. 2 work on induction?'])
})

it('refuses to mark what it does not understand, or for a show nobody declared', async () => {
  const send = (path: string, body: object) =>
    world.request(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
  expect((await send('/v1/shows/s/questions/mark', { questionKey: 'x', mark: 'maybe' })).status).toBe(400)
  expect((await send('/v1/shows/none/questions/mark', { questionKey: 'x', mark: 'open' })).status).toBe(404)
})

it('says the mood alike: a loud viewer counts once', async () => {
  world.now = T0 + 119_000
  world.tick()
  // Something new, so that the shared snapshot is made again.
  give(say('mod', 119, 'thank you all', { role: 'moderator' }))
  const { mood } = (await snapshot()).now
  const { sql } = await world.get<{ sql: string }>('/v1/metrics/mood')
  const [row, ...more] = await ask(sql.replaceAll('{show:String}', "'s'"))
  expect(more).toEqual([])
  const [, value, viewers] = row ?? []
  expect([Number(viewers), mood.last1.viewers]).toEqual([12, 12])
  expect(mood.last1.mean).toBeCloseTo(Number(value), 12)
  // Eleven fans and one foe: eight complaints of the foe alone would have turned it.
  expect(mood.last1.mean).toBeGreaterThan(0.3)
})

it('explains a comment', async () => {
  const text = 'I love it, how much is shipping?'
  const answer = await world.request('/v1/comments/score', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ text }),
  })
  expect(answer.status).toBe(200)
  const scored = (await answer.json()) as { labels: string[]; spans: { start: number; end: number; label: string }[] }
  expect(scored.labels).toContain('question.shipping')
  const positive = scored.spans
    .filter(({ label }) => label === 'positive')
    .map(({ start, end }) => text.slice(start, end))
  expect(positive.join(' ')).toContain('love')
})
