// What is not guessed of a comment without a word that is known.
import { expect, test } from 'vitest'
import { labelNames } from '../contract.ts'
import { createScorer } from '../scorer.ts'

const scorer = createScorer()
const labelsOf = (text: string) => labelNames(scorer.score(text).labels)

test.each(['🔥🔥🔥', '😍😍😍', '❤️❤️❤️', '👍👍👍👍', '🌹🌹🌹🌹🌹'])('%s is no spam', (text) => {
  expect(labelsOf(text)).not.toContain('spam')
})

test.each(['?', '？', '???', '😮?', 'Сколько стоит?', '얼마예요?'])('%s asks nothing that could be told', (text) => {
  expect(labelsOf(text).filter((label) => label.startsWith('question.'))).toEqual([])
})

test('the flag of Wales takes no language away', () => {
  const { language, sentiment } = scorer.score('too small 🏴󠁧󠁢󠁷󠁬󠁳󠁿')
  expect(language).toBe('en')
  expect(sentiment).toBeLessThan(0)
})
