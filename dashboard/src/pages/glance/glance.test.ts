import { describe, expect, test } from 'vitest'
import { AT_MS, MOMENTS, PRODUCTS, SNAPSHOT } from '../../../stage/show.fixture.ts'
import { viewOfSnapshot } from '../../live/view.ts'
import { firstSentence, fittingSize, nextProduct, runningMoment, troubleOf } from './glance.ts'

const view = viewOfSnapshot(SNAPSHOT, null)

describe('the one line', () => {
  test('is the connection’s trouble before the age’s before the stream’s', () => {
    const lost = { phase: 'reconnecting', lostAt_ms: 0, tries: 1, nextTryAt_ms: 1 } as const
    expect(troubleOf(lost, 'stale', view)?.tone).toBe('warn')
    expect(troubleOf({ phase: 'live' }, 'stale', view)?.tone).toBe('stale')
    expect(troubleOf({ phase: 'live' }, 'fresh', view)?.text).toBe('Phones on 4G rebuffer 12 % of the last 3 min')
    const well = { ...view, now: { ...view.now, streamAlert: null } }
    expect(troubleOf({ phase: 'live' }, 'fresh', well)).toBeNull()
  })

  test('is one sentence, and a decimal point does not end it', () => {
    expect(firstSentence('6.5 % of starts fail. The rest is fine.')).toBe('6.5 % of starts fail')
    expect(firstSentence('No end')).toBe('No end')
  })
})

test('what ends by itself soonest is what runs; else what somebody must end; else the pin', () => {
  expect(runningMoment(MOMENTS, AT_MS)?.momentId).toBe('m5')
  const without = MOMENTS.filter(({ momentId }) => momentId !== 'm5')
  expect(runningMoment(without, AT_MS)?.momentId).toBe('m3')
  const guest = { ...MOMENTS[3]!, momentId: 'g', kind: 'guest', endsAt_ms: null } as const
  expect(runningMoment([...without, guest], AT_MS)?.momentId).toBe('g')
  expect(runningMoment([], AT_MS)).toBeNull()
})

test('next is the first product after the last one shown that was not shown yet', () => {
  expect(nextProduct(PRODUCTS, MOMENTS)?.productId).toBe('p4')
  expect(nextProduct(PRODUCTS, [])?.productId).toBe('p1')
  expect(nextProduct(PRODUCTS.slice(0, 3), MOMENTS)).toBeNull()
})

test('a number is as large as it may be, and a longer one smaller', () => {
  expect(fittingSize('847', 436, 1220)).toBe(436)
  expect(fittingSize('128,472', 436, 1220)).toBeLessThan(400)
  expect(fittingSize('1,284,722', 436, 1220)).toBeLessThan(fittingSize('128,472', 436, 1220))
})
