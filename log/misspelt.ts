// Names in the environment that look like a setting and are none: what they say is ignored, and a default is taken in silence.

/** A name that is no setting, and the one that was probably meant; null where none is near. */
export interface Misspelt {
  readonly name: string
  readonly meant: string | null
}

const PREFIX = 'CARTBEAT_'
/** A slip or two: more, and a name that does not begin like ours is somebody else's. */
const SLIPS_MAX = 2
/** A name that begins like ours is one of them all the same, if it is this near to one: a word more or less. */
const EDITS_MAX = 9

/** `known` are the settings there are; names that begin with one of `others` are read by other programs. */
export function misspelt(
  names: readonly string[],
  known: readonly string[],
  others: readonly string[] = [],
): readonly Misspelt[] {
  return names
    .filter((name) => !known.includes(name) && !others.some((other) => name.startsWith(other)))
    .flatMap((name) => {
      const isOurs = name.toUpperCase().startsWith(PREFIX)
      const near = known
        .map((meant) => ({ meant, edits: editsBetween(name.toUpperCase(), meant) }))
        .filter(({ edits }) => edits <= (isOurs ? EDITS_MAX : SLIPS_MAX))
        .toSorted((a, b) => a.edits - b.edits)[0]
      return isOurs || near ? [{ name, meant: near?.meant ?? null }] : []
    })
}

export function misspeltText({ name, meant }: Misspelt): string {
  return `${name} is no setting and does nothing${meant === null ? '' : `: is ${meant} meant?`}`
}

/** Letters to put in, take out or replace, to come from one to the other. Levenshtein 1966. */
function editsBetween(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i)
  for (const [i, letter] of [...a].entries()) {
    const next = [i + 1]
    for (const [j, other] of [...b].entries())
      next.push(Math.min((next[j] ?? 0) + 1, (row[j + 1] ?? 0) + 1, (row[j] ?? 0) + (letter === other ? 0 : 1)))
    row = next
  }
  return row[b.length] ?? 0
}
