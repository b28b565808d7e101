import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { hashOf, SessionIndex } from './session-index.ts'
import type { Session } from './visitor.ts'

/** All that the index looks at. */
const session = (id: string) => ({ id }) as Session

describe('SessionIndex', () => {
  it('finds what a Map finds, whatever comes and goes', () => {
    const ids = fc.integer({ min: 0, max: 400 }).map((n) => `s${n}`)
    const deed = fc.record({ what: fc.constantFrom('set', 'set', 'delete', 'ask'), id: ids })
    fc.assert(
      fc.property(fc.array(deed, { maxLength: 3000, size: 'max' }), (deeds) => {
        const index = new SessionIndex()
        const map = new Map<string, Session>()
        for (const { what, id } of deeds) {
          if (what === 'set') {
            const made = session(id)
            index.set(made)
            map.set(id, made)
          } else if (what === 'delete') {
            index.delete(id)
            map.delete(id)
          }
          expect(index.get(id)).toBe(map.get(id))
          expect(index.size).toBe(map.size)
        }
        const all = Array.from({ length: 401 }, (_, n) => `s${n}`)
        expect(index.getAll(all)).toEqual(all.map((id) => map.get(id) ?? null))
      }),
      { numRuns: 30 },
    )
  })

  it('grows with what it holds, and gives the memory back', () => {
    const index = new SessionIndex()
    const ids = Array.from({ length: 50_000 }, (_, n) => `viewer-${n}`)
    for (const id of ids) index.set(session(id))
    expect(index.slots).toBe(131_072)
    expect(ids.every((id) => index.get(id)?.id === id)).toBe(true)
    for (const id of ids.slice(100)) index.delete(id)
    expect(index.slots).toBe(1024)
    expect(ids.map((id) => index.get(id)?.id)).toEqual(ids.map((id, n) => (n < 100 ? id : undefined)))
  })

  it('tells ids of one hash apart', () => {
    // Of so many ids some 18 pairs share one of 2^32 hashes.
    const byHash = new Map<number, string>()
    const pairs: [string, string][] = []
    for (let n = 0; n < 400_000; n++) {
      const id = `viewer-${n}-of-${Math.imul(n, 0x9e3779b1)}`
      const hash = hashOf(id)
      const other = byHash.get(hash)
      if (other === undefined) byHash.set(hash, id)
      else pairs.push([other, id])
    }
    const [one, two] = pairs[0]!
    const index = new SessionIndex()
    index.set(session(one))
    expect([index.get(one)?.id, index.get(two)]).toEqual([one, undefined])
    expect(index.getAll([two, one])).toEqual([null, { id: one }])
    index.set(session(two))
    expect(index.getAll([two, one, two])).toEqual([{ id: two }, { id: one }, { id: two }])
    index.delete(one)
    expect([index.get(one), index.get(two)?.id, index.size]).toEqual([undefined, two, 1])
  })

  it('gives ids one hash by chance alone, though they were chosen for it', () => {
    // FNV-1a multiplies by a prime once a unit, so that a bit set in a row of zeros adds or takes a known number: pairs of bits
    // whose numbers add up alike have one hash for one secret start in eight.
    const [places, bits] = [60, 16]
    const numbers: { readonly place: number; readonly bit: number; readonly value: number }[] = []
    for (let place = 0, power = 1; place < places; place++) {
      power = Math.imul(power, 0x01000193)
      for (let bit = 0; bit < bits; bit++) numbers.push({ place, bit, value: Math.imul(power, 1 << bit) })
    }
    const idOf = (pair: readonly number[]): string => {
      const units = new Uint16Array(places)
      for (const n of pair) {
        const { place, bit } = numbers[n]!
        units[places - 1 - place] = units[places - 1 - place]! | (1 << bit)
      }
      return String.fromCharCode(...units)
    }
    const bySum = new Map<number, readonly number[]>()
    const chosen: [string, string][] = []
    for (let a = 0; a < numbers.length; a++)
      for (let b = a + 1; b < numbers.length; b++) {
        if (numbers[a]!.place === numbers[b]!.place) continue
        for (const sign of [1, -1]) {
          const sum = (numbers[a]!.value + sign * numbers[b]!.value) | 0
          const other = bySum.get(sum)
          if (other === undefined) bySum.set(sum, [a, b])
          else if (!other.includes(a) && !other.includes(b)) chosen.push([idOf(other), idOf([a, b])])
        }
      }
    expect(chosen.length).toBeGreaterThan(50)
    expect(chosen.filter(([one, two]) => hashOf(one) === hashOf(two)).length).toBeLessThan(3)
  })

  it('finds ids longer than any event has', () => {
    const index = new SessionIndex()
    const [a, b] = [session(`${'x'.repeat(600)}a`), session(`${'x'.repeat(600)}b`)]
    index.set(a)
    index.set(b)
    expect([index.get(a.id), index.get(b.id), index.size]).toEqual([a, b, 2])
  })

  it('looks many up at once, with nobody among them', () => {
    const index = new SessionIndex()
    const [a, b] = [session('a'), session('b')]
    index.set(a)
    index.set(b)
    expect(index.getAll(['b', null, 'c', 'a', 'b'])).toEqual([b, null, null, a, b])
  })
})
