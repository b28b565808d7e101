// A session's numbers lie side by side in a block of numbers that many sessions share. As fields of an object every one
// that is no small integer, which no time in ms is, would be a thing of its own on the heap: a heartbeat went to ten of
// them, each as good as never in the processor's cache, and the collector of garbage to all.

/** Sessions of one block. It lives as long as any of them; they come, and are forgotten, about in order. */
const BLOCK_SESSIONS = 256

/** Numbers of one session; NONE where not known, 0 for counts. */
export interface SessionNumbers {
  /** Partition time of the last event. */
  heard_ms: number
  events: number
  startedAt_ms: number
  endedAt_ms: number
  /** The event that source, channel, screen and connection are of: the latest. */
  latestAt_ms: number
  latestSeq: number
  /** The newest run of sequence numbers seen: from, and up to but not with; NONE before the first. */
  seenFrom: number
  seenTo: number
  /** UNCHANGED, BEATING or CHANGED, and since when. */
  change: number
  changed_ms: number
  /** As reported, and cut at endedAt - startedAt. */
  reported_ms: number
  played_ms: number
  rebuffer_ms: number
  droppedFrames: number
  heartbeats: number
  firstJoinedAt_ms: number
  /** Second its presence is looked at next; NONE when not. */
  timeout_s: number
  /** Where it stands in its show's watchBuckets; NONE before it joined. */
  watchBucket: number
  /** The event that userId is of. */
  userAt_ms: number
  startup_ms: number
  startupAt_ms: number
  failures: number
  comments: number
  reactions: number
  shares: number
  impressions: number
  clicks: number
  carts: number
  checkouts: number
  orders: number
  pageViews: number
  late: number
}

/** In this order in the block: what a heartbeat touches first, so that it is few lines of memory. */
const ORDER = [
  'heard_ms',
  'events',
  'startedAt_ms',
  'endedAt_ms',
  'latestAt_ms',
  'latestSeq',
  'seenFrom',
  'seenTo',
  'change',
  'changed_ms',
  'reported_ms',
  'played_ms',
  'rebuffer_ms',
  'droppedFrames',
  'heartbeats',
  'firstJoinedAt_ms',
  'timeout_s',
  'watchBucket',
  'userAt_ms',
  'startup_ms',
  'startupAt_ms',
  'failures',
  'comments',
  'reactions',
  'shares',
  'impressions',
  'clicks',
  'carts',
  'checkouts',
  'orders',
  'pageViews',
  'late',
] as const satisfies readonly (keyof SessionNumbers)[]

type Left = Exclude<keyof SessionNumbers, (typeof ORDER)[number]>
const WIDTH: Left extends never ? number : never = ORDER.length

class Numbers {
  private readonly block: Float64Array
  private readonly from: number

  constructor() {
    if (left === 0) {
      block = new Float64Array(BLOCK_SESSIONS * WIDTH)
      left = BLOCK_SESSIONS
    }
    left -= 1
    this.block = block
    this.from = left * WIDTH
  }

  /** A column of each of the named numbers. */
  static columns(all: readonly Numbers[], names: readonly (keyof SessionNumbers)[]): Float64Array[] {
    const places = names.map((name) => ORDER.indexOf(name))
    const columns = names.map(() => new Float64Array(all.length))
    for (let i = 0; i < all.length; i++) {
      const { block, from } = all[i] as Numbers
      for (let at = 0; at < places.length; at++)
        (columns[at] as Float64Array)[i] = block[from + (places[at] as number)] as number
    }
    return columns
  }

  static {
    ORDER.forEach((name, at) => {
      Object.defineProperty(this.prototype, name, {
        get(this: Numbers) {
          return this.block[this.from + at]
        },
        set(this: Numbers, value: number) {
          this.block[this.from + at] = value
        },
      })
    })
  }
}

let block = new Float64Array(0)
let left = 0

/** Base of what has SessionNumbers as properties; all are 0 at first. */
export const Numbered = Numbers as unknown as (new () => SessionNumbers) & {
  /** A column of each of the named numbers: read where they lie, for saving all of them is a matter of reading. */
  columns(all: readonly SessionNumbers[], names: readonly (keyof SessionNumbers)[]): Float64Array[]
}
