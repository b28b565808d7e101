import { describe, expect, test } from 'vitest'
import type { Problem } from '../../../../api/contract.ts'
import { explained, lineOf, placeOf } from './failure.ts'
import { parametersOf, tokensOf } from './tokens.ts'

const kinds = (sql: string): string[] =>
  tokensOf(sql)
    .filter(({ text }) => text.trim() !== '')
    .map(({ kind, text }) => `${kind} ${text}`)

describe('the editor’s words', () => {
  test('are coloured by what they are, and lose no letter', () => {
    const sql = `SELECT count() AS n, 'it''s -- 1' FROM t /* {x:Int8} */\nWHERE a = {show:String} AND b IN (1.5e3) -- end`
    expect(kinds(sql)).toEqual([
      'keyword SELECT',
      'function count',
      'plain (',
      'plain )',
      'keyword AS',
      'plain n',
      'plain ,',
      "string 'it''s -- 1'",
      'keyword FROM',
      'plain t',
      'comment /* {x:Int8} */',
      'keyword WHERE',
      'plain a',
      'plain =',
      'parameter {show:String}',
      'keyword AND',
      'plain b',
      'keyword IN',
      'plain (',
      'number 1.5e3',
      'plain )',
      'comment -- end',
    ])
    expect(
      tokensOf(sql)
        .map(({ text }) => text)
        .join(''),
    ).toBe(sql)
  })

  test('end where the text does, whatever is left open', () => {
    for (const sql of ["SELECT 'a", 'SELECT "a', 'SELECT /* a', '{a:', '`', '\\', '👏 {'])
      expect(
        tokensOf(sql)
          .map(({ text }) => text)
          .join(''),
      ).toBe(sql)
  })

  test('name the parameters once each, those in quotes and comments not', () => {
    expect(parametersOf(`{a:String} {b: Array(UInt8)} {a:String} '{c:Int8}' -- {d:Int8}`)).toEqual([
      { name: 'a', type: 'String' },
      { name: 'b', type: 'Array(UInt8)' },
    ])
  })
})

/** The details are what the engine answered. */
describe('where a query went wrong', () => {
  const at = (sql: string, detail: string): string | null => {
    const place = placeOf(sql, detail)
    return place && sql.slice(place.from, place.to)
  }

  test('is at the word the engine stumbled over', () => {
    const sql = 'SELECT show_id, count(\nFROM events\nGROUP BY show_id'
    const detail = 'Syntax error: failed at position 22 (() (line 1, col 22): (\nFROM events. Unmatched parentheses: ('
    expect(placeOf(sql, detail)).toEqual({ from: 21, to: 22 })
    expect(at('SELECT 1 FROM', 'Syntax error: failed at position 34 (end of query): . Expected one of: table')).toBe(
      'FROM',
    )
  })

  test('is the nearest of several such words, though the engine counts with the parameters’ values in place', () => {
    const sql = 'SELECT {show:String} AS s FROM a FROM b'
    expect(placeOf(sql, 'Syntax error: failed at position 34 (FROM) (line 1, col 34): FROM b')).toEqual({
      from: 33,
      to: 37,
    })
  })

  test('is the name nobody knows, as a whole word', () => {
    expect(
      placeOf('SELECT nothings, nothing FROM orders', 'Unknown expression identifier `nothing` in scope SELECT'),
    ).toEqual({
      from: 17,
      to: 24,
    })
    expect(at('SELECT * FROM evnts', "Unknown table expression identifier 'evnts' in scope SELECT * FROM evnts.")).toBe(
      'evnts',
    )
    expect(at('SELECT foo(1)', 'Function with name `foo` does not exist. In scope SELECT foo(1).')).toBe('foo')
    expect(at(`SELECT toUInt8('x')`, "Cannot parse string 'x' as UInt8: syntax error")).toBe("'x'")
    expect(at('SELECT 1 WHERE a = {show:String}', 'parameter show is missing')).toBe('{show:String}')
  })

  test('is nowhere where the engine points nowhere', () => {
    expect(
      placeOf("SELECT 1 + 'a'", 'Illegal types UInt8 and String of arguments of function plus: In scope'),
    ).toBeNull()
    expect(placeOf('SELECT 1', 'Unknown expression identifier `gone` in scope')).toBeNull()
  })

  test('has a line and a column, both from one', () => {
    expect(lineOf('a\nbcd', 4)).toEqual({ line: 2, column: 3 })
    expect(lineOf('a', 0)).toEqual({ line: 1, column: 1 })
  })
})

describe('a limit', () => {
  const limits = { time_ms: 30_000, memory_bytes: 1024 ** 3, rows: 100_000, answer_bytes: 64 * 2 ** 20 }
  const of = (code: string): Problem => ({ type: '', title: 'T', status: 400, code, detail: '' })

  test('says its size and what to do', () => {
    expect(explained(of('sql_time'), 'SELECT 1 FROM a, b', limits)).toMatchObject({
      title: 'Stopped at 30\u202fs',
      limit: 'time',
      advice: expect.stringContaining('paired with every other'),
    })
    expect(explained(of('sql_memory'), 'SELECT * FROM a', limits)).toMatchObject({ title: 'Stopped at 1\u202fGiB' })
    expect(explained(of('sql_rows'), 'SELECT * FROM a', limits)).toMatchObject({
      title: 'More than 100,000 rows or 64\u202fMiB',
    })
    expect(explained(of('sql_time'), 'SELECT 1', null).title).toBe('Stopped')
    expect(explained(of('sql_syntax'), 'SELEC', limits)).toEqual({ title: 'T', limit: null, advice: '' })
  })

  test('names what there is not, and what was meant', () => {
    const says = (detail: string): string => {
      const { title, advice } = explained({ ...of('sql_syntax'), detail }, '', limits)
      return `${title}. ${advice}`
    }
    // As the engine put them.
    expect(
      says("Unknown expression identifier `shw_id` in scope SELECT shw_id FROM events. Maybe you meant: ['show_id']."),
    ).toBe('There is no shw_id here. Did you mean show_id?')
    expect(
      says(
        "Unknown table expression identifier 'evnts' in scope SELECT x FROM evnts. Maybe you meant default.events?.",
      ),
    ).toBe('There is no evnts here. Did you mean events?')
    expect(
      says("Identifier 'e.id' cannot be resolved from table with name e. In scope SELECT e.id FROM events AS e."),
    ).toBe('There is no e.id here. ')
    expect(
      says("Function with name `cuont` does not exist. In scope SELECT cuont(). Maybe you meant: ['conv','count']."),
    ).toBe('There is no cuont here. Did you mean conv or count?')
    expect(says('Syntax error: failed at position 20 (end of query): .')).toBe('T. ')
  })

  test('blames pairs only where rows are paired', () => {
    const pairs = (sql: string): boolean => explained(of('sql_time'), sql, limits).advice.startsWith('Every row')
    expect(pairs('SELECT * FROM a CROSS JOIN b')).toBe(true)
    expect(pairs('SELECT * FROM f(1, 2) AS a, g(3) AS b')).toBe(true)
    expect(pairs('SELECT * FROM a, b WHERE a.x = b.x')).toBe(false)
    expect(pairs('SELECT x, y FROM f(1, 2) GROUP BY x, y')).toBe(false)
    expect(pairs(`SELECT 'from a, b' FROM a -- , b`)).toBe(false)
  })
})
