import { expect, it } from 'vitest'
import type { History } from './history.ts'
import { createReloads } from './reloads.ts'

/** When a show is looked up, s, of which the tables have these totals. */
async function looksOf(totals: History['totals']): Promise<readonly number[]> {
  let now_ms = 0
  const looks_s: number[] = []
  const reloads = createReloads({
    clock: () => now_ms,
    async load() {
      looks_s.push(now_ms / 1000)
      return { totals } as History
    },
    loadPast: async () => null,
    report: () => {},
    apply: () => {},
  })
  reloads.start('kitchen')
  await reloads.first('kitchen')
  for (now_ms = 0; now_ms <= 95_000; now_ms += 250) {
    reloads.tick(now_ms)
    await reloads.settled()
  }
  return looks_s
}

it('looks soon after the first look, then less and less often, until twice a minute', async () => {
  // 2, 4, 8 and 16 s after the one before, then 30.
  expect(await looksOf([{ part: 'log/0', version: 9, values: [] }])).toEqual([0, 2, 6, 14, 30, 60, 90])
})

it('looks twice a minute for a show the tables know nothing of: there may be a flood of them', async () => {
  expect(await looksOf([])).toEqual([0, 30, 60, 90])
})
