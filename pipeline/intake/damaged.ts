// A record of the log that no Cartbeat wrote: damaged on its way, or another program's. Stopping there would stop the partition
// for ever, so it is stepped as what it is, one event in quarantine: counted on both sides of the sum, and seen in the tables.
import { createHash } from 'node:crypto'
import { CORRUPT_REASON, type LogBatch } from '../../events/contract.ts'
import { CorruptRecordError, decodeBatch } from '../../events/codec.ts'
import type { LogRecord } from '../../log/contract.ts'

/** Whose such records are: collector and source. */
export const DAMAGED = 'damaged'

/** What a codec's record begins with says who wrote it; what viewers said comes later, and nobody could erase it from here. */
const FIRST_BYTES = 16

/**
 * The record's batch, properties and contexts as text; of a damaged one a batch that says so. A function of the record alone,
 * so that owners and replays agree. Throws UnknownVersionError.
 */
export function readBatch(record: LogRecord): LogBatch {
  try {
    return decodeBatch(record.bytes, true)
  } catch (error) {
    if (error instanceof CorruptRecordError) return damagedBatch(record, error.message)
    throw error
  }
}

function damagedBatch({ offset, appendedAt_ms, bytes }: LogRecord, why: string): LogBatch {
  const hash = createHash('sha256').update(bytes).digest('hex')
  const first = Buffer.from(bytes.subarray(0, FIRST_BYTES)).toString('hex')
  return {
    collectorId: DAMAGED,
    // Grows with the log, so that no record passes for one sent twice.
    number: offset + 1,
    received: [{ source: DAMAGED, events: 1, bots: 0 }],
    events: [],
    quarantined: [
      {
        source: DAMAGED,
        receivedAt_ms: appendedAt_ms,
        messageId: null,
        reason: CORRUPT_REASON,
        path: '',
        expected: 'a record that Cartbeat wrote',
        found: `${why}: ${bytes.length} bytes, first ${first}, sha256 ${hash}`,
        raw: '',
      },
    ],
  }
}
