import { expect, it } from 'vitest'
import { jsonLine, meets, type Figure } from './figure.ts'

const figure: Figure = {
  name: 'collector',
  what: 'events a second and core',
  value: 123_456.789,
  unit: 'events/s/core',
  spread: 0.04321,
  runs: 3,
  limit: { is: 'at least', value: 200_000 },
  limitedBy: 'ingest/body.ts (parseJson) 31 %',
  details: { wall_per_s: 150_000.4, bounded: true },
}

it('says whether a target is met, either way round', () => {
  expect(meets(figure)).toBe(false)
  expect(meets({ ...figure, value: 200_000 })).toBe(true)
  expect(meets({ ...figure, value: 299, limit: { is: 'at most', value: 300 } })).toBe(true)
  expect(meets({ ...figure, value: 301, limit: { is: 'at most', value: 300 } })).toBe(false)
  expect(meets({ ...figure, limit: null })).toBeNull()
})

it('is one line of JSON with four significant digits', () => {
  const line = jsonLine(figure, 7)
  expect(line).not.toContain('\n')
  expect(JSON.parse(line)).toEqual({
    name: 'collector',
    what: 'events a second and core',
    value: 123_500,
    unit: 'events/s/core',
    spread: 0.04321,
    runs: 3,
    seed: 7,
    limit: 200_000,
    limitIs: 'at least',
    met: false,
    limitedBy: 'ingest/body.ts (parseJson) 31 %',
    details: { wall_per_s: 150_000, bounded: true },
  })
})

it('says null for what there is not', () => {
  const line = jsonLine({ ...figure, spread: null, limit: null }, 7)
  expect(JSON.parse(line)).toMatchObject({ spread: null, limit: null, limitIs: null, met: null })
})
