// Which rows have weights, counted against a plain list.
import { expect, test } from 'vitest'
import { bitAt, countOf, isSet, onesOf, placeOf, rankedOf, setBit } from './present.ts'

const SET = [0, 1, 31, 32, 63, 95, 96, 127]

test('a row is found at its place among those that are set', () => {
  const bits = new Uint32Array(4)
  for (const at of SET.toReversed()) setBit(bits, at)
  const ranked = rankedOf(bits)
  expect(countOf(bits)).toBe(SET.length)
  for (let at = 0; at < 128; at += 1) {
    expect([bitAt(bits, at), isSet(ranked, at)]).toEqual(Array(2).fill(SET.includes(at) ? 1 : 0))
    expect(placeOf(ranked, at)).toBe(SET.filter((each) => each < at).length)
  }
})

test.each([
  [0, 0],
  [1, 1],
  [0x8000_0000, 1],
  [0xffff_ffff, 32],
  [-1, 32],
  [0xaaaa_aaaa, 16],
  [0x0102_0304, 5],
])('%d has %d ones', (word, ones) => expect(onesOf(word)).toBe(ones))
