// The browser SDK's face. Every call is guarded: whatever the page has done to the browser, nothing in here throws into it.
import { asksForPrivacy, beatContextOf, contextOf, pageOf } from './context.ts'
import { evict, OUTBOX_EVENTS_MAX, type Rank } from './outbox.ts'
import { follow, type Follower } from './player.ts'
import { randomId } from './random.ts'
import { createRecorder, type Happening, type Recorder } from './recorder.ts'
import type { Cartbeat, Consent, InitOptions, Product } from './types.ts'
import { beatOf, checkoutOf, commentOf, EVENT_NAMES, orderOf, productOf } from './wire.ts'

type Name = keyof typeof EVENT_NAMES
type Properties = Record<string, unknown>
type About = Pick<Happening, 'rank' | 'showId' | 'stream' | 'context'>

/** Reactions of one kind that follow each other faster than this leave as one event with their count. */
const REACTION_FOLD_MS = 500

let settings: InitOptions | null = null
let decision: Consent = 'denied'
let recorder: Recorder | null = null
/** While consent is pending: in memory, and nowhere else. */
let waiting: Happening[] = []
let waitingUser: string | null = null
/** What is watched now: the show of everything that happens meanwhile. */
let watched: { readonly showId: string; follower: Follower | null } | null = null
const reactions = new Map<string, number>()

/** The function, except that a throw becomes the fallback. */
function guard<A extends unknown[], R>(act: (...args: A) => R, fallback: R): (...args: A) => R {
  return (...args) => {
    try {
      return act(...args)
    } catch {
      return fallback
    }
  }
}
const quiet = <A extends unknown[]>(act: (...args: A) => void) => guard<A, void>(act, undefined)

const showNow = () => watched?.showId ?? settings?.showId ?? ''
const streamNow = () => watched?.follower?.stream() ?? null

/** true when it was recorded, or waits for consent. */
function happen(
  type: Happening['type'],
  name: string,
  properties: Properties,
  { rank = 1, showId = showNow(), stream = streamNow(), context = contextOf() }: Partial<About> = {},
): boolean {
  if (!settings || decision === 'denied') return false
  const said = JSON.stringify(properties)
  const happening = { type, name, said, rank, showId, stream, at_ms: Date.now(), context }
  if (recorder) return recorder.record(happening)
  waiting.push(happening)
  if (waiting.length > OUTBOX_EVENTS_MAX && !evict(waiting)) return waiting.pop() !== happening
  return true
}

const track = (name: Name, properties: Properties, rank: Rank = 1) =>
  happen('track', EVENT_NAMES[name], properties, { rank })
const productCall = (name: Name) => quiet((product: Product) => void track(name, productOf(product)))

function decide(next: Consent): void {
  if (!settings) return
  const before = decision
  // The browser's own signal stands above what a page says in its visitor's name.
  decision = asksForPrivacy() ? 'denied' : next === 'granted' || next === 'pending' ? next : 'denied'
  if (decision === 'denied') {
    recorder?.forget()
    recorder = null
    waiting = []
    waitingUser = null
  }
  if (decision !== 'granted' || recorder) return
  recorder = createRecorder(settings)
  if (waitingUser !== null) recorder.identify(waitingUser)
  for (const happening of waiting) recorder.record(happening)
  waiting = []
  if (before === 'pending') track('consent.changed', { analytics: true })
}

function flushReactions(reaction: string): void {
  const count = reactions.get(reaction) ?? 0
  reactions.delete(reaction)
  if (count > 0) track('reaction.sent', { reaction, count })
}

function leave(): void {
  for (const reaction of reactions.keys()) flushReactions(reaction)
  watched?.follower?.leave()
  recorder?.leave()
}

function watch(video: HTMLVideoElement | null, showId: string, player: unknown): () => void {
  watched?.follower?.stop()
  const mine: typeof watched = { showId, follower: null }
  watched = mine
  if (video) {
    const report = guard<Parameters<Parameters<typeof follow>[2]>, void>(({ kind, properties, stream }) => {
      if (kind !== 'player.heartbeat') happen('track', EVENT_NAMES[kind], properties, { showId, stream })
      else happen('track', EVENT_NAMES[kind], beatOf(properties), { rank: 0, showId, stream, context: beatContextOf() })
    }, undefined)
    mine.follower = guard(follow, null)(video, player, report)
  }
  return () => {
    mine.follower?.stop()
    if (watched === mine) watched = null
  }
}

const cartbeat: Cartbeat = {
  init: quiet((options) => {
    if (settings) return
    settings = { ...options }
    addEventListener('pagehide', quiet(leave))
    addEventListener(
      'pageshow',
      quiet((event: PageTransitionEvent) => {
        if (!event.persisted) return
        recorder?.resume()
        watched?.follower?.resume()
      }),
    )
    addEventListener(
      'online',
      quiet(() => recorder?.hurry()),
    )
    addEventListener(
      'storage',
      quiet((event: StorageEvent) => recorder?.isForgotten(event) && decide('denied')),
    )
    // On window: after the document's own listeners, so that the player's last report goes with it.
    addEventListener(
      'visibilitychange',
      quiet(() => document.visibilityState === 'hidden' && recorder?.hurry()),
    )
    decide(options.consent ?? 'granted')
  }),
  watch: (video, options) => ({
    stop: quiet(
      guard(
        () => watch(video, options.showId, options.player),
        () => {},
      )(),
    ),
  }),
  chat: guard((text, options = {}) => {
    if (!text.trim()) return ''
    const commentId = options.commentId ?? randomId()
    return track('chat.posted', commentOf(commentId, text, options)) ? commentId : ''
  }, ''),
  react: quiet((reaction) => {
    const folded = reactions.get(reaction)
    if (folded !== undefined) return void reactions.set(reaction, folded + 1)
    track('reaction.sent', { reaction, count: 1 })
    reactions.set(reaction, 0)
    setTimeout(quiet(flushReactions), REACTION_FOLD_MS, reaction)
  }),
  share: quiet((target) => void track('share.sent', { target })),
  productSeen: productCall('product.seen'),
  productViewed: productCall('product.viewed'),
  productClicked: productCall('product.clicked'),
  productAdded: productCall('product.added'),
  productRemoved: productCall('product.removed'),
  checkout: quiet((checkout) => void track('checkout.started', checkoutOf(checkout))),
  order: quiet((order) => void track('order.completed', orderOf(order), 2)),
  identify: quiet((userId, traits = {}) => {
    if (recorder) recorder.identify(userId)
    else if (decision === 'pending') waitingUser = userId
    happen('identify', '', traits)
  }),
  page: quiet((options = {}) => {
    const page = { ...pageOf(), ...options }
    happen('page', page.title, page)
  }),
  track: quiet((name, properties = {}) => void happen('track', name, properties)),
  consent: quiet(decide),
}

export default cartbeat
