// What waits to be sent. Every page owns one key of localStorage; what a dead page left is adopted by a living one.
// An event leaves the outbox only when the collector has answered for it, so it may be sent twice (under the same
// messageId) and is never lost while storage lasts. Without storage it is the same, in memory.
import type { Shelf } from './shelf.ts'

/** What may go first at the bound: 0 heartbeats, then 1; 2 (orders) never. */
export type Rank = 0 | 1 | 2

export interface Entry {
  readonly rank: Rank
  /** The event as JSON. */
  readonly text: string
}

export const OUTBOX_PREFIX = 'cartbeat.q.'
/** Two hours of heartbeats and a busy chat. */
export const OUTBOX_EVENTS_MAX = 1000
/** UTF-16 units; a fifth of what browsers give an origin. */
export const OUTBOX_LENGTH_MAX = 1_000_000
/** A page that has not written for this long is dead (background timers fire at least once a minute). */
export const LEASE_MS = 180_000
/** Older than this the collector no longer takes it. */
const AGE_MAX_MS = 24 * 3600 * 1000

export interface Outbox {
  /** false: full of what may not be dropped, not taken. */
  push(entry: Entry): boolean
  /** The oldest entries, at most so many and so long together, but at least one. */
  peek(events: number, length: number): Entry[]
  entries(): readonly Entry[]
  /** Forgets what was answered for. */
  done(entries: readonly Entry[]): void
  /** Says "still alive" and takes over what dead pages left. Call under a lock, where there is one. */
  adopt(): void
  /** The page goes: others may take over at once. */
  release(): void
  /** Before each send: a page that slept, or came back from the back/forward cache, no longer has what others took over. */
  reclaim(): void
  /** Forgets everything, here and in storage. */
  clear(): void
}

/** Makes room for one more: the oldest of the lowest rank below 2. false: there is none. */
export function evict(entries: { readonly rank: Rank }[]): boolean {
  for (const rank of [0, 1]) {
    const index = entries.findIndex((entry) => entry.rank === rank)
    if (index >= 0) return entries.splice(index, 1).length > 0
  }
  return false
}

export function createOutbox(shelf: Shelf, pageId: string, now: () => number = Date.now): Outbox {
  const key = OUTBOX_PREFIX + pageId
  let entries: Entry[] = []
  let stored = false
  let released = false

  const length = () => entries.reduce((sum, entry) => sum + entry.text.length, 0)

  function keep(): void {
    if (!entries.length) {
      stored = false
      return shelf.remove(key)
    }
    const head = `${now()} ${released ? 0 : now() + LEASE_MS}`
    stored = shelf.set(key, [head, ...entries.map((entry) => entry.rank + entry.text)].join('\n'))
  }

  const over = () => entries.length > OUTBOX_EVENTS_MAX || length() > OUTBOX_LENGTH_MAX

  function push(entry: Entry): boolean {
    if (entry.text.length > OUTBOX_LENGTH_MAX) return false
    entries.push(entry)
    while (over()) if (!evict(entries)) entries.pop()
    return entries.includes(entry)
  }

  return {
    push(entry) {
      const taken = push(entry)
      keep()
      return taken
    },
    peek(events, most) {
      let size = 0
      const end = entries.findIndex((entry, i) => i >= events || ((size += entry.text.length) > most && i > 0))
      return end < 0 ? entries.slice() : entries.slice(0, end)
    },
    entries: () => entries,
    done(answered) {
      const gone = new Set(answered)
      entries = entries.filter((entry) => !gone.has(entry))
      keep()
    },
    adopt() {
      for (const other of shelf.keys(OUTBOX_PREFIX)) {
        if (other === key) continue
        const [head = '', ...lines] = (shelf.get(other) ?? '').split('\n')
        const [at = 0, lease = 0] = head.split(' ').map(Number)
        if (lease > now()) continue
        const before = entries
        if (now() - at < AGE_MAX_MS) entries = [...lines.map(entryOf), ...entries]
        while (over() && evict(entries));
        keep()
        // Kept first, removed then: dying in between sends twice, the other way round loses.
        if (stored || !entries.length) shelf.remove(other)
        else entries = before
      }
      if (entries.length) keep()
    },
    release() {
      released = true
      keep()
    },
    reclaim() {
      released = false
      if (stored && shelf.get(key) === null) entries = []
      keep()
    },
    clear() {
      entries = []
      for (const each of shelf.keys(OUTBOX_PREFIX)) shelf.remove(each)
    },
  }
}

function entryOf(line: string): Entry {
  const rank = Number(line[0])
  return { rank: rank === 0 || rank === 2 ? rank : 1, text: line.slice(1) }
}
