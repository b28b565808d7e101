import { expect, it } from 'vitest'
import { backoff, retryAfter } from './backoff.ts'

it('waits at most a second, two, four, up to a minute, evenly spread from nothing', () => {
  const most = [1, 2, 3, 4, 5, 6, 7, 8, 40].map((failures) => backoff(failures, () => 1))
  expect(most).toEqual([1000, 2000, 4000, 8000, 16000, 32000, 60000, 60000, 60000])
  expect(backoff(5, () => 0)).toBe(0)
  expect(backoff(5, () => 0.25)).toBe(4000)
})

it('reads Retry-After as seconds and as a date', () => {
  const now = Date.parse('2026-01-01T00:00:00Z')
  expect(retryAfter('7', now)).toBe(7000)
  expect(retryAfter('Thu, 01 Jan 2026 00:00:30 GMT', now)).toBe(30_000)
  expect(retryAfter('Wed, 31 Dec 2025 23:59:30 GMT', now)).toBe(0)
  expect(retryAfter(null, now)).toBeNull()
  expect(retryAfter('soon', now)).toBeNull()
  expect(retryAfter('999999999', now)).toBe(3_600_000)
})
