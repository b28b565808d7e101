import { describe, expect, test } from 'vitest'
import {
  ACTS_MAX,
  NO_ACTS,
  addAct,
  marksOf,
  removeAct,
  requestOf,
  undoMark,
  undoMoment,
  verdictOf,
  type Act,
  type ActQueue,
} from './acts.ts'

const pin = (momentId: string): Omit<Act, 'id'> => ({
  showId: 's/1',
  label: 'Pin',
  body: { what: 'moment.start', moment: { momentId, kind: 'pin', productId: 'p' } },
})
const end = (momentId: string): Omit<Act, 'id'> => ({
  showId: 's/1',
  label: 'Undo',
  body: { what: 'moment.end', momentId },
})
function added(queue: ActQueue, act: Omit<Act, 'id'>): ActQueue {
  const next = addAct(queue, act)
  if (!next) throw new Error('full')
  return next
}

test('acts keep their order, and one sent leaves the rest', () => {
  const queue = removeAct(added(added(added(NO_ACTS, pin('a')), pin('b')), pin('c')), 1)
  expect(queue.waiting.map(({ id }) => id)).toEqual([2, 3])
})

test('the queue is bounded', () => {
  let queue = NO_ACTS
  for (let n = 0; n < ACTS_MAX; n++) queue = added(queue, pin(String(n)))
  expect(addAct(queue, pin('more'))).toBeNull()
})

describe('undo', () => {
  test('of a start that still waits removes it: nothing is sent', () => {
    const queue = added(added(NO_ACTS, pin('a')), pin('b'))
    expect(undoMoment(queue, 'b', end('b'), 1)?.waiting.map(({ id }) => id)).toEqual([1])
  })

  test('of a start on its way sends an end after it', () => {
    const queue = undoMoment(added(NO_ACTS, pin('a')), 'a', end('a'), 1)
    expect(queue?.waiting.map(({ body }) => body.what)).toEqual(['moment.start', 'moment.end'])
  })

  test('of a start long sent sends an end', () => {
    expect(undoMoment(NO_ACTS, 'a', end('a'), null)?.waiting.map(({ body }) => body.what)).toEqual(['moment.end'])
  })
})

test('each act is one call, its ids escaped', () => {
  const act = (body: Act['body']): Act => ({ id: 1, showId: 's/1', label: '', body })
  expect(requestOf({ id: 1, ...pin('a') })).toEqual({
    path: '/v1/shows/s%2F1/moments',
    body: { momentId: 'a', kind: 'pin', productId: 'p' },
  })
  expect(requestOf(act({ what: 'moment.end', momentId: 'a b' }))).toEqual({
    path: '/v1/shows/s%2F1/moments/a%20b/end',
    body: {},
  })
  expect(requestOf(act({ what: 'show.start', show: {} })).path).toBe('/v1/shows/s%2F1/start')
  expect(requestOf(act({ what: 'show.end' }))).toEqual({ path: '/v1/shows/s%2F1/end', body: {} })
})

test('an answer is done, a passing trouble waits, a refusal is told', () => {
  expect([202, 200].map(verdictOf)).toEqual(['done', 'done'])
  expect([0, 408, 429, 500, 503].map(verdictOf)).toEqual(['wait', 'wait', 'wait', 'wait', 'wait'])
  expect([400, 401, 403, 404, 409].map(verdictOf)).toEqual(['refused', 'refused', 'refused', 'refused', 'refused'])
})

describe('marks of questions', () => {
  const mark = (questionKey: string, said: 'answered' | 'pinned' | 'open'): Omit<Act, 'id'> => ({
    showId: 's/1',
    label: said,
    body: { what: 'question.mark', marking: { questionKey, mark: said } },
  })

  test('are sent as the contract has them', () => {
    const queue = added(NO_ACTS, mark('use|p3|1', 'answered'))
    expect(requestOf(queue.waiting[0]!)).toEqual({
      path: '/v1/shows/s%2F1/questions/mark',
      body: { questionKey: 'use|p3|1', mark: 'answered' },
    })
  })

  test('the newest of a question counts', () => {
    const queue = added(added(added(NO_ACTS, mark('a', 'pinned')), mark('b', 'answered')), mark('a', 'open'))
    expect([...marksOf(queue.waiting)]).toEqual([
      ['a', 'open'],
      ['b', 'answered'],
    ])
  })

  test('an undo drops what was not sent, and is sent behind what was', () => {
    const queue = added(added(NO_ACTS, mark('a', 'answered')), mark('b', 'answered'))
    expect(undoMark(queue, 'b', mark('b', 'open'), 1)?.waiting.map(({ id }) => id)).toEqual([1])
    expect(undoMark(queue, 'a', mark('a', 'open'), 1)?.waiting.map(({ label }) => label)).toEqual([
      'answered',
      'answered',
      'open',
    ])
  })
})
