// Signs are the same in every language, each counts once, and none outlives its comment.
import { expect, test } from 'vitest'
import { LANGUAGES } from '../contract.ts'
import { CONCEPT_LANGUAGES, readConceptLines } from '../grouping/concepts/source.ts'
import { Signs, SIGN_ROWS, SIGN_SOURCES } from './signs.ts'

const signs = new Signs()
function rowsOf(text: string): number[] {
  signs.find(text, LANGUAGES.indexOf('und'))
  return [...signs.rows.subarray(0, signs.count)]
}
/** What two comments have in common. */
const common = (one: string, other: string) => {
  const rows = new Set(rowsOf(one))
  return rowsOf(other).filter((row) => rows.has(row))
}

test.each([
  ['the handle came off', '把手脱落', 'se cayó la suela', 'die Naht hat sich gelöst', 'หูหม้อหลุด'],
  ['nobody answers my emails', '客服不回', 'nadie contesta', 'keiner antwortet', 'ทักไปไม่ตอบ'],
  ['half the price in the market', '批发市场才卖', 'la mitad en la feria', 'woanders billiger', 'ตลาดนัดถูกกว่า'],
])('%s is said in other languages, too', (english, ...others) => {
  for (const other of others) expect(common(english, other).length, other).toBeGreaterThan(0)
})

test('what is of another kind has nothing in common', () => {
  expect(common('the handle came off', 'keiner antwortet')).toEqual([])
})

test('a sign within a longer one is that one’s', () => {
  expect(common('好看', '颜色好看').length).toBeGreaterThan(0)
  expect(common('好看', '颜色不好看')).toEqual([])
})

test('a sign counts once, and is gone with the next comment', () => {
  const once = rowsOf('peeled')
  expect(once.length).toBeGreaterThan(0)
  expect(rowsOf('peeled, peeled, peeled')).toEqual(once)
  expect(rowsOf('xyzzy')).toEqual([])
  expect(Math.max(...once)).toBeLessThan(SIGN_ROWS)
})

test('every sign has a name of its own and phrases in all nine languages', () => {
  const lines = SIGN_SOURCES.join('\n')
    .split('\n')
    .filter((line) => line !== '')
  const names = lines.map((line) => line.slice(0, line.indexOf(': ')))
  expect(new Set(names).size).toBe(names.length)
  for (const line of lines) {
    expect(readConceptLines(line)).toHaveLength(1)
    for (const [i, column] of line
      .slice(line.indexOf(': ') + 2)
      .split(' / ')
      .entries())
      expect(column.trim(), `${line.slice(0, 20)} ${CONCEPT_LANGUAGES[i]}`).not.toBe('-')
  }
})
