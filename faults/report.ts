// A scenario's outcome as one line.
import type { Outcome } from './scenario.ts'

const WIDTHS = [26, 10, 7, 10, 24, 8] as const

export const HEADER = columns(['scenario', 'seed', 'kills', 'accepted', 'glass right after', 'took'], 'verdict')

export function lineOf({ name, seed, kills, accepted, recoveries_s, glass_s, took_s, wrong }: Outcome): string {
  const sorted = recoveries_s.toSorted((a, b) => a - b)
  const [median = 0, most = 0] = [sorted[Math.floor(sorted.length / 2)], sorted.at(-1)]
  const glass = `${median.toFixed(1)}, most ${most.toFixed(1)} of ${glass_s} s`
  const cells = [name, String(seed), String(kills), String(accepted), glass, `${Math.round(took_s)} s`]
  return columns(cells, wrong.length === 0 ? 'held' : 'DID NOT HOLD')
}

function columns(cells: readonly string[], last: string): string {
  return cells.map((cell, i) => cell.padEnd(WIDTHS[i] ?? 0)).join('') + last
}
