// Reads. A partition that is read has a stream: the batches fetched ahead of the reader. One long fetch runs at each broker
// over all of its streams with room, as a broker answers a connection's requests one after the other. Whoever reads pulls, and
// inflates what it reads; a reader that stands still leaves its stream full and the others unhurt, and a batch that cannot be
// decoded stops its own partition alone.
import { checkLimit, checkOffset } from '../checks.ts'
import { LogClosedError, LogReplacedError, OffsetGoneError, type LogRecord, type ReadLimit } from '../contract.ts'
import { createWaiters } from '../waiters.ts'
import { READ_IDLE_MS, READ_TIMEOUT_MS, RETRY_FIRST_MS, RETRY_MOST_MS, WAIT_RECHECK_MS } from './limits.ts'
import { createStream, hasRoom, inflate, put, take, type Stream } from './stream.ts'
import type { Answer, Fetched, Wire } from './wire.ts'

export interface Reads {
  read(partition: number, from: number, limit: ReadLimit): Promise<readonly LogRecord[]>
  waitFor(partition: number, offset: number, timeout_ms: number): Promise<void>
  /** News of an offset that exists, from an append of this process. */
  reached(partition: number, offset: number): void
  /** Forgets what was read ahead below `start`. */
  trimmed(partition: number, start: number): void
  close(): void
}

export interface ReadsOptions {
  readonly wire: Wire
  readonly report: (message: string) => void
}

