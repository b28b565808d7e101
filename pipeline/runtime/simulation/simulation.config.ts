// How much is simulated. SIMULATION_SEED=123 runs that world alone; SIMULATION_SEEDS=20000 runs so many.

export interface SimulationConfig {
  readonly seeds: readonly number[]
}

const SEEDS_DEFAULT = 2_000

export function readSimulationConfig(
  env: Readonly<Record<string, string | undefined>> = process.env,
): SimulationConfig {
  const one = wholeNumber('SIMULATION_SEED', env['SIMULATION_SEED'])
  if (one !== null) return { seeds: [one] }
  const length = wholeNumber('SIMULATION_SEEDS', env['SIMULATION_SEEDS']) ?? SEEDS_DEFAULT
  return { seeds: Array.from({ length }, (_, i) => i + 1) }
}

function wholeNumber(name: string, text: string | undefined): number | null {
  if (text === undefined || text === '') return null
  const value = Number(text)
  if (!Number.isSafeInteger(value) || value < 0) throw new Error(`${name} is "${text}", a whole number is needed`)
  return value
}
