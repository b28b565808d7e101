// Takes the partitions' frames, keeps a model a show, and moves the streams of those that are watched.
import type { Clock } from '../../events/contract.ts'
import { fingerprintOf } from '../../events/fingerprint.ts'
import type { LiveFeed, PartitionFrame, ShowFrame } from '../../pipeline/contract.ts'
import type { LiveNow } from '../contract.ts'
import { ERASED_VISITORS_MAX, SHOW_IDLE_MS, SHOW_ORDERS_MAX } from '../limits.ts'
import { FIRST_LOOK_MAX_MS, SSE_CLIENTS_MAX, SSE_RESUME_MS, SSE_SIGN_OF_LIFE_MS } from '../limits.ts'
import { forgetErased } from './forget.ts'
import type { History } from './history.ts'
import type { PastRates } from './engagement.ts'
import type { ShowModel } from './model.ts'
import { applyFrame, applyHistory, nothingChanged, partOf, settleModel } from './model.ts'
import type { Trust } from './now.ts'
import { viewersNow } from './now.ts'
import type { OrderCopy } from './orders.ts'
import { createOrderBook, forgetOrders, salesOf, takeOrder, takeRecorded } from './orders.ts'
import { createReloads } from './reloads.ts'
import { hasRoom, roomFrom } from './room.ts'
import { createSending } from './sending.ts'
import type { Show } from './show.ts'
import { createShow, isKnown, noteChange } from './show.ts'
import { createPartitionTimes } from './times.ts'
import { forgetOldest } from './voice/bounds.ts'

export interface HubOptions {
  readonly feed: LiveFeed
  /** The data's clock, for what is sent. */
  readonly clock: Clock
  /** Real milliseconds, never going back, for when to send: the data's clock may run faster. */
  readonly pace: () => number
  readonly load: (showId: string, from_s: number) => Promise<History>
  readonly loadPast: (showId: string) => Promise<PastRates | null>
  readonly trust: () => Omit<Trust, 'gaps' | 'lagging'>
  /** Tells this process's event ids from an earlier one's. */
  readonly epoch: string
  readonly report: (message: string) => void
}

export interface LiveHub {
  /** The stream of a show; null for a show nobody has heard of. `full`: too many clients. `cut` as a channel takes it. */
  open(showId: string, lastEventId: string | null, cut: () => void): Promise<ReadableStream<Uint8Array> | 'full' | null>
  /** Concurrent viewers by show, of the shows with frames. */
  viewers(): ReadonlyMap<string, number>
  /** What is known of a show; null when nothing is. */
  find(showId: string): Pick<ShowModel, 'declared' | 'moments'> | null
  /** What a client of the show would see now; null when it is not known. */
  peek(showId: string): LiveNow | null
  /** Partition time of the slowest partition, Unix ms; null before the first frame. */
  time_ms(): number | null
  clients(): number
  /** Partitions of the newest log that have sent a frame. */
  partitions(): number
  /** Streams ended by the service since its start, by reason. */
  dropped(): Readonly<Record<string, number>>
  /** One step of time: sends what has moved. Called as ticks.ts says. */
  tick(): void
  /** Resolves when no look into SQL is under way. */
  settled(): Promise<void>
  close(): void
}

