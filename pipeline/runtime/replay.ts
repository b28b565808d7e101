// A replay: the log stepped again by processors of its own, and their rows written elsewhere. It appends nothing, saves no
// checkpoint, tells no glass: what it leaves behind are tables, a pure function of the log.
import type { EventLog } from '../../log/contract.ts'
import type { Store } from '../../store/contract.ts'
import type { PartitionProcessor, ProcessorOptions, ProcessorSettings } from '../contract.ts'
import { readBatch } from '../intake/damaged.ts'
import type { Checkpoints } from './checkpoints.ts'
import { erasureOf, type Erase } from './erasing.ts'
import type { CreateProcessor, RestoreProcessor } from './recovery.ts'

export interface ReplayOptions {
  readonly log: Pick<EventLog, 'logId' | 'partitions' | 'read' | 'startOffsets' | 'endOffsets'>
  /** Those of the log's owner: read, never written. */
  readonly checkpoints: Pick<Checkpoints, 'load'>
  /** Where the rows go. */
  readonly store: Pick<Store, 'insert'>
  readonly erase?: Erase
  /** The log's beginning, or the newest checkpoint of each partition at or before an offset. */
  readonly from: 'start' | number
  readonly settings: ProcessorSettings
  readonly createProcessor: CreateProcessor
  readonly restoreProcessor: RestoreProcessor
  /** What scores comments; the committed model when left out. */
  readonly scorer?: ProcessorOptions['scorer']
  /** Told after each insert. */
  readonly onProgress?: (partition: number, offset: number, until: number) => void
  /** Given up between two reads of the log; the replay then rejects with its reason. */
  readonly signal?: AbortSignal
}

/** What was replayed of a partition: records from `from` up to but not with `until`. */
export interface Stretch {
  readonly partition: number
  readonly from: number
  readonly until: number
}

export interface Replayed {
  readonly stretches: readonly Stretch[]
  readonly events: number
  readonly rows: number
}

/** It cannot be replayed from there: the message says why, and from where it can be. */
export class ReplayError extends Error {
  override readonly name = 'ReplayError'
}

/** Rows are written when so many events, or bytes of the log, were stepped. */
const FLUSH_EVENTS = 50_000
const FLUSH_BYTES = 64 * 2 ** 20
const READ = { records: 512, bytes: 4 * 2 ** 20 }

/**
 * Replays every partition, one after the other, up to its owner's newest checkpoint: so far all rows are known to be written
 * there, and the two can be compared. Without a checkpoint up to the log's end. Rejects with ReplayError.
 */
export async function replay(options: ReplayOptions): Promise<Replayed> {
  const beginnings: { readonly processor: PartitionProcessor; readonly until: number }[] = []
  // All of them first, so that nothing is written where one of them cannot begin.
  for (let partition = 0; partition < options.log.partitions; partition++)
    beginnings.push(await begin(options, partition))
  const stretches: Stretch[] = []
  let [events, rows] = [0, 0]
  for (const { processor, until } of beginnings) {
    stretches.push({ partition: processor.partition, from: processor.nextOffset, until })
    const done = await replayPartition(options, processor, until)
    events += done.events
    rows += done.rows
  }
  return { stretches, events, rows }
}

async function begin(options: ReplayOptions, partition: number) {
  const { log, checkpoints, from, settings, scorer } = options
  const of: ProcessorOptions = {
    ...{ logId: log.logId, partition, partitions: log.partitions, settings },
    ...(scorer && { scorer }),
  }
  const newest = await checkpoints.load(log.logId, partition)
  const until = newest?.offset ?? (await log.endOffsets())[partition] ?? 0
  const start = (await log.startOffsets())[partition] ?? 0
  if (from === 'start') {
    if (start > 0)
      throw new ReplayError(
        `partition ${partition}: the log keeps offset ${start} and later, so its tables cannot be made from the start; ` +
          `from a checkpoint they can: --from ${newest?.offset ?? start}`,
      )
    return { processor: options.createProcessor(of), until }
  }
  const checkpoint = await checkpoints.load(log.logId, partition, from + 1)
  if (checkpoint === null)
    throw new ReplayError(
      `partition ${partition} has no checkpoint at offset ${from} or before, which a replay from there has to begin with: ` +
        (newest === null ? 'it has none at all' : `its newest stands at ${newest.offset}`) +
        (start === 0 ? '; the whole log is there: --from start' : ''),
    )
  if (checkpoint.offset < start)
    throw new ReplayError(
      `partition ${partition}: the checkpoint at offset ${checkpoint.offset} is older than the log, which keeps ${start} and later`,
    )
  return { processor: options.restoreProcessor(checkpoint.state, of), until }
}

async function replayPartition(options: ReplayOptions, processor: PartitionProcessor, until: number) {
  const { log, store, onProgress } = options
  const { partition } = processor
  let [events, rows, ahead_events, ahead_bytes] = [0, 0, 0, 0]
  const flush = async (which: 'all' | 'due') => {
    const batch = processor.takeRows(which)
    const erasures = processor.takeErasures?.() ?? []
    // Frames are made and let go: until told, news wait in the state.
    processor.takeFrame()
    if (batch.size > 0) await store.insert(batch)
    for (const erasure of erasures) {
      const stored = erasureOf(log, partition, erasure)
      if (stored !== null) await options.erase?.(stored)
    }
    for (const some of batch.values()) rows += some.length
    ahead_events = ahead_bytes = 0
    onProgress?.(partition, processor.nextOffset, until)
  }
  while (processor.nextOffset < until) {
    options.signal?.throwIfAborted()
    const records = await log.read(partition, processor.nextOffset, READ)
    if (records.length === 0) throw new ReplayError(`partition ${partition}: the log ends before its own checkpoint`)
    for (const record of records) {
      const { offset, appendedAt_ms, bytes } = record
      if (offset >= until) break
      const batch = readBatch(record)
      processor.step({ offset, appendedAt_ms, batch })
      events += batch.events.length
      ahead_events += batch.events.length
      ahead_bytes += bytes.length
    }
    if (ahead_events >= FLUSH_EVENTS || ahead_bytes >= FLUSH_BYTES) await flush('due')
  }
  await flush('all')
  return { events, rows }
}
