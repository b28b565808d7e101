// Packs what many requests bring into few records, and tells each request when its own are durable: it waits for the lanes
// it put something in, and for no other. What makes that exact is said in lane.ts.
import { HOME_PARTITION, type Event, type Quarantined } from '../events/contract.ts'
import { toJson } from '../events/reading.ts'
import type { EventLog } from '../log/contract.ts'
import { putEvent, putQuarantined, putReceived } from './chunk.ts'
import type { CollectorLimits } from './contract.ts'
import { createLane, type Group, type Lane } from './lane.ts'

export interface BatcherOptions extends Pick<
  CollectorLimits,
  'flushAfter_ms' | 'recordBytes' | 'recordBytesMax' | 'groupBytes' | 'pendingBytes'
> {
  readonly log: EventLog
  readonly collectorId: string
}

export interface Batcher {
  /** Each put belongs to the durable() that is asked for next, in the same turn. `bytes`: its weight (events/weight.ts). */
  putEvent(partition: number, event: Event, bytes: number): void
  putQuarantined(partition: number, quarantined: Quarantined, bytes: number): void
  putBot(source: string): void
  /** Into every partition; counted as received at home. */
  putHost(event: Event): void
  /** Resolves once what was put since the last call is durable; rejects if some of it was not taken. */
  durable(): Promise<void>
  /**
   * So much waits for this partition that no `bytes` more should be put: a full group, or as much as there is room for all
   * others (a dynamic threshold, Choudhury and Hahne 1998: however many partitions stand still, those that do not have some).
   */
  isFull(partition: number, bytes: number): boolean
  /** Weight put and not yet settled. */
  readonly pending_bytes: number
  readonly appends: number
  readonly failedAppends: number
  /** Resolves once everything put is settled. */
  close(): Promise<void>
}

export function createBatcher(options: BatcherOptions): Batcher {
  const { log, flushAfter_ms, groupBytes, pendingBytes } = options
  let timer: NodeJS.Timeout | null = null
  let open = 0
  let pending_bytes = 0
  let appends = 0
  let failedAppends = 0
  /** Groups that the request under way put something in. */
  let touched: Group[] = []
  let request = 0

  const partitions = Array.from({ length: log.partitions }, (_, partition) => partition)
  const lanes = (log.appendsWhole ? [partitions] : partitions.map((partition) => [partition])).map((its) =>
    createLane({
      ...options,
      partitions: its,
      onOpened() {
        open++
        timer ??= setTimeout(onTimer, flushAfter_ms)
      },
      onSealed() {
        open--
        appends++
        if (open > 0 || timer === null) return
        clearTimeout(timer)
        timer = null
      },
      onSettled(bytes, failed) {
        pending_bytes -= bytes
        if (failed) failedAppends++
      },
    }),
  )

  /** All lanes at once, though some groups are younger: appends of one turn share a request to a broker. */
  function onTimer(): void {
    timer = null
    for (const lane of lanes) lane.due()
  }

  function laneOf(partition: number): Lane {
    const lane = partitions[partition] === undefined ? undefined : lanes[log.appendsWhole ? 0 : partition]
    if (lane === undefined) throw new RangeError(`no partition ${partition} of ${partitions.length}`)
    return lane
  }

  function chunk(partition: number, bytes: number) {
    const lane = laneOf(partition)
    const group = lane.group()
    if (group.request !== request) {
      group.request = request
      touched.push(group)
    }
    pending_bytes += bytes
    return lane.chunk(partition, bytes)
  }

  return {
    putEvent(partition, event, bytes) {
      putEvent(chunk(partition, bytes), event)
    },
    putQuarantined(partition, quarantined, bytes) {
      putQuarantined(chunk(partition, bytes), quarantined)
    },
    putBot(source) {
      putReceived(chunk(HOME_PARTITION, 0), source, 1, 1)
    },
    putHost(event) {
      const bytes = toJson(event).length
      for (const partition of partitions) putEvent(chunk(partition, bytes), event)
    },
    durable() {
      const settled = touched.map((group) => group.settled.promise)
      touched = []
      request++
      return settled.length === 1 ? settled[0]! : Promise.all(settled).then(() => {})
    },
    isFull(partition, bytes) {
      const lane = laneOf(partition)
      return lane.open_bytes >= groupBytes || lane.pending_bytes + bytes > pendingBytes - pending_bytes
    },
    get pending_bytes() {
      return pending_bytes
    },
    get appends() {
      return appends
    },
    get failedAppends() {
      return failedAppends
    },
    async close() {
      await Promise.all(lanes.map((lane) => lane.close()))
    },
  }
}
