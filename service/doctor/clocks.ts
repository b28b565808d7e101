// This machine's clock against another's.
import { fail, ok, warn, type Finding } from './finding.ts'

export interface Compared {
  /** How far the other is ahead of this machine, ms. */
  readonly ahead_ms: number
  /** That may be off by so much. */
  readonly uncertain_ms: number
}

/** Ages on the pages are off by as much as clocks are: half a second is seen, from 5 s on pages call themselves old. */
const WARN_MS = 500
const FAIL_MS = 5_000

export function judgeClock(check: string, whose: string, { ahead_ms, uncertain_ms }: Compared): Finding {
  const off_ms = Math.max(0, Math.abs(ahead_ms) - uncertain_ms)
  const which = ahead_ms > 0 ? 'ahead of' : 'behind'
  const found = `${whose} is ${(Math.abs(ahead_ms) / 1000).toFixed(1)} s ${which} this machine's clock`
  const todo = 'synchronise both with the same time source (chrony or systemd-timesyncd)'
  if (off_ms >= FAIL_MS) return fail(check, found, todo)
  if (off_ms >= WARN_MS) return warn(check, found, todo)
  return ok(check, `${whose} agrees with this machine's within ${Math.ceil(Math.abs(ahead_ms) + uncertain_ms)} ms`)
}
