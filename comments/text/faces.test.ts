// Letters that a face is drawn with are no letters of a language.
import { expect, test } from 'vitest'
import { wordLetters } from './faces.ts'
import { KIND } from './fold.ts'
import { Scan } from './scan.ts'

const scan = new Scan()
const lettersOf = (text: string) => {
  scan.read(text)
  const counts = wordLetters(scan)
  return { kana: counts[KIND.kana], foreign: counts[KIND.foreign], thai: counts[KIND.thai], latin: counts[KIND.latin] }
}

test.each([
  ['cute (っ◔◡◔)っ', 4],
  ['ok ヽ(・∀・)ノ', 2],
  ['(´・ω・`)', 0],
  ['( ﾟдﾟ)', 0],
  ['( ゜д゜)', 0],
  // Faces in a row: each letter goes once, an arm between two and the ear of a bear included.
  ['(・∀・)ノ(・∀・)', 0],
  ['(・∀・)ʕ•ᴥ•ʔ(・∀・)', 0],
  ['(˘ω˘)', 0],
  ['go (ง •̀_•́)ง', 2],
  ['ʕ•ᴥ•ʔ hi', 2],
  ['（・∀・）', 0],
])('%s has its Latin letters alone', (text, latin) => {
  expect(lettersOf(text)).toEqual({ kana: 0, foreign: 0, thai: 0, latin })
})

test.each([
  // Words in brackets, a word before or behind them, and a letter that closes none.
  ['え(笑)', 1],
  ['(かわいい)', 4],
  ['かわいい(・∀・)', 4],
  ['(・∀・)いいね', 3],
  ['の)', 1],
  ['ケース・カバー', 6],
])('%s has %i kana', (text, kana) => expect(lettersOf(text).kana).toBe(kana))

test.each([
  ['(ดีมาก!)', 5],
  ['(สวยมาก!)', 6],
])('%s is a word in brackets, of %i units', (text, thai) => expect(lettersOf(text).thai).toBe(thai))

test('what is longer than a face, or has no marks, is none', () => {
  // Voiced kana of half width: the mark behind one is no eye.
  expect(lettersOf('(ﾊﾟﾝ)').kana).toBe(2)
  expect(lettersOf('・ω')).toEqual({ kana: 0, foreign: 1, thai: 0, latin: 0 })
  expect(lettersOf(`(${'ω˘'.repeat(9)})`).foreign).toBe(18)
  expect(lettersOf('(да)').foreign).toBe(2)
})
