import { expect, test } from 'vitest'
import { ailmentOf } from './health.ts'

const notReady = (detail: string, code = 'not_ready') =>
  ({ ok: false, problem: { type: '', title: '', status: 503, code, detail } }) as const

test('the log’s trouble comes before the store’s, and others’ is not the host’s', () => {
  expect(ailmentOf(notReady('store: it does not answer'))).toBe('store')
  expect(ailmentOf(notReady('live: 2 of 4 partitions have sent no frame yet; store: no answer within 2 s'))).toBe(
    'store',
  )
  expect(ailmentOf(notReady('pipeline: the store takes no rows: disk full'))).toBe('store')
  expect(ailmentOf(notReady('log: it is full; store: it does not answer'))).toBe('log')
  expect(ailmentOf(notReady('pipeline: partition 2 is 44 s behind, over 30 s'))).toBeNull()
  expect(ailmentOf(notReady('store: x', 'unreachable'))).toBeNull()
  expect(ailmentOf({ ok: true, value: { status: 'ready', checks: { store: 'ok' } }, clock_ms: null })).toBeNull()
})
