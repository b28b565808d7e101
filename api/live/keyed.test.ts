import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createKeyed, forget, put, settle, sumOf } from './keyed.ts'

const entries = fc.array(
  fc.record({
    part: fc.constantFrom('a', 'b'),
    key: fc.integer({ min: 0, max: 3 }),
    version: fc.integer({ min: 0, max: 5 }),
  }),
  { maxLength: 30 },
)
/** What a partition says of a key at a version is always the same. */
const valuesOf = (part: string, key: number, version: number): readonly number[] => [
  version * 10 + key,
  part === 'a' ? version : -version,
]

describe('keyed values', () => {
  it('come to the newest of each partition, added, in whatever order and however often they came', () => {
    fc.assert(
      fc.property(entries, (given) => {
        const keyed = createKeyed<number>(2)
        for (const { part, key, version } of given) put(keyed, part, key, version, valuesOf(part, key, version))
        for (let key = 0; key < 4; key++) {
          const sum = [0, 0]
          for (const part of ['a', 'b']) {
            const versions = given.filter((each) => each.part === part && each.key === key).map((each) => each.version)
            if (versions.length === 0) continue
            const newest = valuesOf(part, key, Math.max(...versions))
            sum[0] = (sum[0] ?? 0) + (newest[0] ?? 0)
            sum[1] = (sum[1] ?? 0) + (newest[1] ?? 0)
          }
          expect(sumOf(keyed, key)).toEqual(sum)
        }
      }),
    )
  })

  it('tell whether anything changed', () => {
    const keyed = createKeyed<string>(1)
    expect(put(keyed, 'a', 'k', 5, [3])).toBe(true)
    expect(put(keyed, 'a', 'k', 6, [3])).toBe(false)
    expect(put(keyed, 'a', 'k', 4, [9])).toBe(false)
    expect(put(keyed, 'a', 'k', 7, [4])).toBe(true)
    expect(sumOf(keyed, 'none')).toEqual([0])
  })

  it('settle into their sums, or are forgotten', () => {
    const keyed = createKeyed<number>(1)
    for (const key of [1, 2]) put(keyed, 'a', key, 1, [key])
    settle(keyed, (key) => key < 2)
    expect(keyed.parts.get('a')?.size).toBe(1)
    expect(sumOf(keyed, 1)).toEqual([1])
    forget(keyed, (key) => key < 2)
    expect(keyed.sums.size).toBe(1)
  })
})
