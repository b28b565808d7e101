import { readdirSync } from 'node:fs'
import { expect, test } from 'vitest'
import { METRIC_OF, NOTES } from './numbers.ts'

test('every number that names a metric names one the registry has', () => {
  const registry = readdirSync(new URL('../../../sql/metrics', import.meta.url)).map((file) =>
    file.replace(/\.sql$/, ''),
  )
  expect(Object.values(METRIC_OF).filter((name) => !registry.includes(name))).toEqual([])
})

test('a number is a metric or a note, not both', () => {
  expect(Object.keys(NOTES).filter((id) => id in METRIC_OF)).toEqual([])
})
