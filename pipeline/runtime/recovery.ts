// Where a partition starts: its newest checkpoint that can be read, else the log's first record if that is still kept.
import type { EventLog } from '../../log/contract.ts'
import type { PartitionProcessor, ProcessorOptions, ProcessorSettings } from '../contract.ts'
import { NewerStateError } from '../state/saved-version.ts'
import { NewerCheckpointError } from './checkpoints.ts'
import type { Checkpoints } from './checkpoints.ts'

export type CreateProcessor = (options: ProcessorOptions) => PartitionProcessor
export type RestoreProcessor = (state: Uint8Array, options: ProcessorOptions) => PartitionProcessor

export interface RecoveryOptions {
  readonly log: EventLog
  readonly checkpoints: Checkpoints
  readonly settings: ProcessorSettings
  readonly createProcessor: CreateProcessor
  readonly restoreProcessor: RestoreProcessor
  /** How an operator begins a new log, after "start with"; a new data folder where not given. */
  readonly newLog?: string
  readonly report: (message: string) => void
}

/** Going on would give wrong numbers: the message says what is missing and what can be done. */
export class RecoveryError extends Error {
  override readonly name = 'RecoveryError'
}

/**
 * The partition's processor, standing where it was saved.
 * Throws RecoveryError when the log no longer has what comes after the newest checkpoint, or lost what came before it, and
 * NewerCheckpointError when a newer Cartbeat has had the partition: its checkpoint stays as it is.
 */
export async function recoverProcessor(options: RecoveryOptions, partition: number): Promise<PartitionProcessor> {
  const { log, checkpoints, settings, createProcessor, restoreProcessor, report } = options
  const { newLog = 'a new data folder' } = options
  const processorOptions: ProcessorOptions = { logId: log.logId, partition, partitions: log.partitions, settings }
  const start = (await log.startOffsets([partition]))[partition] ?? 0

  for (let below = Infinity; ;) {
    const checkpoint = await checkpoints.load(log.logId, partition, below)
    if (checkpoint === null) break
    const { offset, state } = checkpoint
    // Looked up only now: another owner of the partition may have saved and appended a moment ago.
    const end = (await log.endOffsets([partition]))[partition] ?? 0
    if (offset > end)
      throw new RecoveryError(
        `partition ${partition}: the checkpoint stands at offset ${offset}, the log ends at ${end}: ` +
          `${offset - end} records that were already processed are gone from it. Put back the log that belongs to these checkpoints, or start with ${newLog}`,
      )
    if (offset < start) break
    try {
      const processor = restoreProcessor(state, processorOptions)
      if (processor.nextOffset !== offset) throw new Error(`its state stands at ${processor.nextOffset}`)
      return processor
    } catch (error) {
      if (error instanceof NewerStateError) throw new NewerCheckpointError(partition, offset, error.message)
      report(`partition ${partition}: the checkpoint at offset ${offset} cannot be restored: ${String(error)}`)
      below = offset
    }
  }

  // Starting in the middle would write totals that lack what came before, and they would replace the right ones.
  if (start > 0)
    throw new RecoveryError(
      `partition ${partition}: no checkpoint can be read and the log keeps only offset ${start} and later: ` +
        `what records 0 to ${start - 1} said is lost to the processor. Put back a checkpoint at offset ${start} or later, or start with ${newLog}`,
    )
  return createProcessor(processorOptions)
}
