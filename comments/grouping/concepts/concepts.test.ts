import { expect, test } from 'vitest'
import { COLOURS } from './colours.ts'
import { CONCEPTS, SOURCES } from './concepts.ts'
import { COUNTRIES } from './countries.ts'
import { CONCEPT_LANGUAGES, readConceptLines } from './source.ts'

test('a line is read by its languages', () => {
  const [line] = readConceptLines(
    '~oven: oven*, broiler / 烤箱 / horno / forno / four / Öfen, heiss / oven / - / เตาอบ',
  )
  expect(line!.concept).toBe('~oven')
  expect(new Set(line!.phrases)).toEqual(
    new Set([
      'oven*',
      'broiler',
      '烤箱',
      'horno',
      'forno',
      'four',
      'Öfen',
      'heiss',
      'heiß',
      'oven',
      'ovennya',
      'เตาอบ',
    ]),
  )
  expect(() => readConceptLines('oven: oven / horno')).toThrow('concepts: "oven: oven / horno"')
})

test('concepts have names that fit a key, and nearly all have phrases in all nine languages', () => {
  expect(new Set(CONCEPTS.map(({ name }) => name)).size).toBeGreaterThan(150)
  for (const { name } of CONCEPTS) expect(name).toMatch(/^[a-z-]{1,24}$/)
  const lines = [...SOURCES.map(({ lines: source }) => source), COLOURS, COUNTRIES].join('\n')
  const columns = lines.split('\n').filter((line) => line.includes(': '))
  const missing = columns.flatMap((line) => line.split(' / ')).filter((column) => column.trim() === '-')
  expect(missing.length).toBeLessThan((columns.length * CONCEPT_LANGUAGES.length) / 100)
})
