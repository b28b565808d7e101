// What every keeper of checkpoints does: run by each adapter's test.
import { describe, expect, it } from 'vitest'
import type { Checkpoints } from './checkpoints.ts'

export const stateOf = (text: string) => new TextEncoder().encode(text)
export const textOf = (bytes: Uint8Array | undefined) => new TextDecoder().decode(bytes)

/** `open` gives one over the same place each time; `logId` is one nothing was saved for. */
export function describeCheckpoints(name: string, open: () => Checkpoints, newLog: () => string): void {
  describe(`checkpoints ${name}`, () => {
    it('give back the newest, or the newest below, and keep two', async () => {
      const [checkpoints, log] = [open(), newLog()]
      expect(await checkpoints.load(log, 0)).toBeNull()
      expect(await checkpoints.save(log, 0, { offset: 9, state: stateOf('nine') })).toEqual({ keptFrom: 0 })
      expect(await checkpoints.save(log, 0, { offset: 10, state: stateOf('ten') })).toEqual({ keptFrom: 9 })
      expect(await checkpoints.save(log, 0, { offset: 100, state: stateOf('hundred') })).toEqual({ keptFrom: 10 })
      expect(textOf((await open().load(log, 0))?.state)).toBe('hundred')
      expect((await checkpoints.load(log, 0, 100))?.offset).toBe(10)
      for (const offset of [200, 300, 400, 500]) await checkpoints.save(log, 0, { offset, state: stateOf('more') })
      expect((await checkpoints.load(log, 0, 500))?.offset).toBe(400)
      expect((await checkpoints.load(log, 0, 300))?.offset ?? null).toBeNull()
    })

    it('keep partitions and logs apart', async () => {
      const [checkpoints, log] = [open(), newLog()]
      await checkpoints.save(log, 1, { offset: 5, state: stateOf('x') })
      expect(await checkpoints.load(log, 0)).toBeNull()
      expect(await checkpoints.load(newLog(), 1)).toBeNull()
    })

    it('let a laggard save without losing the newer ones', async () => {
      const [checkpoints, log] = [open(), newLog()]
      for (const offset of [20, 30, 10]) await checkpoints.save(log, 0, { offset, state: stateOf(String(offset)) })
      expect((await checkpoints.load(log, 0))?.offset).toBe(30)
      expect((await checkpoints.load(log, 0, 30))?.offset).toBe(20)
    })

    it('take the same one twice, and one of many bytes', async () => {
      const [checkpoints, log] = [open(), newLog()]
      // Bytes that cannot be compressed: a multiplicative generator's.
      let seed = 1
      const state = Uint8Array.from({ length: 3_000_000 }, () => (seed = (seed * 48_271) % 2_147_483_647) & 255)
      await checkpoints.save(log, 0, { offset: 2 ** 40, state })
      await checkpoints.save(log, 0, { offset: 2 ** 40, state })
      const found = await checkpoints.load(log, 0)
      expect(found?.offset).toBe(2 ** 40)
      expect(Buffer.compare(found?.state ?? new Uint8Array(), state)).toBe(0)
      expect(await checkpoints.load(log, 0, 2 ** 40)).toBeNull()
    })
  })
}
