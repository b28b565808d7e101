import fc from 'fast-check'
import { expect, it } from 'vitest'
import { shareOut } from './share-out.ts'

const claim = (memberId: string, ...has: number[]) => ({ memberId, has })

it('gives one member all, and two the halves, moving only what must', () => {
  expect([...shareOut(4, [claim('a')])]).toEqual([['a', [0, 1, 2, 3]]])
  const two = shareOut(4, [claim('b'), claim('a', 0, 1, 2, 3)])
  expect(two.get('a')).toEqual([0, 1])
  expect(two.get('b')).toEqual([2, 3])
})

it('gives what a member left to those that stay, who keep theirs', () => {
  const shares = shareOut(6, [claim('b', 2, 3), claim('c', 4, 5)])
  expect(shares.get('b')).toEqual([0, 2, 3])
  expect(shares.get('c')).toEqual([1, 4, 5])
})

it('leaves members beyond the number of partitions without any', () => {
  const shares = shareOut(2, [claim('a'), claim('b', 1), claim('c', 0)])
  expect(shares.get('a')).toEqual([])
  expect(shares.get('b')).toEqual([1])
  expect(shares.get('c')).toEqual([0])
})

const members = fc.uniqueArray(fc.string({ minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 9 })
const world = members.chain((ids) =>
  fc.record({
    partitions: fc.integer({ min: 1, max: 40 }),
    claims: fc.tuple(
      ...ids.map((memberId) =>
        fc.record({ memberId: fc.constant(memberId), has: fc.array(fc.integer({ min: -1, max: 45 })) }),
      ),
    ),
  }),
)

it('gives every partition once, evenly, whatever is claimed and in whatever order', () => {
  fc.assert(
    fc.property(world, ({ partitions, claims }) => {
      const shares = shareOut(partitions, claims)
      const all = [...shares.values()].flat().toSorted((a, b) => a - b)
      expect(all).toEqual(Array.from({ length: partitions }, (_, i) => i))
      const sizes = [...shares.values()].map((share) => share.length)
      expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1)
      expect(new Map(shareOut(partitions, claims.toReversed()))).toEqual(new Map(shares))
    }),
  )
})

it('moves nothing when nobody came or went', () => {
  fc.assert(
    fc.property(world, ({ partitions, claims }) => {
      const shares = shareOut(partitions, claims)
      const again = [...shares].map(([memberId, has]) => ({ memberId, has }))
      expect(new Map(shareOut(partitions, again))).toEqual(new Map(shares))
    }),
  )
})
