// What stands around the events of a request: Segment's calls by path, and a batch's own fields.
import { parseTime } from '../events/time.ts'
import { isObject, type Wire } from '../events/reading.ts'

/** Path of a call -> the type of its one event, or null for a batch. The letters are analytics.js' short paths. */
export const CALLS: Readonly<Record<string, string | null>> = {
  '/v1/batch': null,
  '/v1/b': null,
  '/v1/import': null,
  '/v1/track': 'track',
  '/v1/t': 'track',
  '/v1/identify': 'identify',
  '/v1/i': 'identify',
  '/v1/page': 'page',
  '/v1/p': 'page',
  '/v1/screen': 'screen',
  '/v1/s': 'screen',
  '/v1/group': 'group',
  '/v1/g': 'group',
  '/v1/alias': 'alias',
  '/v1/a': 'alias',
}

/** analytics.js' own health counters: taken politely, they are no events. */
export const METRICS_PATH = '/v1/m'

export interface Envelope {
  readonly events: readonly unknown[]
  /** The client's clock when it sent; null where it did not say, or said nonsense. */
  readonly sentAt_ms: number | null
  readonly batchContext: Readonly<Record<string, unknown>> | null
  readonly writeKey: string | null
}

/** Opens a body that is a JSON object. A batch without a list is one malformed event: its sender is told, and it is kept. */
export function openEnvelope(body: Wire, type: string | null): Envelope {
  const batch = body['batch']
  const isBatch = Array.isArray(batch)
  const events = isBatch ? batch : [body]
  const sent_ms = parseTime(body['sentAt'])
  const writeKey = body['writeKey']
  return {
    events,
    sentAt_ms: Number.isNaN(sent_ms) ? null : sent_ms,
    batchContext: isBatch && type === null && isObject(body['context']) ? body['context'] : null,
    writeKey: typeof writeKey === 'string' && writeKey !== '' ? writeKey : null,
  }
}
