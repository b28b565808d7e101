// Versions of the saved state. What a version wrote is read for ever, one upgrade at a time: an upgrade is never changed
// once released, only joined by the next one. Without that a rolling upgrade would have to read the log from its start,
// which is long gone.

/** The version saveState writes. Raise it when what is saved changes, with an upgrade below and a fixture of its bytes. */
export const SAVED_VERSION = 3

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
    upgraded = upgrade(upgraded as never)
  }
  return upgraded
}

function versionOf(saved: unknown): number {
  const version = typeof saved === 'object' && saved !== null && 'saved' in saved ? saved.saved : undefined
  if (typeof version === 'number' && Number.isInteger(version)) return version
  throw new Error('saved state has no version')
}
