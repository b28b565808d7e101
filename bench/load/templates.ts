// Request bodies made beforehand: batches of the stream as a relay sends them, many viewers in each. Every id in a body
// ends in a hole; filled with another number it is the same moment of other viewers, so one stretch of a small show
// becomes the traffic of a large one, in true time, at the cost of copying bytes.
import { makeStream, type StreamEvent, type WireEvent } from './stream.ts'

/** Events of one request. */
export const BATCH_EVENTS = 50
export const WRITE_KEY = 'bench'
const HOLE = '@@@@'
const HOLE_DIGITS = 36
/** Different copies of a template. */
const COPIES_MAX = HOLE_DIGITS ** HOLE.length

export interface Template {
  /** When it is sent, ms since the stretch began. */
  readonly at_ms: number
  readonly body: Buffer
  /** Where in the body each hole begins. */
  readonly holes: Uint32Array
}

export interface Templates {
  readonly list: readonly Template[]
  /** Of one copy. */
  readonly eventsPerS: number
  readonly heartbeats: number
  readonly bytesPerEvent: number
}

/** Batches of `seconds` of a show of so many viewers; with `wordless` comments there is nothing in them to score. */
export function makeTemplates(seed: number, seconds: number, viewers?: number, wordless = false): Templates {
  const stream = makeStream(seed, seconds, viewers)
  const start_ms = stream[0]?.at_ms ?? 0
  const list: Template[] = []
  for (let from = 0; from + BATCH_EVENTS <= stream.length; from += BATCH_EVENTS) {
    const events = stream.slice(from, from + BATCH_EVENTS)
    list.push(templateOf(wordless ? events.map(withoutWords) : events, start_ms))
  }
  const beats = stream.filter(({ wire }) => wire['event'] === 'Video Content Playing').length
  return {
    list,
    eventsPerS: stream.length / seconds,
    heartbeats: beats / stream.length,
    bytesPerEvent: list.reduce((sum, { body }) => sum + body.length, 0) / (list.length * BATCH_EVENTS),
  }
}

/** A body of its own, of the copy's viewers. */
export function copyOf({ body, holes }: Template, copy: number): Buffer {
  const digits = Buffer.from((copy % COPIES_MAX).toString(HOLE_DIGITS).padStart(HOLE.length, '0'))
  const filled = Buffer.from(body)
  for (const hole of holes) for (let i = 0; i < digits.length; i++) filled[hole + i] = digits[i] ?? 0
  return filled
}

/** A comment of one full stop: stored as any other, and scored in no time. */
function withoutWords(event: StreamEvent): StreamEvent {
  const properties = event.wire['properties'] as WireEvent | undefined
  if (properties?.['text'] === undefined) return event
  return { ...event, wire: { ...event.wire, properties: { ...properties, text: '.' } } }
}

function templateOf(events: readonly StreamEvent[], start_ms: number): Template {
  const sent_ms = events.at(-1)?.at_ms ?? start_ms
  const batch = events.map(({ wire }) => withHoles(wire))
  const body = Buffer.from(JSON.stringify({ writeKey: WRITE_KEY, sentAt: new Date(sent_ms).toISOString(), batch }))
  const holes: number[] = []
  for (let at = body.indexOf(HOLE); at >= 0; at = body.indexOf(HOLE, at + HOLE.length)) holes.push(at)
  return { at_ms: sent_ms - start_ms, body, holes: Uint32Array.from(holes) }
}

/** Ids that tell one viewer, visit, message, comment or order from another. */
const OWN = ['messageId', 'anonymousId', 'userId', 'sessionId', 'comment_id', 'checkout_id', 'order_id']

function withHoles(wire: WireEvent): WireEvent {
  return Object.fromEntries(
    Object.entries(wire).map(([name, value]) => {
      if (OWN.includes(name) && typeof value === 'string') return [name, value + HOLE]
      const nested = name === 'context' || name === 'cartbeat' || name === 'properties'
      return [name, nested && value !== null && value !== undefined ? withHoles(value as WireEvent) : value]
    }),
  )
}
