import { expect, it } from 'vitest'
import { createSchedule, dueEvents } from './schedule.ts'
import { copyOf, makeTemplates, type Template } from './templates.ts'

const template = (at_ms: number, text: string): Template => {
  const body = Buffer.from(text)
  return { at_ms, body, holes: Uint32Array.from([text.indexOf('@')]) }
}
const list = [template(0, 'a@@@@'), template(500, 'b@@@@')]

it('fills every hole of a copy and leaves the template as it is', () => {
  // 37 in base 36 is 11.
  expect(copyOf(list[0]!, 37).toString()).toBe('a0011')
  expect(list[0]!.body.toString()).toBe('a@@@@')
})

it('sends each moment for all copies, then begins anew with others', () => {
  const schedule = createSchedule({ list, eventsPerS: 100, heartbeats: 0, bytesPerEvent: 0 }, 200)
  expect(schedule.copies).toBe(2)
  const bodies = [0, 1, 2, 3, 4, 5].map((n) => schedule.body(n).toString())
  expect(bodies).toEqual(['a0000', 'a0001', 'b0000', 'b0001', 'a0002', 'a0003'])
  // Two batches of 50 at 100 events a second are one second.
  expect([0, 1, 2, 3, 4].map((n) => schedule.at_ms(n))).toEqual([0, 0, 500, 500, 1000])
})

it('makes the same batches of 50 of a seed, 85 in 100 of them heartbeats, every id its own', () => {
  const { list, heartbeats } = makeTemplates(7, 10, 400)
  expect(list.map(({ body }) => body.toString())).toEqual(
    makeTemplates(7, 10, 400).list.map(({ body }) => body.toString()),
  )
  expect(heartbeats).toBeGreaterThan(0.8)
  expect(heartbeats).toBeLessThan(0.9)
  const body = JSON.parse(copyOf(list[0]!, 5).toString()) as { batch: { messageId: string }[] }
  expect(body.batch).toHaveLength(50)
  const ids = body.batch.map(({ messageId }) => messageId)
  expect(new Set(ids).size).toBe(50)
  expect(ids.every((id) => id.endsWith('0005'))).toBe(true)
})

it('grows evenly to its rate, then keeps it', () => {
  // Half way up the ramp of 10 s the rate is 500 a second, so a quarter of 5,000 has come; at its end half of 10,000.
  expect(dueEvents(5_000, 1_000, 10_000)).toBe(1_250)
  expect(dueEvents(10_000, 1_000, 10_000)).toBe(5_000)
  expect(dueEvents(12_000, 1_000, 10_000)).toBe(7_000)
  expect(dueEvents(3_000, 1_000, 0)).toBe(3_000)
})
