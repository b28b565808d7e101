// The door's bounds, by default as events/limits.ts has them.
import * as limits from '../events/limits.ts'
import type { CollectorLimits } from './contract.ts'

export const DEFAULT_LIMITS: CollectorLimits = {
  bodyBytes: limits.BODY_BYTES_MAX,
  inflatedBytes: limits.INFLATED_BYTES_MAX,
  batchEvents: limits.BATCH_EVENTS_MAX,
  keyEventsPerS: limits.KEY_EVENTS_PER_S,
  keyEventsBurst: limits.KEY_EVENTS_BURST,
  addressEventsPerS: limits.ADDRESS_EVENTS_PER_S,
  addressEventsBurst: limits.ADDRESS_EVENTS_BURST,
  addressReadingBytes: limits.ADDRESS_READING_BYTES_MAX,
  bodyPeriod_ms: limits.BODY_PERIOD_MS,
  bytesPerEvent: limits.BYTES_PER_EVENT,
  rateBuckets: limits.RATE_BUCKETS_MAX,
  flushAfter_ms: limits.FLUSH_AFTER_MS,
  recordBytes: limits.RECORD_BYTES_TARGET,
  recordBytesMax: limits.RECORD_BYTES_MAX,
  groupBytes: limits.GROUP_BYTES_MAX,
  pendingBytes: limits.PENDING_BYTES_MAX,
}
