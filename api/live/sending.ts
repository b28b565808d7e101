// What is sent of a show: a snapshot to whoever comes, then frames of what changed, the same to all who watch it.
import type { Clock } from '../../events/contract.ts'
import { CURVE_POINTS_MAX } from '../contract.ts'
import type { LiveFrame, LiveNow, LiveSnapshot } from '../contract.ts'
import { FRAME_CURVE_POINTS_MAX, SNAPSHOT_COMMENTS_MAX } from '../limits.ts'
import { createChannel } from './channel.ts'
import type { Curve } from './curve.ts'
import { pointsSince, thin } from './curve.ts'
import { nothingChanged } from './model.ts'
import type { Trust } from './now.ts'
import { liveNow, liveSummary, modelCurve } from './now.ts'
import type { Sales } from './orders.ts'
import type { Show, Watched } from './show.ts'
import { queueOf } from './voice/queue.ts'

export interface SendingOptions {
  /** The data's clock, for what is sent. */
  readonly clock: Clock
  /** Real milliseconds, never going back. */
  readonly pace: () => number
  /** Tells this process's event ids from an earlier one's. */
  readonly epoch: string
  /** Partition time of the slowest partition, Unix ms; null before the first frame. */
  readonly time_ms: () => number | null
  readonly sales: (showId: string) => Sales
  readonly trust: (showId: string) => Trust
}

export interface Sending {
  /** What a client of the show would see now. */
  now(show: Show): LiveNow
  /** Its stream, begun where there is none. */
  watch(show: Show): Watched
  /** Sends what changed; after it, a snapshot stands at the same point as the newest frame. */
  send(show: Show, watched: Watched): void
  /** Streams ended by the service, by reason. */
  dropped(): Readonly<Record<string, number>>
}

export function createSending({ clock, pace, epoch, time_ms, sales, trust }: SendingOptions): Sending {
  let channels = 0
  const dropped: Record<string, number> = { stalled: 0, closing: 0 }

  function nowOf({ model }: Show): { readonly now: LiveNow; readonly curve: Curve } {
    const sentAt_ms = clock()
    const at_ms = time_ms() ?? sentAt_ms
    const curve = modelCurve(model, at_ms)
    const instant = { at_ms, sentAt_ms, trust: trust(model.showId) }
    return { now: liveNow(model, sales(model.showId), curve, instant), curve }
  }

  function snapshotOf(show: Show): LiveSnapshot {
    const { model } = show
    const { now, curve } = nowOf(show)
    return {
      show: liveSummary(model, sales(model.showId), now),
      products: model.declared?.products ?? [],
      moments: model.moments,
      now,
      curve: thin(curve, CURVE_POINTS_MAX),
      comments: [...model.erased, ...model.comments.slice(-(SNAPSHOT_COMMENTS_MAX - model.erased.length))],
      questions: queueOf(model.voice),
    }
  }

  return {
    now: (show) => nowOf(show).now,
    watch(show) {
      if (show.watched) return show.watched
      channels += 1
      const channel = createChannel(
        `${epoch}.${channels}`,
        () => snapshotOf(show),
        (reason) => {
          if (reason !== null) dropped[reason] = (dropped[reason] ?? 0) + 1
          if (channel.clients.size === 0 && show.watched) show.watched.idleSince_ms = pace()
        },
      )
      show.watched = { channel, sentAt_ms: 0, sentSecond: endOf(nowOf(show).curve), idleSince_ms: null }
      return show.watched
    },
    send(show, watched) {
      const { pending, model } = show
      show.pending = nothingChanged()
      watched.sentAt_ms = pace()
      const { now, curve } = nowOf(show)
      const end = endOf(curve)
      const since = Math.min(pending.firstSecond, watched.sentSecond + 1)
      watched.sentSecond = end
      if (end - since >= FRAME_CURVE_POINTS_MAX) return watched.channel.restart(pace())
      const frame: LiveFrame = {
        now,
        curve: pointsSince(curve, since),
        comments: pending.comments,
        show: pending.declared ? liveSummary(model, sales(model.showId), now) : null,
        products: pending.declared ? (model.declared?.products ?? []) : null,
        moments: pending.moments ? model.moments : null,
        questions: pending.questions ? queueOf(model.voice) : null,
      }
      watched.channel.send(frame, pace())
    },
    dropped: () => ({ ...dropped }),
  }
}

/** Its last second. */
const endOf = (curve: Curve): number => curve.from + curve.viewers.length - 1
