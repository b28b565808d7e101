// Room on disks.
import type { DiskRoom } from '../figures.ts'
import { bytesText } from './amounts.ts'
import { fail, ok, warn, type Finding } from './finding.ts'

/** As the alert has it. */
const WARN_SHARE = 0.1
/** A night's merges and checkpoints need some. */
const FAIL_BYTES = 2 ** 30

/** `needs_bytes`: what is yet to come at most, where that is known. */
export function judgeRoom(check: string, what: string, room: DiskRoom, needs_bytes = 0): Finding {
  const { free_bytes, size_bytes } = room
  const found = `${what} has ${bytesText(free_bytes)} of ${bytesText(size_bytes)} free`
  if (free_bytes < FAIL_BYTES) return fail(check, found, 'give it room before a show: a full disk refuses events')
  if (free_bytes < needs_bytes)
    return warn(check, found, `the log may still grow by ${bytesText(needs_bytes)}: give it room for that`)
  if (free_bytes < WARN_SHARE * size_bytes)
    return warn(check, found, 'give it room, or keep less (CARTBEAT_KEEP_EVENTS_DAYS)')
  return ok(check, found)
}