export function createReads({ wire, report }: ReadsOptions): Reads {
  const streams = new Map<number, Stream>()
  const fetching = new Set<number>()
  let isLooking = false
  const waiters = createWaiters(wire.partitions)
  /** Reads of a partition go one after the other: each may move its stream. */
  const turns = new Map<number, Promise<unknown>>()
  let ended: Error | null = null

  const check = () => {
    if (ended) throw ended
  }
  const end = (error: Error) => {
    ended ??= error
    waiters.wakeAll()
    for (const stream of streams.values()) stream.changed()
  }

  // ---- fetching ----

  /** Streams with room that somebody still reads; the others are forgotten. */
  function wantedOf(node: number): Stream[] {
    const idleSince_ms = performance.now() - READ_IDLE_MS
    for (const [partition, stream] of streams) if (stream.usedAt_ms < idleSince_ms) streams.delete(partition)
    return [...streams.values()].filter(
      (stream) => wire.leaderOf(stream.partition) === node && hasRoom(stream) && !stream.isOutOfRange,
    )
  }

  /** Begins to fetch where nothing is fetched and something is wanted. */
  function kick(): void {
    if (ended) return
    const leaders = new Set([...streams.keys()].map(wire.leaderOf))
    for (const node of leaders) {
      if (node === null) lookForLeaders()
      else if (!fetching.has(node) && wantedOf(node).length > 0) {
        fetching.add(node)
        void fetchFrom(node)
      }
    }
  }

  function lookForLeaders(): void {
    if (isLooking) return
    isLooking = true
    void wire.recover(null).then(() => {
      isLooking = false
      kick()
    })
  }

  async function fetchFrom(node: number): Promise<void> {
    let pause_ms = 0
    let turn = 0
    for (let wanted = wantedOf(node); wanted.length > 0 && !ended; wanted = wantedOf(node)) {
      let why: string | null = null
      let lost: number | null = null
      try {
        // Each is the first in turn: only of that one does a broker give a batch larger than was asked for.
        const first = turn++ % wanted.length
        const inTurn = [...wanted.slice(first), ...wanted.slice(0, first)]
        const positions = inTurn.map((stream) => ({ partition: stream.partition, offset: stream.next }))
        for (const answer of await wire.fetch(node, positions)) why = receive(answer) ?? why
      } catch (error) {
        why = String(error)
        lost = node
      }
      if (why === null) {
        pause_ms = 0
        continue
      }
      if (ended) break
      if (pause_ms === 0) report(`Kafka node ${node}: reading failed (${why}), will be tried again`)
      pause_ms = Math.min(RETRY_MOST_MS, pause_ms * 2 || RETRY_FIRST_MS)
      await wire.recover(lost)
      await endIfReplaced()
      await new Promise((resolve) => setTimeout(resolve, pause_ms))
    }
    fetching.delete(node)
    // Partitions that moved to another broker meanwhile.
    kick()
  }

  /** Gives a partition's stream what came; why it has to be asked for again, or null. */
  function receive(answer: Answer<Fetched>): string | null {
    const stream = streams.get(answer.partition)
    if (!stream) return null
    if ('error' in answer) {
      if (answer.error === 'OFFSET_OUT_OF_RANGE') {
        stream.isOutOfRange = true
        stream.changed()
        return null
      }
      return `partition ${answer.partition}: ${answer.error}`
    }
    if (stream.next !== answer.from) return null
    put(stream, answer)
    waiters.reached(answer.partition, answer.end - 1)
    return null
  }

  async function endIfReplaced(): Promise<boolean> {
    // Nobody answers: nothing is known.
    const isReplaced = await wire.isReplaced().catch(() => false)
    if (isReplaced) end(new LogReplacedError(wire.topic))
    return isReplaced
  }

  // ---- reading ----

  /** The partition's stream, standing at `from`; null where the log ends at or before it. */
  async function seek(partition: number, from: number): Promise<Stream | null> {
    const there = streams.get(partition)
    if (there && there.position === from && !there.isOutOfRange) return there
    const [starts, ends] = await Promise.all([wire.offsets('start', [partition]), wire.offsets('end', [partition])])
    const [start, end] = [starts[partition] ?? 0, ends[partition] ?? 0]
    check()
    if (from < start) throw new OffsetGoneError(partition, from, start)
    if (from > end) {
      // A log that is shorter than it was is another one.
      if (there?.isOutOfRange) await endIfReplaced()
      check()
      streams.delete(partition)
      return null
    }
    const stream = createStream(partition, from, end)
    streams.set(partition, stream)
    return stream
  }

  async function readNow(partition: number, from: number, limit: ReadLimit): Promise<readonly LogRecord[]> {
    const until_ms = performance.now() + READ_TIMEOUT_MS
    for (;;) {
      check()
      const stream = await seek(partition, from)
      if (!stream) return []
      stream.usedAt_ms = performance.now()
      await inflate(stream, limit).catch((error: unknown) => {
        // The next read fetches it again: another copy may be right.
        streams.delete(partition)
        throw error
      })
      check()
      const records = take(stream, limit)
      kick()
      if (records.length > 0 || stream.position >= stream.end) return records
      const left_ms = until_ms - performance.now()
      if (left_ms <= 0) throw new Error(`partition ${partition} could not be read at ${from}`)
      await stream.change(left_ms)
    }
  }

  return {
    async read(partition, from, limit) {
      check()
      checkOffset(from)
      checkLimit(limit)
      const before = turns.get(partition)
      const turn = (before ?? Promise.resolve()).then(() => readNow(partition, from, limit))
      turns.set(
        partition,
        turn.catch(() => {}),
      )
      return turn
    },
    async waitFor(partition, offset, timeout_ms) {
      const until_ms = performance.now() + timeout_ms
      for (;;) {
        check()
        const stream = streams.get(partition)
        if (stream) stream.usedAt_ms = performance.now()
        const isFollowed = stream !== undefined && stream.position <= offset && hasRoom(stream)
        // Where nobody answers nothing is known yet: asked again until the time is over.
        const ends = isFollowed ? [] : await wire.offsets('end', [partition]).catch(() => [])
        const known = isFollowed ? stream.end : (ends[partition] ?? 0)
        check()
        const left_ms = until_ms - performance.now()
        if (known > offset || left_ms <= 0) return
        kick()
        await waiters.wait(partition, offset, Math.min(left_ms, WAIT_RECHECK_MS))
      }
    },
    reached(partition, offset) {
      const stream = streams.get(partition)
      if (stream && stream.end <= offset) {
        stream.end = offset + 1
        stream.changed()
      }
      waiters.reached(partition, offset)
    },
    trimmed(partition, start) {
      if ((streams.get(partition)?.position ?? start) < start) streams.delete(partition)
    },
    close: () => end(new LogClosedError()),
  }
}
