import { expect, test } from 'vitest'
import { makeFormats, NNBSP as _ } from '../../format/formats.ts'
import { watchTime } from './words.ts'

test('time watched has two units at most', () => {
  const en = makeFormats('en-GB', 'UTC')
  expect([0, 16_000, 59_600, 60_000, 408_000, 754_000].map((ms) => watchTime(en, ms))).toEqual(
    [`0_s`, `16_s`, `1_min`, `1_min`, `6_min 48_s`, `12_min`].map((words) => words.replaceAll('_', _)),
  )
  expect([3_600_000, 5_400_000, 36_000_000, 17_000_000_000].map((ms) => watchTime(en, ms))).toEqual(
    [`1_h`, `1_h 30_min`, `10_h`, `4,722_h`].map((words) => words.replaceAll('_', _)),
  )
})
