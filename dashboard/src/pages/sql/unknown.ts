// Names the engine does not know, out of its own words. Pure.

export interface UnknownName {
  readonly name: string
  /** What the engine thinks was meant, likeliest first. */
  readonly meant: readonly string[]
}

const FORMS = [
  /^Unknown (?:table )?expression (?:or function )?identifier [`']([^`']+)[`']/,
  /^Identifier [`']([^`']+)[`'] cannot be resolved/,
  /^Function with name [`']([^`']+)[`'] does not exist/,
]

/** The name a query failed for; null where it failed for something else. */
export function unknownIn(detail: string): UnknownName | null {
  const name = FORMS.map((form) => form.exec(detail)?.[1]).find((found) => found !== undefined)
  if (name === undefined) return null
  const list = /Maybe you meant: \[([^\]]*)\]/.exec(detail)?.[1]
  const one = /Maybe you meant ([\w.]+)\?/.exec(detail)?.[1]
  const meant = list === undefined ? [one] : [...list.matchAll(/'([^']+)'/g)].map((found) => found[1])
  return { name, meant: meant.flatMap((word) => (word === undefined ? [] : [word.replace(/^default\./, '')])) }
}
