// Whether what an event carries may be kept whole: not too deep, not too large, and fit for any storage.
import { DEPTH_MAX, EVENT_BYTES_MAX } from './limits.ts'
import type { Complaints, Wire } from './reading.ts'

// Far below anything a subtraction ends at.
const TOO_DEEP = -Infinity
const TOO_LARGE = -1
/** What a number, true, false or null weighs. */
const OTHER = 8

// Set while weighing: one event is weighed at a time.
/** Whether text is to be looked at for lone surrogates, and whether some had one. */
let looks = true
let loneSurrogates = false

/** What of an event is kept as it was sent. */
export interface Kept {
  readonly properties: Record<string, unknown> | null
  readonly context: Record<string, unknown> | null
}

/**
 * Weighs the whole event as sent, known fields and unknown: too deep or too large is a complaint that names the field.
 * The bounds hold while walking, so that a hostile value costs no more than a large one. Its weight, in characters as
 * EVENT_BYTES_MAX counts them; of one refused, what it weighed so far.
 */
export function checkWeight(wire: Wire, complaints: Complaints): number {
  looks = !complaints.wellFormed
  loneSurrogates = false
  let left = EVENT_BYTES_MAX
  for (const key in wire) {
    // The event itself is the first level.
    const value = wire[key]
    left -= key.length + 3
    if (typeof value === 'string' && !looks) left -= value.length + 2
    else left = weigh(value, DEPTH_MAX - 1, left)
    if (left < 0) {
      refuse(left, key, complaints)
      break
    }
  }
  return EVENT_BYTES_MAX - Math.max(0, left)
}

/** The same of a context given for the whole batch: it is weighed with each event that keeps it, after the event. */
export function checkContext(context: Kept['context'], complaints: Complaints): number {
  const left = weigh(context, DEPTH_MAX - 1, EVENT_BYTES_MAX)
  if (left < 0) refuse(left, 'context', complaints)
  return EVENT_BYTES_MAX - Math.max(0, left)
}

/** What was just weighed, as it may be kept: the same objects, or copies where text in them had lone surrogates. */
export function keepWhole(kept: Kept, complaints: Complaints): Kept {
  if (!loneSurrogates || complaints.first !== null) return kept
  return { properties: wellFormed(kept.properties), context: wellFormed(kept.context) }
}

function refuse(why: number, path: string, complaints: Complaints): void {
  if (why === TOO_DEEP) complaints.add('too_deep', path, `at most ${DEPTH_MAX} levels`, `more than ${DEPTH_MAX} levels`)
  else
    complaints.add(
      'too_large',
      path,
      `at most ${EVENT_BYTES_MAX} characters`,
      `more than ${EVENT_BYTES_MAX} characters`,
    )
}

/** What is left of `left` characters after the value, or why it may not be kept. */
function weigh(value: unknown, levels: number, left: number): number {
  if (typeof value === 'string') return weighText(value, left)
  if (typeof value !== 'object' || value === null) return left >= OTHER ? left - OTHER : TOO_LARGE
  if (levels === 0) return TOO_DEEP
  if (Array.isArray(value)) {
    for (let i = 0; i < value.length && left >= 0; i++) left = weigh(value[i], levels - 1, left - 1)
    return left >= 0 || left === TOO_DEEP ? left : TOO_LARGE
  }
  for (const key in value) {
    const member: unknown = (value as Record<string, unknown>)[key]
    left -= key.length + 3
    // Text, numbers and flags, nearly all there is, without a call.
    if (typeof member === 'string' && !looks) left -= member.length + 2
    else if (typeof member === 'number' || typeof member === 'boolean' || member === null) left -= OTHER
    else if (left >= 0) left = weigh(member, levels - 1, left)
    if (left < 0) return left === TOO_DEEP ? TOO_DEEP : TOO_LARGE
    if (looks && !key.isWellFormed()) loneSurrogates = true
  }
  return left
}

function weighText(text: string, left: number): number {
  if (text.length + 2 > left) return TOO_LARGE
  if (looks && !text.isWellFormed()) loneSurrogates = true
  return left - text.length - 2
}

/** A copy with every lone surrogate, in values and keys, replaced by U+FFFD. JSON text shows them as \udXXX escapes. */
function wellFormed<T>(value: T): T {
  const text = JSON.stringify(value).replace(/\\(?:u[0-9a-f]{4}|.)/g, (escape) =>
    /^\\ud[89a-f]/.test(escape) ? '\ufffd' : escape,
  )
  return JSON.parse(text) as T
}
