import { expect, it } from 'vitest'
import { splitStatements } from './statements.ts'

it('splits at semicolons outside of quotes and comments', () => {
  expect(splitStatements("SELECT 'a;b'; -- c;d\nSELECT `e;f` /* g; */ , 1 - 2 / 3;\n\n-- the end;\n")).toEqual([
    "SELECT 'a;b'",
    '-- c;d\nSELECT `e;f` /* g; */ , 1 - 2 / 3',
  ])
  expect(splitStatements("SELECT 'it''s;'; SELECT '\\';'")).toEqual(["SELECT 'it''s;'", "SELECT '\\';'"])
  expect(splitStatements(' ; -- nothing\n')).toEqual([])
})
