// Which body makes room, by a clock moved by hand.
import { beforeEach, expect, it } from 'vitest'
import { createBodies, type Bodies, type Body } from './bodies.ts'

let now_ms: number
let dropped: string[]
let bodies: Bodies
beforeEach(() => {
  now_ms = 0
  dropped = []
  bodies = createBodies({ max: 1_000, addressMax: 600, period_ms: 2_000, now_ms: () => now_ms })
})
const begin = (name: string, address: string, bytes: number): Body => {
  const body = bodies.begin(address, () => dropped.push(name))
  expect(body.take(bytes), name).toBe(true)
  return body
}

it('lets the newcomer in for one that stands still', () => {
  for (let i = 0; i < 10; i++) begin(`still ${i}`, `a${i >> 1}`, 99)
  now_ms = 2_000
  begin('new', 'b', 50)
  expect(dropped).toEqual(['still 0'])
  expect(bodies.bytes).toBe(9 * 99 + 50)
})

it('takes the one that moved least for what it holds, not the one that holds little', () => {
  const phone = begin('phone', 'a', 10)
  const attacker = begin('attacker', 'b', 450)
  begin('other', 'c', 500)
  for (now_ms = 1_000; now_ms <= 9_000; now_ms += 1_000) {
    expect(phone.take(2)).toBe(true)
    expect(attacker.take(2)).toBe(true)
  }
  begin('new', 'd', 100)
  expect(dropped).toEqual(['other'])
  now_ms += 1_000
  expect(phone.take(2)).toBe(true)
  expect(attacker.take(2)).toBe(true)
  begin('newer', 'e', 600)
  expect(dropped).toEqual(['other', 'attacker'])
})

it('forgets what moved long ago', () => {
  const once = begin('once fast', 'a', 100)
  now_ms = 1_000
  expect(once.take(400)).toBe(true)
  now_ms = 5_000
  begin('young', 'b', 400)
  now_ms = 7_000
  const slow = begin('slow', 'c', 50)
  now_ms = 10_000
  expect(slow.take(1)).toBe(true)
  begin('new', 'd', 300)
  // 'young' moved nothing for 5 s, 'once fast' for 9 s: both stand still, the first of them goes.
  expect(dropped).toEqual(['once fast'])
})

it('refuses who comes next where all are young, and nobody else is any worse for it', () => {
  begin('first', 'a', 600)
  const next = bodies.begin('b', () => dropped.push('next'))
  now_ms = 1_999
  expect(next.take(500)).toBe(false)
  expect(dropped).toEqual([])
  expect(bodies.bytes).toBe(600)
  now_ms = 2_000
  expect(next.take(500)).toBe(true)
  expect(dropped).toEqual(['first'])
})

it('has an address over its own bound make room for itself alone', () => {
  begin('other', 'a', 100)
  begin('own', 'b', 550)
  now_ms = 3_000
  begin('own new', 'b', 100)
  expect(dropped).toEqual(['own'])
  expect(bodies.bytes).toBe(200)
})

it('counts nothing of what has ended', () => {
  const body = begin('gone', 'a', 500)
  body.end()
  body.end()
  expect(bodies.bytes).toBe(0)
  expect(body.take(1)).toBe(false)
  begin('next', 'a', 600)
})
