// Versions of the saved state. What a version wrote is read for ever, one upgrade at a time: an upgrade is never changed
// once released, only joined by the next one. Without that a rolling upgrade would have to read the log from its start,
// which is long gone.

/** The version saveState writes. Raise it when what is saved changes, with an upgrade below and a fixture of its bytes. */
export const SAVED_VERSION = 4

/** The first version that is kept; older ones are of before the first release. */
const FIRST_VERSION = 2

/** What a version saved to what the next one does. */
const UPGRADES: Readonly<Record<number, (saved: never) => unknown>> = {
  // Nobody could be erased.
  2: (saved: { readonly rest: { readonly dirty: object } }) => ({
    ...saved,
    saved: 3,
    rest: { ...saved.rest, erased: new Map(), erasedOfLate: [], dirty: { ...saved.rest.dirty, erasures: [] } },
  }),
  // Frames told of every product each time, no show was ever forgotten, and what was remembered was bounded by the partition, whatever the log had of them.
  3: (saved: { readonly rest: Rest3 }) => {
    for (const show of saved.rest.shows.values()) {
      show['framesSinceRepeat'] = 0
      show['heard_ms'] = saved.rest.time_ms
      for (const minute of [...show.minutes, ...show.closedMinutes]) framedFrom3(minute)
    }
    for (const product of saved.rest.dirty.products) framedFrom3(product.of)
    for (const minute of saved.rest.dirty.minutes) framedFrom3(minute)
    return {
      ...saved,
      saved: 4,
      rest: {
        ...saved.rest,
        forgottenShows: [],
        overflow: { ...saved.rest.overflow, productsUnframed: 0, showsForgotten: 0 },
        room: { ...saved.rest.room, messages: 2_000_000, orderIds: 500_000 },
      },
    }
  },
}

type Named = Record<string, unknown>
interface Minute3 extends Named {
  readonly byProduct: ReadonlyMap<string, readonly Named[]>
}
interface Rest3 {
  readonly time_ms: number
  readonly overflow: object
  readonly room: object
  readonly shows: ReadonlyMap<string, Named & { readonly minutes: Minute3[]; readonly closedMinutes: Minute3[] }>
  readonly dirty: { readonly products: readonly { readonly of: Minute3 }[]; readonly minutes: readonly Minute3[] }
}

/** Changed in place: what refers to a minute or a product goes on doing so. */
function framedFrom3(minute: Minute3): void {
  const products = [...minute.byProduct.values()].flat()
  for (const product of products) product['framed'] = false
  minute['framedProducts'] = products
}

/** Saved by a newer Cartbeat than this one, which cannot know what it means. */
export class NewerStateError extends Error {
  override readonly name = 'NewerStateError'
  constructor(version: number) {
    super(`saved by a newer Cartbeat (state version ${version}, this one reads up to ${SAVED_VERSION})`)
  }
}

/** The same as today's version would have saved it. Throws NewerStateError, or an Error for what no version kept has saved. */
export function upgradeSaved(saved: unknown): unknown {
  const version = versionOf(saved)
  if (version > SAVED_VERSION) throw new NewerStateError(version)
  if (version < FIRST_VERSION)
    throw new Error(`saved state has version ${version}; this Cartbeat reads ${FIRST_VERSION} to ${SAVED_VERSION}`)
  let upgraded = saved
  for (let from = version; from < SAVED_VERSION; from++) {
    const upgrade = UPGRADES[from]
    if (upgrade === undefined) throw new Error(`no upgrade of saved state from version ${from}`)
    // Each upgrade names the shape its version saved; that it is of that version is all that can be known of it here.
    upgraded = upgrade(upgraded as never)
  }
  return upgraded
}

function versionOf(saved: unknown): number {
  const version = typeof saved === 'object' && saved !== null && 'saved' in saved ? saved.saved : undefined
  if (typeof version === 'number' && Number.isInteger(version)) return version
  throw new Error('saved state has no version')
}
