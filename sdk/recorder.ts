// From "this happened" to an event in the outbox: who, which visit, which number. Exists only while there is consent.
import { handheld, type Context } from './context.ts'
import { createOutbox, type Rank } from './outbox.ts'
import type { Stream } from './players.ts'
import { randomId } from './random.ts'
import { createSender } from './sender.ts'
import { shelfOf } from './shelf.ts'
import type { InitOptions } from './types.ts'
import { createVisits } from './visits.ts'
import { forgetVisitor, setUser, visitorIn, wasForgotten } from './visitor.ts'

/** Orphans of other pages are looked for this often. */
const ADOPT_EVERY_MS = 60_000

/** What happened, complete but for its identity: that is given when it is recorded, which consent may delay. */
export interface Happening {
  readonly type: 'track' | 'page' | 'identify'
  /** Name of a track or page call. */
  readonly name: string
  /** Properties or traits, as JSON: written out before a number is taken, since what fails must not leave a gap. */
  readonly said: string
  readonly rank: Rank
  /** '' for the store. */
  readonly showId: string
  readonly at_ms: number
  readonly context: Context
  /** What the viewer saw; null without a player. */
  readonly stream: Stream | null
}

export interface Recorder {
  /** false: the outbox is full of orders, and this is not taken. */
  record(happening: Happening): boolean
  identify(userId: string): void
  /** The page is going; it may come back, out of the back/forward cache. */
  leave(): void
  resume(): void
  /** Sends at once what waits. */
  hurry(): void
  /** Another page withdrew consent. */
  isForgotten(event: StorageEvent): boolean
  /** Consent is withdrawn: nothing of it stays in the browser, nothing more is sent. */
  forget(): void
}

export function createRecorder({ url = '', writeKey, channel = 'site' }: InitOptions): Recorder {
  const local = shelfOf('localStorage')
  const visitor = visitorIn(local)
  const visits = createVisits(shelfOf('sessionStorage'), local)
  const outbox = createOutbox(local, randomId())
  const sender = createSender({ url: url.replace(/\/+$/, '') + '/v1/batch', writeKey, outbox })

  function take(): void {
    try {
      outbox.adopt()
      if (outbox.entries().length) sender.wake()
    } catch {
      // What stands in storage may be anyone's; ours goes on.
    }
  }

  /** Under a lock where there is one, so that no two pages take the same orphan. Without, it may be sent twice. */
  function adopt(): void {
    if (!navigator.locks) take()
    else
      navigator.locks
        .request('cartbeat.adopt', { ifAvailable: true }, (lock) => (lock ? take() : undefined))
        .catch(take)
  }

  visits.claim()
  adopt()
  const timer = setInterval(adopt, ADOPT_EVERY_MS)

  return {
    record({ type, name, said, rank, showId, at_ms, context, stream }) {
      const { id, seq } = visits.next(showId, at_ms)
      const head = JSON.stringify({
        type,
        ...(type === 'track' ? { event: name } : type === 'page' ? { name } : {}),
        messageId: `${id}.${seq}`,
        anonymousId: visitor.anonymousId,
        ...(visitor.userId !== null && { userId: visitor.userId }),
        timestamp: new Date(at_ms).toISOString(),
        context: {
          ...context,
          cartbeat: {
            sessionId: id,
            seq,
            showId: showId || null,
            mediaTime_ms: stream?.mediaTime_ms ?? null,
            latency_ms: stream?.latency_ms ?? null,
            channel,
            screen: handheld(),
          },
        },
      })
      const taken = outbox.push({
        rank,
        text: `${head.slice(0, -1)},"${type === 'identify' ? 'traits' : 'properties'}":${said}}`,
      })
      sender.wake()
      return taken
    },
    identify(userId) {
      visitor.userId = userId
      setUser(local, userId)
    },
    leave() {
      // Released before anything else can fail: the next page takes over at once.
      outbox.release()
      visits.park()
      sender.leave()
    },
    resume() {
      visits.claim()
      sender.resume()
      adopt()
    },
    hurry: () => sender.hurry(),
    isForgotten: (event) => wasForgotten(event, local),
    forget() {
      clearInterval(timer)
      sender.close()
      outbox.clear()
      visits.clear()
      forgetVisitor(local)
    },
  }
}
