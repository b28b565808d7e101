// Thousands of small worlds in which everything that can fail does, each decided by its seed. To see one again:
//   SIMULATION_SEED=123 npx vitest run --project unit pipeline/runtime/simulation.test.ts
import { describe, expect, it } from 'vitest'
import { DEFAULT_SETTINGS } from '../contract.ts'
import { createProcessor, restoreProcessor } from '../processor.ts'
import { CONTROLS } from './simulation/controls.fixture.ts'
import { NO_FAULTS } from './simulation/faults.fixture.ts'
import { runSimulation } from './simulation/run.fixture.ts'
import type { Outcome } from './simulation/run.fixture.ts'
import { readSimulationConfig } from './simulation/simulation.config.ts'

const parts = { createProcessor, restoreProcessor, settings: DEFAULT_SETTINGS }
const { seeds } = readSimulationConfig()
/** Worlds in one test, so that none takes long. */
const CHUNK = 250
/** Worlds a control is tried in, and the least share of them that must go red. */
const CONTROL_SEEDS = Array.from({ length: 60 }, (_, i) => i + 1)
const RED_MIN = 0.2
const TIMEOUT_MS = 120_000

const replay = ({ seed, wrong }: Outcome) =>
  [`SIMULATION_SEED=${seed} npx vitest run --project unit pipeline/runtime/simulation.test.ts`, ...wrong].join('\n  ')

describe('whatever fails, the tables end as in one undisturbed run', () => {
  const chunks = Array.from({ length: Math.ceil(seeds.length / CHUNK) }, (_, i) =>
    seeds.slice(i * CHUNK, (i + 1) * CHUNK),
  )
  it.each(chunks.map((chunk) => [chunk[0], chunk.at(-1), chunk] as const))(
    'seeds %i to %i',
    async (_first, _last, chunk) => {
      const red: Outcome[] = []
      for (const seed of chunk) {
        const outcome = await runSimulation(seed, { parts })
        if (outcome.wrong.length > 0) red.push(outcome)
      }
      expect(red.map(replay).join('\n')).toBe('')
    },
    TIMEOUT_MS,
  )
})

describe.each(Object.entries(CONTROLS))('without the rule: %s', (name, control) => {
  it('goes wrong', { timeout: TIMEOUT_MS }, async () => {
    let red = 0
    for (const seed of CONTROL_SEEDS) if ((await runSimulation(seed, { parts, control })).wrong.length > 0) red++
    expect(red / CONTROL_SEEDS.length, `${red} of ${CONTROL_SEEDS.length} worlds`).toBeGreaterThanOrEqual(RED_MIN)
  })

  // Not so for a wall clock: between append and step time passes, and that alone is wrong.
  if (name === 'wall-clock windows') return
  it('is not wrong while nothing fails', { timeout: TIMEOUT_MS }, async () => {
    for (const seed of CONTROL_SEEDS.slice(0, 10))
      expect((await runSimulation(seed, { parts, control, faults: NO_FAULTS })).wrong).toEqual([])
  })
})

it('is decided by the seed alone', async () => {
  const first = await runSimulation(7, { parts })
  expect(await runSimulation(7, { parts })).toEqual(first)
  expect(first.turns).toBeGreaterThan(100)
})