export function createHub(options: HubOptions): LiveHub {
  const { pace } = options
  const shows = new Map<string, Show>()
  const book = createOrderBook()
  const times = createPartitionTimes(pace)
  /** Fingerprints of visitors erased of late. */
  const erased = new Set<number>()
  const isErased = (visitorId: string): boolean => erased.size > 0 && erased.has(fingerprintOf(visitorId))
  let logId: string | null = null
  const reloads = createReloads({ ...options, clock: pace, apply: takeHistory })
  const sending = createSending({
    ...options,
    time_ms: times.slowest,
    sales: (showId) => salesOf(book, showId),
    trust: (showId) => ({
      ...options.trust(),
      gaps: reloads.isLoaded(showId) ? 0 : 1,
      lagging: times.lagging(),
    }),
  })
  const unsubscribe = options.feed.subscribe(takeFrame)

  function takeFrame(frame: PartitionFrame): void {
    const part = partOf(frame.logId, frame.partition)
    if (frame.logId !== logId) startLog(frame.logId)
    const before = times.take(frame)
    if (before === 'older') return
    const seen = new Set<string>()
    for (const showFrame of frame.shows) {
      if (showFrame.showId === '') continue
      seen.add(showFrame.showId)
      takeShowFrame(frame, showFrame)
    }
    for (const order of frame.orders ?? []) takeCopy({ ...order, showId: '', logId: frame.logId })
    takeErased(frame.erased ?? [])
    // A show this partition no longer speaks of has nobody there, unless the frame had no room for it.
    for (const [showId, show] of shows) {
      if (frame.more === true || seen.has(showId) || !show.model.viewers.get(part)) continue
      show.model.viewers.set(part, 0)
      show.pending.any = true
    }
    // In a long leap of the log's time more windows close than one frame tells of.
    if (before) reloads.leap(frame.time_ms - before.time_ms, frame.offset - before.offset)
  }

  /** Frames tell of an erasure for minutes: the first time is news. */
  function takeErased(fingerprints: readonly number[]): void {
    const news = fingerprints.filter((fingerprint) => !erased.has(fingerprint))
    if (news.length === 0) return
    for (const fingerprint of news) erased.add(fingerprint)
    forgetOldest(erased, ERASED_VISITORS_MAX)
    for (const show of shows.values()) forget(show)
  }

  function forget(show: Show): void {
    if (erased.size === 0) return
    const before = show.model.voice.questionsVersion
    const comments = forgetErased(show.model, isErased)
    const questions = show.model.voice.questionsVersion !== before
    if (comments.length === 0 && !questions) return
    const known = new Set(comments.map(({ id }) => id))
    show.pending.comments = show.pending.comments.filter(({ id }) => !known.has(id))
    noteChange(show, { ...nothingChanged(), questions, comments, any: true })
  }

  /** A log made anew: nobody is present in the old one any more. */
  function startLog(newId: string): void {
    logId = newId
    times.forget()
    for (const { model } of shows.values()) model.viewers.clear()
  }

  function takeShowFrame(frame: PartitionFrame, showFrame: ShowFrame): void {
    if (!shows.has(showFrame.showId) && !hasRoom(shows, showFrame.declared !== null, pace())) return
    const show = touch(showFrame.showId)
    noteChange(show, applyFrame(show.model, frame, showFrame))
    for (const order of showFrame.orders) takeCopy({ ...order, showId: showFrame.showId, logId: frame.logId })
  }

  function takeCopy(copy: OrderCopy): void {
    noteSales(takeOrder(book, copy, SHOW_ORDERS_MAX))
  }

  function noteSales(showIds: readonly string[]): void {
    for (const showId of showIds) {
      const show = shows.get(showId)
      if (show) show.pending.any = true
    }
  }

  function takeHistory(showId: string, history: History, past: PastRates | null | undefined): void {
    const show = shows.get(showId)
    if (!show) return
    noteChange(show, applyHistory(show.model, history))
    // It may have been read a moment before they were erased from it.
    forget(show)
    noteSales(takeRecorded(book, showId, history.orders, SHOW_ORDERS_MAX))
    if (past !== undefined) show.model.past = past
  }

  function touch(showId: string): Show {
    let show = shows.get(showId)
    if (!show) {
      const leaving = roomFrom(shows)
      if (leaving !== null) forgetShow(leaving)
      show = createShow(showId, pace())
      shows.set(showId, show)
      reloads.start(showId)
    }
    show.touched_ms = pace()
    return show
  }

  function forgetShow(showId: string): void {
    shows.delete(showId)
    reloads.stop(showId)
    forgetOrders(book, showId)
  }

  function clients(): number {
    let sum = 0
    for (const { watched } of shows.values()) sum += watched?.channel.clients.size ?? 0
    return sum
  }

  return {
    async open(showId, lastEventId, cut) {
      if (clients() >= SSE_CLIENTS_MAX) return 'full'
      const show = touch(showId)
      await withinMs(FIRST_LOOK_MAX_MS, reloads.first(showId))
      if (!isKnown(show.model)) {
        if (!show.watched) forgetShow(showId)
        return null
      }
      const watched = sending.watch(show)
      if (show.pending.any) sending.send(show, watched)
      watched.idleSince_ms = null
      return watched.channel.open(lastEventId, cut)
    },
    viewers: () => new Map([...shows].map(([showId, show]) => [showId, viewersNow(show.model)])),
    find(showId) {
      const model = shows.get(showId)?.model
      return model && isKnown(model) ? model : null
    },
    peek(showId) {
      const show = shows.get(showId)
      return show ? sending.now(show) : null
    },
    time_ms: times.slowest,
    clients,
    partitions: times.count,
    dropped: sending.dropped,
    tick() {
      const now = pace()
      const time = times.slowest()
      for (const [showId, show] of shows) {
        const { watched } = show
        if (watched?.idleSince_ms != null && now - watched.idleSince_ms > SSE_RESUME_MS) show.watched = null
        else if (watched && (show.pending.any || now - watched.sentAt_ms >= SSE_SIGN_OF_LIFE_MS))
          sending.send(show, watched)
        if (time !== null && reloads.isLoaded(showId)) settleModel(show.model, Math.floor(time / 1000))
        if (!show.watched && now - show.touched_ms > SHOW_IDLE_MS) forgetShow(showId)
      }
      reloads.tick(time)
    },
    settled: () => reloads.settled(),
    close() {
      unsubscribe()
      for (const { watched } of shows.values()) watched?.channel.close('closing')
      shows.clear()
      reloads.close()
    },
  }
}

/** Goes on after so long, whatever the promise does. */
async function withinMs(time_ms: number, promise: Promise<void>): Promise<void> {
  const { promise: over, resolve } = Promise.withResolvers<void>()
  const timer = setTimeout(resolve, time_ms)
  await Promise.race([promise, over])
  clearTimeout(timer)
}
