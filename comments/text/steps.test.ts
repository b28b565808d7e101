// The table against plain sets of words.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { rootOf, StepsBuild } from './steps.ts'

/** Symbols near each other and far apart, as code units and hashes are. */
const symbol = fc.oneof(fc.nat(3), fc.nat(0xffff), fc.integer())
const word = fc.array(symbol, { minLength: 1, maxLength: 6 })

test('a trie goes where its words go and nowhere else, and knows what was said of each node', () => {
  fc.assert(
    fc.property(fc.array(word, { maxLength: 60 }), fc.array(word, { maxLength: 60 }), (words, others) => {
      const build = new StepsBuild(2)
      const ends = new Map<number, number>()
      words.forEach((each, i) =>
        ends.set(
          each.reduce((node, s) => build.step(node, s), i % 2),
          i,
        ),
      )
      const steps = build.freeze(
        (node) => ends.get(node) ?? -1,
        (node) => (ends.get(node) ?? 0) % 7,
      )
      const prefixes = [0, 1].map((root) => {
        const own = words.filter((_, i) => i % 2 === root)
        return new Set(own.flatMap((each) => each.map((_, i) => each.slice(0, i + 1).join())))
      })
      for (const root of [0, 1])
        for (const each of [...words, ...others]) {
          let node = rootOf(root)
          for (const [i, s] of each.entries()) {
            node = i === 0 ? steps.begin(node, s) : steps.step(node, s)
            const isThere = prefixes[root]!.has(each.slice(0, i + 1).join())
            expect(node !== 0).toBe(isThere)
            if (!isThere) break
            const goesOn = [...prefixes[root]!].some((prefix) => prefix.startsWith(`${each.slice(0, i + 1).join()},`))
            expect(steps.goesOn(node)).toBe(goesOn)
          }
          const last = words.findLastIndex((other, i) => i % 2 === root && other.join() === each.join())
          if (last < 0 || node === 0) continue
          expect([steps.numberOf(node), steps.bitsOf(node)]).toEqual([last, last % 7])
        }
    }),
  )
})

test('more than 20 bits are refused', () => {
  const build = new StepsBuild(1)
  build.step(0, 1)
  expect(() =>
    build.freeze(
      () => 0,
      () => 1 << 20,
    ),
  ).toThrow('bits')
})

test('thousands of words find their places', () => {
  const build = new StepsBuild(1)
  const words = Array.from({ length: 20_000 }, (_, i) => [i % 97, i % 1_009, i])
  for (const each of words) each.reduce((node, s) => build.step(node, s), 0)
  const steps = build.freeze(
    (node) => node,
    () => 0,
  )
  const last = words.map(([a, b, c]) => steps.step(steps.step(steps.begin(rootOf(0), a!), b!), c!))
  expect(new Set(last).size).toBe(words.length)
  expect(last.every((node) => node > 0 && !steps.goesOn(node))).toBe(true)
})
