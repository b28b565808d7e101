import { expect, it } from 'vitest'
import { safeCsv } from './csv.ts'

const safe = (text: string) => {
  const { bytes, lines } = safeCsv(Buffer.from(text))
  return { text: bytes.toString(), lines }
}

it.each([
  ['=1+1', "'=1+1"],
  ['+1', "'+1"],
  ['-1', "'-1"],
  ['@SUM(A1)', "'@SUM(A1)"],
  ['\t=1', "'\t=1"],
  ['\r=1', "'\r=1"],
  ['\n=1', "'\n=1"],
  ['\0=1', "'\0=1"],
  ['＝1', "'＝1"],
  ['＠x', "'＠x"],
  ["'=1", "'=1"],
  ['a=1', 'a=1'],
  [' =1', ' =1'],
  ['', ''],
  ['＊', '＊'],
  ['=""x"",""', `'=""x"",""`],
])('makes %j into %j', (given, text) => {
  expect(safe(`"n","t"\n1,"${given}"\n`)).toEqual({ text: `"n","t"\n1,"${text}"\n`, lines: 2 })
})

it('leaves numbers, and what stands in the middle of a text', () => {
  const csv = '"n"\n-1\n+2\n"a"",""=b"\n"""=c"\n"line\n=d"\n\\N\n'
  expect(safe(csv)).toEqual({ text: csv, lines: 7 })
})

it('takes the names of columns for texts, and every cell of a row', () => {
  expect(safe('"=a","b"\n"=1","=2"\n').text).toBe(`"'=a","b"\n"'=1","'=2"\n`)
})
