// Whether what an event carries may be kept whole: not too deep, not too large, and fit for any storage.
import { DEPTH_MAX, EVENT_BYTES_MAX } from './limits.ts'
import type { Complaints } from './reading.ts'

const TOO_DEEP = -1
const TOO_LARGE = -2

// Set while weighing: one event is weighed at a time.
let loneSurrogates = false

/**
 * The values as they may be kept: the same objects, or copies where text in them had lone surrogates. Complains where an
 * event is too deep or too large; the bounds hold while walking, so that a hostile value costs no more than a large one.
 */
export function keepWhole(
  properties: Record<string, unknown> | null,
  context: Record<string, unknown> | null,
  complaints: Complaints,
): { properties: Record<string, unknown> | null; context: Record<string, unknown> | null } {
  loneSurrogates = false
  // The event itself is the first level.
  const left = properties === null ? EVENT_BYTES_MAX : weigh(properties, DEPTH_MAX - 1, EVENT_BYTES_MAX)
  if (left < 0) return refuse(left, 'properties', complaints)
  const rest = context === null ? left : weigh(context, DEPTH_MAX - 1, left)
  if (rest < 0) return refuse(rest, 'context', complaints)
  if (!loneSurrogates) return { properties, context }
  return { properties: wellFormed(properties), context: wellFormed(context) }
}

function refuse(why: number, path: string, complaints: Complaints): { properties: null; context: null } {
  if (why === TOO_DEEP) complaints.add('too_deep', path, `at most ${DEPTH_MAX} levels`, `more than ${DEPTH_MAX} levels`)
  else
    complaints.add(
      'too_large',
      path,
      `at most ${EVENT_BYTES_MAX} characters`,
      `more than ${EVENT_BYTES_MAX} characters`,
    )
  return { properties: null, context: null }
}

/** What is left of `left` characters after the value, or why it may not be kept. */
function weigh(value: unknown, levels: number, left: number): number {
  if (typeof value === 'string') {
    if (!value.isWellFormed()) loneSurrogates = true
    left -= value.length + 2
  } else if (typeof value !== 'object' || value === null) {
    left -= 8
  } else if (levels === 0) {
    return TOO_DEEP
  } else if (Array.isArray(value)) {
    left -= 2
    for (let i = 0; i < value.length && left >= 0; i++) left = weigh(value[i], levels - 1, left)
  } else {
    left -= 2
    for (const key in value) {
      if (left < 0) break
      if (!key.isWellFormed()) loneSurrogates = true
      left = weigh((value as Record<string, unknown>)[key], levels - 1, left - key.length - 3)
    }
  }
  return left >= 0 || left === TOO_DEEP ? left : TOO_LARGE
}

/** A copy with every lone surrogate, in values and keys, replaced by U+FFFD. JSON text shows them as \udXXX escapes. */
function wellFormed<T>(value: T): T {
  const text = JSON.stringify(value).replace(/\\(?:u[0-9a-f]{4}|.)/g, (escape) =>
    /^\\ud[89a-f]/.test(escape) ? '\ufffd' : escape,
  )
  return JSON.parse(text) as T
}
