import { expect, it } from 'vitest'
import { laggingWords } from './lagging.ts'

it.each([
  [{ partition: 3, isMissing: false, others: 0 }, 'partition 3 lags'],
  [{ partition: 0, isMissing: false, others: 15 }, 'partition 0 and 15 more lag'],
  [{ partition: 7, isMissing: true, others: 0 }, 'partition 7 is missing'],
  [{ partition: 7, isMissing: true, others: 1 }, 'partition 7 and 1 more are missing or lag'],
])('says of %o: %s', (lagging, words) => {
  expect(laggingWords(lagging)).toBe(words)
})
