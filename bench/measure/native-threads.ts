// Processor time by the names of a process's threads, where the system tells it (Linux): the engine's merges, its queries,
// V8's helpers. Of threads that still live; what ended meanwhile is missing.
import { readdirSync, readFileSync } from 'node:fs'

/** The kernel's clock ticks a second, in which /proc counts: the same on every Linux that Node runs on. */
const TICKS_PER_S = 100
/** Fields after the name in /proc/<pid>/task/<tid>/stat, from 0: utime and stime are the 14th and 15th of all. */
const UTIME = 11
const STIME = 12

/** Seconds by thread name; {} where the system does not tell. */
export function readThreadTimes(): Readonly<Record<string, number>> {
  const times: Record<string, number> = {}
  for (const stat of threadStats()) {
    const { name, cpu_s } = parseStat(stat)
    times[name] = (times[name] ?? 0) + cpu_s
  }
  return times
}

/** "123 (MergeMutate) S 1 ..." : the name may hold spaces and parentheses, so it ends at the last one. */
export function parseStat(stat: string): { readonly name: string; readonly cpu_s: number } {
  const end = stat.lastIndexOf(')')
  const fields = stat.slice(end + 2).split(' ')
  const ticks = Number(fields[UTIME]) + Number(fields[STIME])
  return { name: stat.slice(stat.indexOf('(') + 1, end), cpu_s: ticks / TICKS_PER_S }
}

function threadStats(): readonly string[] {
  try {
    return readdirSync('/proc/self/task').flatMap((id) => {
      try {
        return readFileSync(`/proc/self/task/${id}/stat`, 'utf8')
      } catch {
        return []
      }
    })
  } catch {
    return []
  }
}

/** Names told of. */
const NAMES_TOLD = 4

/** "MergeMutate 12 %, node 9 %": what each name took of all processor time between two readings. */
export function threadTimesLine(
  from: Readonly<Record<string, number>>,
  to: Readonly<Record<string, number>>,
  cpu_s: number,
): string {
  return Object.entries(to)
    .map(([name, seconds]) => ({ name, share: (seconds - (from[name] ?? 0)) / cpu_s }))
    .toSorted((a, b) => b.share - a.share)
    .slice(0, NAMES_TOLD)
    .filter(({ share }) => share >= 0.01)
    .map(({ name, share }) => `${name} ${Math.round(share * 100)} %`)
    .join(', ')
}
