import fc from 'fast-check'
import { expect, test } from 'vitest'
import { FoldedText } from './folded.ts'

function fold(text: string): string {
  const folded = new FoldedText()
  folded.read(text)
  return String.fromCharCode(...folded.units.subarray(0, folded.length))
}

test.each([
  ['Induktionsherd?!', 'induktionsherd'],
  ['CAN  you… ship', 'can you ship'],
  ['no, wait: yes', 'no,wait yes'],
  ["l'huile d'olive, don't I'm", 'l huile d olive,dont im'],
  ['26cm 9,5 ½', '26 cm 9.5 1'],
  ['soooo goooood', 'so god'],
  ['XXL XXXL', 'xxl xxxl'],
  ['ｶﾞｽ コンロ', 'がす こんろ'],
  ['包包 哈哈哈哈', '包包 哈哈'],
  ['มากกกก', 'มาก'],
  ['運費 №3 #3', '运费 no 3 #3'],
  ['', ''],
  ['🔥🔥', ''],
])('%s is read as %s', (text, read) => expect(fold(text)).toBe(read))

test('every unit is folded at once: ǽ is read as æ is', () => {
  const again = Array.from({ length: 0x10000 }, (_, unit) => String.fromCharCode(unit)).filter(
    (unit) => fold(fold(unit)) !== fold(unit),
  )
  expect(again).toEqual([])
  expect(fold('ǽ ǿ')).toBe('a o')
})

test('what is folded stays as it is, and is bounded', () => {
  const units = fc.array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 2_000 })
  const text = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 2_000 }),
    units.map((codes) => String.fromCharCode(...codes)),
  )
  fc.assert(
    fc.property(text, (written) => {
      const read = fold(written)
      expect(read.length).toBeLessThanOrEqual(2_048)
      if (read.length <= 1_024) expect(fold(read)).toBe(read)
    }),
  )
})
