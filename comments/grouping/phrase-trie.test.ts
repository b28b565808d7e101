// The trie against a plain search of each phrase.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { CLASS, FoldedText } from './folded.ts'
import { Hits, PhraseTrie } from './phrase-trie.ts'

/** Few letters, so that phrases begin alike, end within others, and stand in texts. */
const word = fc.array(fc.constantFrom('a', 'b', 'abc', '好', '看'), { minLength: 1, maxLength: 4 })
const phrase = fc
  .tuple(fc.array(word, { minLength: 1, maxLength: 3 }), fc.boolean())
  .map(([words, goesOn]) => words.map((letters) => letters.join('')).join(' ') + (goesOn ? '*' : ''))

function plainHits(phrases: readonly string[], text: FoldedText): string[] {
  const said = String.fromCharCode(...text.units.subarray(0, text.length))
  const hits = new Set<string>()
  for (const [value, written] of phrases.entries()) {
    const folded = new FoldedText()
    folded.read(written.replace('*', ''))
    const searched = String.fromCharCode(...folded.units.subarray(0, folded.length))
    for (let at = said.indexOf(searched); at >= 0; at = said.indexOf(searched, at + 1)) {
      const end = at + searched.length
      const last = text.classes[end - 1]
      const isWhole = last === CLASS.dense || end === text.length || text.classes[end] !== last
      if (text.startsAt(at) && (isWhole || written.endsWith('*'))) hits.add(`${at} ${end} ${value}`)
    }
  }
  return [...hits].sort()
}

test('all phrases that stand in a text are found, in order of their start, and no others', () => {
  fc.assert(
    fc.property(fc.uniqueArray(phrase, { maxLength: 30 }), fc.array(word, { maxLength: 12 }), (phrases, words) => {
      const trie = new PhraseTrie()
      phrases.forEach((written, value) => trie.add(written, value))
      trie.freeze()
      const text = new FoldedText()
      text.read(words.map((letters) => letters.join('')).join(' '))
      const hits = new Hits()
      trie.find(text, hits)
      const found = Array.from({ length: hits.count }, (_, i) => `${hits.starts[i]} ${hits.ends[i]} ${hits.values[i]}`)
      expect([...found].sort()).toEqual(plainHits(phrases, text))
      const starts = [...hits.starts.subarray(0, hits.count)]
      expect(starts).toEqual(starts.toSorted((a, b) => a - b))
    }),
    { numRuns: 500 },
  )
})

test('a text that ends within a phrase, and a phrase that ends within another', () => {
  const trie = new PhraseTrie()
  for (const [value, written] of ['as good as new', 'as good', 'goods'].entries()) trie.add(written, value)
  trie.freeze()
  const hits = new Hits()
  // One buffer: what a longer text left behind is no part of the next.
  const text = new FoldedText()
  const valuesIn = (said: string) => {
    text.read(said)
    trie.find(text, hits)
    return [...hits.values.subarray(0, hits.count)]
  }
  expect(valuesIn('as good as new')).toEqual([1, 0])
  expect(valuesIn('as good as ne')).toEqual([1])
  expect(valuesIn('as good as')).toEqual([1])
  expect(valuesIn('as goods')).toEqual([2])
  expect(valuesIn('good')).toEqual([])
  expect(() => trie.add('late', 3)).toThrow('after freeze')
})
