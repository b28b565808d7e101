import { expect, it } from 'vitest'
import { AUTUMN_KITCHEN } from './catalogue.ts'
import { planShow } from './plan.ts'
import { KeyRefusedError, play } from './player.ts'

it('ends where nobody knows its key, and says so', async () => {
  const duration_ms = 60_000
  const plan = planShow({
    ...{ seed: 7, start_ms: 1_000_000, storeVisitorsPerMinute: 60, storeUntil_ms: 1_000_000 + duration_ms },
    show: { script: AUTUMN_KITCHEN, viewers: 50, startAfter_ms: 0, duration_ms, act_ms: duration_ms, atOnce: 0.1 },
  })
  let asked = 0
  const playing = play(plan, {
    ...{ url: 'http://collector', writeKey: 'nobody', timing: { kind: 'virtual', set: () => {} } },
    host: { call: async () => {} },
    fetch: async () => {
      asked++
      return new Response('{}', { status: 401 })
    },
  })
  await expect(playing).rejects.toEqual(new KeyRefusedError('http://collector refuses the write key (401)'))
  // Those of one instant were under way.
  expect(asked).toBeLessThan(5)
})
