// Sessions by their id, in a hash table of numbers: a Map would wait for memory four times a lookup, one place after
// another, and no lookup could begin before the one ahead of it is done. Here the waits of many lookups pass at once.
import { getRandomValues } from 'node:crypto'
import { ID_LENGTH_MAX } from '../../events/limits.ts'
import type { Session } from './visitor.ts'

/** Slots at least, a power of two. */
const SLOTS_MIN = 1024
/** Of all slots at most half are taken; where less than an eighth is, the table shrinks. */
const SLOTS_PER_SESSION = 2
const SLOTS_PER_SESSION_MAX = 8
/** The longest id: one that is made of a messageId and a visitorId, with a mark before each. UTF-16 units. */
const LONGEST = 2 * ID_LENGTH_MAX + 2
/**
 * A secret word for each place in an id, other in every process and of no consequence for what is found. Viewers choose their
 * ids: whatever they choose, two of them have one hash with a chance of 2 ** -17 at most (Carter and Wegman, JCSS 1979; the odds of
 * a product's low bits are those of the widest power of two in the units' difference).
 */
const WORDS = new Int32Array(LONGEST + 1)
getRandomValues(WORDS)
const FREE = 0

/** The first session of each id: those of one id in several shows hang on one another, see audience/session.ts. */
export class SessionIndex {
  /** Of the id in each slot; FREE where there is none. A session stands in the first free slot from its hash on. */
  #hashes = new Int32Array(SLOTS_MIN)
  #sessions: (Session | null)[] = new Array<Session | null>(SLOTS_MIN).fill(null)
  #size = 0

  /** Ids there are. */
  get size(): number {
    return this.#size
  }

  /** Room there is. */
  get slots(): number {
    return this.#hashes.length
  }

  get(id: string): Session | undefined {
    return this.#sessions[this.#slotOf(id, hashOf(id))] ?? undefined
  }

  /** In place of the one of the same id, if there is one. */
  set(session: Session): void {
    const hash = hashOf(session.id)
    const slot = this.#slotOf(session.id, hash)
    if (this.#hashes[slot] === FREE) this.#size += 1
    this.#hashes[slot] = hash
    this.#sessions[slot] = session
    if (this.#size * SLOTS_PER_SESSION > this.#hashes.length) this.#resize(this.#hashes.length * 2)
  }

  delete(id: string): void {
    let free = this.#slotOf(id, hashOf(id))
    if (this.#hashes[free] === FREE) return
    this.#size -= 1
    const last = this.#hashes.length - 1
    // Who stands behind moves up, unless their slots begin behind the free one.
    for (let slot = (free + 1) & last; this.#hashes[slot] !== FREE; slot = (slot + 1) & last) {
      const home = (this.#hashes[slot] as number) & last
      if (((slot - home) & last) < ((slot - free) & last)) continue
      this.#hashes[free] = this.#hashes[slot] as number
      this.#sessions[free] = this.#sessions[slot] as Session
      free = slot
    }
    this.#hashes[free] = FREE
    this.#sessions[free] = null
    if (this.#size * SLOTS_PER_SESSION_MAX < last && last >= SLOTS_MIN) this.#resize(this.#hashes.length / 2)
  }

  /**
   * The sessions of `ids`, in their order; null where there is none. Ids are looked up side by side, each step for all of them
   * before the next.
   */
  getAll(ids: readonly (string | null)[]): (Session | null)[] {
    const hashes = ids.map((id) => (id === null ? FREE : hashOf(id)))
    const last = this.#hashes.length - 1
    let read = 0
    for (let i = 0; i < hashes.length; i++) read |= this.#hashes[(hashes[i] as number) & last] as number
    const found: (Session | null)[] = []
    for (let i = 0; i < hashes.length; i++) found.push(this.#firstLike(hashes[i] as number))
    for (let i = 0; i < found.length; i++) read |= found[i]?.id.length ?? 0
    keep[0] = read
    for (let i = 0; i < found.length; i++) {
      const [session, id] = [found[i] as Session | null, ids[i] as string | null]
      // Two ids of one hash: the slow way tells them apart.
      if (session !== null && id !== null && session.id !== id) found[i] = this.get(id) ?? null
    }
    return found
  }

  /** The first session whose id has this hash. */
  #firstLike(hash: number): Session | null {
    if (hash === FREE) return null
    const last = this.#hashes.length - 1
    let slot = hash & last
    while (this.#hashes[slot] !== FREE && this.#hashes[slot] !== hash) slot = (slot + 1) & last
    return this.#sessions[slot] as Session | null
  }

  /** Where the id stands, or the free slot where it would. */
  #slotOf(id: string, hash: number): number {
    const last = this.#hashes.length - 1
    let slot = hash & last
    for (;;) {
      const there = this.#hashes[slot]
      if (there === FREE || (there === hash && this.#sessions[slot]?.id === id)) return slot
      slot = (slot + 1) & last
    }
  }

  #resize(slots: number): void {
    const [hashes, sessions] = [this.#hashes, this.#sessions]
    this.#hashes = new Int32Array(slots)
    this.#sessions = new Array<Session | null>(slots).fill(null)
    for (let i = 0; i < hashes.length; i++) {
      const hash = hashes[i] as number
      if (hash === FREE) continue
      let slot = hash & (slots - 1)
      while (this.#hashes[slot] !== FREE) slot = (slot + 1) & (slots - 1)
      this.#hashes[slot] = hash
      this.#sessions[slot] = sessions[i] as Session
    }
  }
}

/** Keeps the engine from leaving out what is read for nothing. */
const keep = new Int32Array(1)

/** Never FREE. Mixed as MurmurHash3 ends (public domain), since the lower bits choose the slot. */
export function hashOf(id: string): number {
  // No event has a longer one: if one had, its beginning would do to find it.
  const length = Math.min(id.length, LONGEST)
  let hash = Math.imul(length, WORDS[LONGEST] as number)
  for (let i = 0; i < length; i++) hash = (hash + Math.imul(id.charCodeAt(i), WORDS[i] as number)) | 0
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  hash ^= hash >>> 16
  return hash === FREE ? 1 : hash
}
