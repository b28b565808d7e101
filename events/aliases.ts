// Wire names -> kinds. Segment's Video and Ecommerce v2 names (v1's too), and our own Live names for what Segment has no
// word for. Matching ignores case, spaces, _ and -, since libraries write "Product Viewed", "product_viewed", "productViewed".
import { EVENT_KINDS, type EventKind } from './contract.ts'

/** What each name means. A kind's first name is its canonical one, which the SDK sends. */
const NAMES: Partial<Record<EventKind, readonly string[]>> = {
  'consent.changed': ['Consent Preference Updated', 'Segment Consent Preference Updated', 'Live Consent Changed'],

  'player.starting': ['Video Playback Started'],
  'player.playing': ['Video Content Started', 'Video Playback Resumed'],
  'player.paused': ['Video Playback Paused'],
  'player.rebuffer_started': ['Video Playback Buffer Started'],
  'player.rebuffer_ended': ['Video Playback Buffer Completed'],
  'player.seek_started': ['Video Playback Seek Started'],
  'player.seek_ended': ['Video Playback Seek Completed'],
  'player.quality_changed': ['Video Quality Updated'],
  'player.heartbeat': ['Video Content Playing', 'Video Playback Heartbeat'],
  // Segment's Interrupted is any unwished end; without an error it is an exit (validate.ts decides by what it carries).
  'player.failed': ['Video Playback Interrupted', 'Video Playback Failed', 'Video Playback Error'],
  'player.ended': ['Video Playback Completed', 'Video Content Completed'],
  'player.exited': ['Video Playback Exited'],

  'chat.posted': ['Live Comment Posted'],
  'reaction.sent': ['Live Reaction Sent'],
  'share.sent': ['Live Show Shared', 'Live Share Sent', 'Product Shared'],

  // A list of several products stays 'custom': one wire event is one Event, and an impression is of one product.
  'product.seen': ['Live Product Seen', 'Product List Viewed'],
  'product.viewed': ['Product Viewed', 'Viewed Product'],
  'product.clicked': ['Product Clicked'],
  'product.added': ['Product Added', 'Added Product'],
  'product.removed': ['Product Removed', 'Removed Product'],
  'checkout.started': ['Checkout Started'],
  'order.completed': ['Order Completed', 'Completed Order'],
  'order.refunded': ['Order Refunded'],

  'show.scheduled': ['Live Show Scheduled'],
  'show.started': ['Live Show Started'],
  'show.ended': ['Live Show Ended'],
  'moment.started': [
    'Live Product Pinned',
    'Live Offer Started',
    'Live Game Started',
    'Live Poll Started',
    'Live Guest Joined',
    'Live Moment Started',
  ],
  'moment.ended': [
    'Live Product Unpinned',
    'Live Offer Ended',
    'Live Game Ended',
    'Live Poll Ended',
    'Live Guest Left',
    'Live Moment Ended',
  ],
  'question.marked': ['Live Question Marked'],
  'visitor.erased': ['Visitor Erased'],
}

const BY_NAME: ReadonlyMap<string, EventKind> = new Map(
  EVENT_KINDS.flatMap((kind) => (NAMES[kind] ?? []).map((name): [string, EventKind] => [name, kind])),
)
const BY_FOLDED: ReadonlyMap<string, EventKind> = new Map([...BY_NAME].map(([name, kind]) => [fold(name), kind]))

function fold(name: string): string {
  return name.replace(/[\s_-]+/g, '').toLowerCase()
}

// Most events are called as the one before: comparing is cheaper than hashing a name that came just now.
let lastName = ''
let lastKind: EventKind = 'custom'

/** Kind of a track call by its name; 'custom' where the name is not one of ours. */
export function kindOf(name: string): EventKind {
  if (name !== lastName) {
    lastKind = BY_NAME.get(name) ?? BY_FOLDED.get(fold(name)) ?? 'custom'
    lastName = name
  }
  return lastKind
}

/** The name the SDK sends for a kind: the first in the list above; null for kinds that are no track call. */
export function wireNameOf(kind: EventKind): string | null {
  return NAMES[kind]?.[0] ?? null
}

const HOST_KINDS: ReadonlySet<EventKind> = new Set(
  EVENT_KINDS.filter((kind) => /^(show|moment|question)\.|^visitor\.erased$/.test(kind)),
)

/** What only the host may say: never taken over a public key. */
export function isHostKind(kind: EventKind): boolean {
  return HOST_KINDS.has(kind)
}
