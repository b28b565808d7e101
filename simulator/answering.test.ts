// The host's answering over a service that is a function: what it reads, and what it marks.
import { expect, it } from 'vitest'
import { answerOne, answerQuestions, type AnsweringOptions } from './answering.ts'
import { hostApi, type HostCall } from './host.ts'
import { createRandom } from './random.ts'

/** A service with so many questions open; what was posted to it. */
function service(keys: readonly string[]) {
  const posted: unknown[] = []
  const snapshot = JSON.stringify({ questions: { questions: keys.map((questionKey) => ({ questionKey })) } })
  const fetch: typeof globalThis.fetch = async (input, init) => {
    if (init?.method !== 'POST') {
      // In two parts, cut within a line, as a network may.
      const parts = [`retry: 1000\n\nid: 1\nevent: snapshot\ndata: ${snapshot.slice(0, 9)}`, `${snapshot.slice(9)}\n\n`]
      return new Response(new Blob(parts).stream())
    }
    posted.push([input, JSON.parse(String(init.body))])
    return new Response('{}', { status: 202 })
  }
  return { fetch, posted }
}

function options(keys: readonly string[], seed = 1) {
  const { fetch, posted } = service(keys)
  const marked: HostCall[] = []
  const stopping = new AbortController()
  const given: AnsweringOptions = {
    url: 'http://shop',
    showId: 'a show',
    fetch,
    host: hostApi({ url: 'http://shop', fetch }),
    random: createRandom(seed),
    speed: 1e9,
    signal: stopping.signal,
    onMarked(call) {
      marked.push(call)
      if (marked.length === 20) stopping.abort()
    },
  }
  return { given, posted, marked }
}

it('marks the only question answered through the public call, and tells of it', async () => {
  const { given, posted, marked } = options(['price|pan|'])
  expect(await answerOne(given)).toBe(true)
  const marking = { questionKey: 'price|pan|', mark: 'answered' }
  expect(posted).toEqual([['http://shop/v1/shows/a%20show/questions/mark', marking]])
  expect(marked).toEqual([{ call: 'mark', showId: 'a show', marking }])
})

it('marks nothing where no question is open', async () => {
  const { given, posted, marked } = options([])
  expect(await answerOne(given)).toBe(false)
  expect([posted, marked]).toEqual([[], []])
})

it('takes the first question mostly, never one below the third, and the same ones for the same seed', async () => {
  const keysOf = async (seed: number) => {
    const { given, posted } = options(['a', 'b', 'c', 'd'], seed)
    await answerQuestions(given)
    return posted.map((one) => (one as [string, { questionKey: string }])[1].questionKey)
  }
  const keys = await keysOf(3)
  expect(keys.length).toBe(20)
  expect(keys.filter((key) => key === 'a').length).toBeGreaterThan(10)
  expect(keys).not.toContain('d')
  expect(await keysOf(3)).toEqual(keys)
})
