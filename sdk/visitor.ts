// Who: one browser, and the person the shop knows it to be.
import { randomId } from './random.ts'
import type { Shelf } from './shelf.ts'

const VISITOR_KEY = 'cartbeat.visitor'
const USER_KEY = 'cartbeat.user'

export interface Visitor {
  readonly anonymousId: string
  userId: string | null
}

/** Reads the browser's identity, or makes it. */
export function visitorIn(shelf: Shelf): Visitor {
  let id = shelf.get(VISITOR_KEY)
  if (!id) {
    id = randomId()
    shelf.set(VISITOR_KEY, id)
  }
  return { anonymousId: id, userId: shelf.get(USER_KEY) }
}

export function setUser(shelf: Shelf, userId: string): void {
  shelf.set(USER_KEY, userId)
}

/** Another page of this browser let go of the visitor: consent was withdrawn there, and not given again meanwhile. */
export function wasForgotten({ key, newValue }: Pick<StorageEvent, 'key' | 'newValue'>, shelf: Shelf): boolean {
  return key === VISITOR_KEY && newValue === null && shelf.get(VISITOR_KEY) === null
}

export function forgetVisitor(shelf: Shelf): void {
  shelf.remove(VISITOR_KEY)
  shelf.remove(USER_KEY)
}
