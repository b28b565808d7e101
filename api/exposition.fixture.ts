// Reads the Prometheus text format as a scraper does: strict, and sharing no code with what writes it.
// Source: prometheus.io/docs/instrumenting/exposition_formats.

export interface Exposed {
  readonly type: string
  readonly help: string
  /** Value by the sample's name and labels, sorted, e.g. `cartbeat_events_total{outcome="bot"}`. */
  readonly samples: ReadonlyMap<string, number>
}

const NAME = /^[a-zA-Z_:][a-zA-Z0-9_:]*$/
const HISTOGRAM_SUFFIX = /_(bucket|sum|count)$/

/** Families by name. Throws with the line that is wrong. */
export function readExposition(text: string): ReadonlyMap<string, Exposed> {
  if (!text.endsWith('\n')) throw new Error('the last line has no end')
  const families = new Map<string, { type: string; help: string; samples: Map<string, number> }>()
  let open = ''
  for (const line of text.slice(0, -1).split('\n')) {
    const comment = /^# (HELP|TYPE) (\S+) (.+)$/.exec(line)
    if (comment) {
      const [, what, name = '', said = ''] = comment
      if (!NAME.test(name)) throw new Error(`a name that is none: ${line}`)
      if (what === 'HELP') {
        if (families.has(name)) throw new Error(`told twice: ${line}`)
        families.set(name, { type: '', help: said, samples: new Map() })
        open = name
      } else {
        const family = families.get(name)
        if (!family || name !== open || family.type !== '') throw new Error(`a type out of place: ${line}`)
        if (!['counter', 'gauge', 'histogram'].includes(said)) throw new Error(`a type that is none: ${line}`)
        family.type = said
      }
      continue
    }
    const { name, labels, value } = readSample(line)
    const family = families.get(open)
    const belongs = name === open || (family?.type === 'histogram' && name.replace(HISTOGRAM_SUFFIX, '') === open)
    if (!family || family.type === '' || !belongs) throw new Error(`a sample out of place: ${line}`)
    const key = keyOf(name, labels)
    if (family.samples.has(key)) throw new Error(`a sample told twice: ${line}`)
    family.samples.set(key, value)
  }
  return families
}

/** A sample's key with its labels in order. */
export function keyOf(name: string, labels: Readonly<Record<string, string>> = {}): string {
  const sorted = Object.entries(labels).toSorted(([a], [b]) => (a < b ? -1 : 1))
  return sorted.length === 0 ? name : `${name}{${sorted.map(([label, text]) => `${label}=${JSON.stringify(text)}`)}}`
}

function readSample(line: string): { name: string; labels: Record<string, string>; value: number } {
  const [, name = '', inside, written = ''] = /^([^\s{]+)(?:\{(.*)\})? (\S+)$/.exec(line) ?? []
  const value = written === '+Inf' ? Infinity : Number(written)
  if (!NAME.test(name) || Number.isNaN(value)) throw new Error(`no sample: ${line}`)
  const labels: Record<string, string> = {}
  for (let rest = inside ?? ''; rest !== '';) {
    const [whole, label = '', text = ''] =
      /^([a-zA-Z_][a-zA-Z0-9_]*)="((?:[^"\\\n]|\\["\\n])*)"(?:,|$)/.exec(rest) ?? []
    if (whole === undefined || label in labels) throw new Error(`labels that are none: ${line}`)
    labels[label] = text.replace(/\\(.)/g, (_, escaped: string) => (escaped === 'n' ? '\n' : escaped))
    rest = rest.slice(whole.length)
  }
  return { name, labels, value }
}
