import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createCheckpointSlots } from './checkpoint-slots.ts'
import type { CheckpointTables } from './checkpoint-slots.ts'
import { createMemoryTables } from './checkpoint-tables.fixture.ts'
import { describeCheckpoints, stateOf, textOf } from './checkpoints.fixture.ts'

const shared = createMemoryTables()
let logs = 0
const quiet = () => {}
describeCheckpoints(
  'in slots',
  () => createCheckpointSlots({ tables: shared, report: quiet }),
  () => `log-${logs++}`,
)

/** Small chunks, so that a state has several. */
const CHUNK_CHARS = 40

/** The tables as one process sees them: `gate` is asked before each write of one row, and may never answer. */
function gated(tables: CheckpointTables, gate: () => Promise<void>): CheckpointTables {
  return {
    ...tables,
    async writeChunks(place, from, chunks) {
      for (const [i, chunk] of chunks.entries()) {
        await gate()
        await tables.writeChunks(place, from + i, [chunk])
      }
    },
    async writeMarker(...args) {
      await gate()
      await tables.writeMarker(...args)
    },
  }
}

describe('a save that breaks off', () => {
  it('after any of its rows leaves the two before it as they were', async () => {
    for (let last = 0; ; last++) {
      const tables = createMemoryTables()
      const steady = createCheckpointSlots({ tables, chunk_chars: CHUNK_CHARS, report: quiet })
      for (const offset of [10, 20, 30, 40]) await steady.save('log', 0, { offset, state: stateOf(`at ${offset}`) })
      let rows = 0
      const gate = () => (rows++ < last ? Promise.resolve() : Promise.reject(new Error('died')))
      const dying = createCheckpointSlots({ tables: gated(tables, gate), chunk_chars: CHUNK_CHARS, report: quiet })
      const died = await dying.save('log', 0, { offset: 50, state: stateOf('at 50') }).then(
        () => false,
        () => true,
      )
      const newest = await steady.load('log', 0)
      expect(textOf(newest?.state)).toBe(died ? 'at 40' : 'at 50')
      expect(textOf((await steady.load('log', 0, newest?.offset))?.state)).toBe(died ? 'at 30' : 'at 40')
      // The next one finds room.
      expect(await steady.save('log', 0, { offset: 60, state: stateOf('at 60') })).toEqual({ keptFrom: died ? 40 : 50 })
      expect(textOf((await steady.load('log', 0))?.state)).toBe('at 60')
      if (!died) {
        expect(last).toBeGreaterThan(4)
        return
      }
    }
  })
})

describe('a checkpoint whose chunks are not all there', () => {
  it.each(['missing', 'changed', 'of another version'])(
    '(one %s) is passed over, and does not count as kept',
    async (how) => {
      const tables = createMemoryTables()
      const reports: string[] = []
      const report = (message: string) => reports.push(message)
      const checkpoints = createCheckpointSlots({ tables, chunk_chars: CHUNK_CHARS, report })
      for (const offset of [10, 20]) await checkpoints.save('log', 0, { offset, state: stateOf(`at ${offset}`) })
      const newest = [...tables.markerRows.values()].find(({ offset }) => offset === 20)
      const key = `log/0/${newest?.slot}/1`
      const row = tables.chunkRows.get(key)
      if (!row || !newest) throw new Error('no such chunk')
      if (how === 'missing') tables.chunkRows.delete(key)
      else if (how === 'changed') tables.chunkRows.set(key, { ...row, data: row.data.replace(/.$/, '!') })
      else tables.chunkRows.set(key, { ...row, version: row.version + 1n })
      expect(textOf((await checkpoints.load('log', 0))?.state)).toBe('at 10')
      expect(reports).toEqual(['checkpoint of partition 0 at offset 20 is passed over: torn: its chunks are not whole'])
      // 20 is not there any more, so nothing older than 10 may be forgotten.
      expect(await checkpoints.save('log', 0, { offset: 30, state: stateOf('at 30') })).toEqual({ keptFrom: 10 })
    },
  )
})

it('keeps one of two states that two owners save at one offset, turn by turn', async () => {
  const tables = createMemoryTables()
  const save = (text: string) =>
    createCheckpointSlots({ tables: gated(tables, async () => {}), chunk_chars: CHUNK_CHARS, report: quiet }).save(
      'log',
      0,
      { offset: 30, state: stateOf(text) },
    )
  await Promise.allSettled([save('one state of the partition'), save('another, with marks for later')])
  const found = await createCheckpointSlots({ tables, report: quiet }).load('log', 0)
  expect(['one state of the partition', 'another, with marks for later']).toContain(textOf(found?.state))
})

it('gives the right state and nothing older than was promised, whatever two owners and their deaths do', async () => {
  const owner = fc.array(
    fc.record({ advance: fc.integer({ min: 0, max: 3 }), salt: fc.boolean(), dies: fc.boolean() }),
    { minLength: 1, maxLength: 6 },
  )
  await fc.assert(
    fc.asyncProperty(
      fc.scheduler(),
      owner,
      owner,
      fc.integer({ min: 0, max: 12 }),
      async (s, first, second, diesAt) => {
        const tables = createMemoryTables()
        const states = new Set<string>()
        let promised = 0
        const live = async (name: string, saves: typeof first) => {
          let offset = 0
          for (const { advance, salt, dies } of saves) {
            offset += advance
            let rows = 0
            const gate = async () => {
              await s.schedule(Promise.resolve(), name)
              if (dies && rows++ >= diesAt % 5) throw new Error('died')
            }
            const process = createCheckpointSlots({
              tables: gated(tables, gate),
              chunk_chars: CHUNK_CHARS,
              report: quiet,
            })
            // Two owners may save different states at one offset: marks of rows left for later differ.
            const text = `${offset} ${salt ? name : ''}`
            states.add(`${offset}: ${text}`)
            try {
              const { keptFrom } = await process.save('log', 0, { offset, state: stateOf(text) })
              promised = Math.max(promised, keptFrom)
            } catch {
              continue
            }
          }
        }
        const living = Promise.all([live('a', first), live('b', second)])
        await s.waitFor(living)
        const found = await createCheckpointSlots({ tables, report: quiet }).load('log', 0)
        expect(found?.offset ?? 0).toBeGreaterThanOrEqual(promised)
        if (found) expect(states).toContain(`${found.offset}: ${textOf(found.state)}`)
      },
    ),
    { numRuns: 2_000 },
  )
})
