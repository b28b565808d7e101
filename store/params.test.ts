import { expect, it } from 'vitest'
import { bindParams } from './params.ts'

it('writes values as text of their type', () => {
  expect(
    bindParams('{a:UInt8} {b:String} { c : Array(String) } {d:Identifier}', {
      a: 1,
      b: "x'y\\",
      c: ["q'", 'r'],
      d: 'a`b',
    }),
  ).toBe(`CAST('1', 'UInt8') 'x\\'y\\\\' CAST('[\\'q\\\\\\'\\',\\'r\\']', 'Array(String)') \`a\\\`b\``)
  expect(
    bindParams('{a:Nullable(Int8)} {b:Bool} {c:UInt64} {d:DateTime64(3)}', {
      a: null,
      b: true,
      c: 5n,
      d: new Date(1500),
    }),
  ).toBe("CAST(NULL, 'Nullable(Int8)') CAST('true', 'Bool') CAST('5', 'UInt64') CAST('1.500', 'DateTime64(3)')")
})

it('leaves quoted text, names and comments alone', () => {
  const sql =
    "'{a:Int8}' \"{a:Int8}\" `{a:Int8}` /* {a:Int8} */ -- {a:Int8}\n$x$ {a:Int8} $x$ 'it''s {a:Int8}' '\\'{a:Int8}'"
  expect(bindParams(sql, { a: 1 })).toBe(sql)
  expect(bindParams("{'a': 1}", { a: 1 })).toBe("{'a': 1}")
})

it('refuses what is missing or no value', () => {
  expect(() => bindParams('{a:Int8}')).toThrow('parameter a is missing')
  expect(() => bindParams('{toString:String}', {})).toThrow('parameter toString is missing')
  expect(() => bindParams('{a:Int8}', { a: Number.NaN })).toThrow('parameter a cannot be')
  expect(() => bindParams('{a:Int8}', { a: { b: 1 } })).toThrow('parameter a cannot be')
  expect(() => bindParams(`{a:Int8\\'}`, { a: 1 })).toThrow('has no type')
})
