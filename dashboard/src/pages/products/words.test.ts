import { expect, test } from 'vitest'
import { makeFormats, NNBSP as _ } from '../../format/formats.ts'
import { liftParts, liftSentence, points, pointsRange, rateParts, ratioRange } from './words.ts'

const en = makeFormats('en-GB', 'UTC')
const side = (x: number, n: number, low: number, high: number) => ({ x, n, rate: x / n, low, high })
const comparison = {
  show: side(1071, 38_214, 0.02642, 0.02973),
  store: side(726, 61_480, 0.011, 0.0127),
  lift: { value: 2.373, low: 2.162, high: 2.606 },
  difference: { value: 0.01622, low: 0.0144, high: 0.0181 },
  lacks: null,
}

test('ratios, differences and rates carry their intervals and parts', () => {
  expect(liftSentence(en, comparison)).toBe('2.4 times the store, 2.2 to 2.6')
  expect(liftParts(en, comparison)).toEqual([
    { value: `2.80${_}%`, label: '1,071 of 38,214 viewers' },
    { value: `1.18${_}%`, label: '726 of 61,480 store visitors' },
    { value: '2.4×', label: '2.2 to 2.6, Koopman 95 %' },
    { value: `+1.62${_}pt`, label: '1.44 to 1.81, Newcombe 95 %' },
  ])
  expect(rateParts(en, comparison.show, 'buyers', 'viewers')).toEqual([
    { value: '1,071', label: 'buyers' },
    { value: '38,214', label: 'viewers' },
    { value: `2.80${_}%`, label: '2.64 to 2.97, Wilson 95 %' },
  ])
})

test('more of than there are is told as counts', () => {
  expect(rateParts(en, { x: 2, n: 1, rate: 2, low: null, high: null }, 'orders', 'clicks')).toEqual([
    { value: '2', label: 'orders' },
    { value: '1', label: 'clicks' },
    { value: '–', label: 'more orders than clicks: not all came from one' },
  ])
})

test('a loss has a real minus, what is unbounded says so', () => {
  expect(points(en, -0.0034)).toBe(`−0.34${_}pt`)
  expect(pointsRange(en, { value: 0, low: -0.0012, high: 0.0034 })).toBe('−0.12 to 0.34')
  expect(ratioRange(en, { value: 12, low: 3.04, high: null })).toBe('3.0 to ∞')
})

test('too little data says what is missing', () => {
  const thin = { ...comparison, lift: null, difference: null, lacks: '4 buyers, needs 10' }
  expect(liftSentence(en, thin)).toBe('not yet: 4 buyers, needs 10')
  expect(liftParts(en, thin).at(-1)).toEqual({ value: 'not yet', label: '4 buyers, needs 10' })
})
