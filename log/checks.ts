// What every adapter refuses in the same words: mistakes of the caller, so they throw RangeError.
import type { ReadLimit } from './contract.ts'
import { PARTITIONS_MAX } from './limits.ts'

export function checkPartitions(partitions: number): void {
  if (!Number.isInteger(partitions) || partitions < 1 || partitions > PARTITIONS_MAX)
    throw new RangeError(`partitions must be a whole number from 1 to ${PARTITIONS_MAX}, not ${partitions}`)
}

export function checkPartition(partition: number, partitions: number): void {
  if (!Number.isInteger(partition) || partition < 0 || partition >= partitions)
    throw new RangeError(`there is no partition ${partition}: the log has 0 to ${partitions - 1}`)
}

export function checkOffset(offset: number): void {
  if (!Number.isSafeInteger(offset) || offset < 0)
    throw new RangeError(`an offset is a whole number from 0, not ${offset}`)
}

export function checkLimit(limit: ReadLimit): void {
  if (!(limit.records >= 1) || !(limit.bytes >= 1)) throw new RangeError('a read limit is at least 1 record and 1 byte')
}
