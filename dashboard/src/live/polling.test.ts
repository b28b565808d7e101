import { expect, test } from 'vitest'
import type { Problem } from '../../../api/contract.ts'
import { ageOf, NOTHING_YET, polled, type Polling } from './polling.ts'

const problem = (status: number): Problem => ({ type: '', title: 'No', status, code: 'no', detail: '' })
const first: Polling<string> = polled(
  NOTHING_YET as Polling<string>,
  { ok: true, value: 'one', clock_ms: 61_000 },
  1000,
)

test('a failure leaves what was shown, with its age', () => {
  const failed = polled(first, { ok: false, problem: problem(503) }, 6000)
  expect(failed).toEqual({ value: 'one', at_ms: 1000, ahead_ms: 60_000, problem: problem(503) })
  expect(polled(failed, { ok: true, value: 'two', clock_ms: null }, 11_000)).toEqual({
    value: 'two',
    at_ms: 11_000,
    ahead_ms: 0,
    problem: null,
  })
})

test('what is gone is gone', () => {
  expect(polled(first, { ok: false, problem: problem(404) }, 6000).value).toBeNull()
})

test('old answers are stale while newer ones are asked for', () => {
  expect(ageOf(first, 16_000, 5000)).toBe('fresh')
  expect(ageOf(first, 16_001, 5000)).toBe('stale')
  // Asked for once a minute, an answer of two minutes ago is old.
  expect([ageOf(first, 121_000, 60_000), ageOf(first, 121_001, 60_000)]).toEqual(['fresh', 'stale'])
  expect(ageOf(first, 999_999, null)).toBe('fresh')
  expect(ageOf(NOTHING_YET, 999_999, 5000)).toBe('fresh')
})
