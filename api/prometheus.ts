// The Prometheus text format, version 0.0.4.
// Source: prometheus.io/docs/instrumenting/exposition_formats.

export type Labels = Readonly<Record<string, string | number>>
export type Samples = readonly (readonly [Labels, number])[]

/** One metric with everything it is told for. */
export type Family =
  | { readonly name: string; readonly kind: 'counter' | 'gauge'; readonly help: string; readonly samples: Samples }
  | { readonly name: string; readonly kind: 'histogram'; readonly help: string; readonly histogram: Histogram }

/** Counts by upper bound, ascending, each alone (not added up); one more count than bounds, of what is beyond them. */
export interface Histogram {
  readonly bounds: readonly number[]
  readonly counts: readonly number[]
  readonly sum: number
}

/** A family of which nothing is known is left out. */
export function prometheusText(families: readonly Family[]): string {
  return families
    .map((family) => {
      const lines = family.kind === 'histogram' ? histogramLines(family.name, family.histogram) : samplesOf(family)
      if (lines.length === 0) return ''
      return `# HELP ${family.name} ${escapeHelp(family.help)}\n# TYPE ${family.name} ${family.kind}\n${lines.join('')}`
    })
    .join('')
}

function samplesOf({ name, samples }: { readonly name: string; readonly samples: Samples }): readonly string[] {
  return samples.map(([labels, value]) => sample(name, labels, value))
}

/** Each bucket holds all below it as well. */
function histogramLines(name: string, { bounds, counts, sum }: Histogram): readonly string[] {
  let below = 0
  const buckets = counts.map((count, i) => sample(`${name}_bucket`, { le: bounds[i] ?? '+Inf' }, (below += count)))
  return [...buckets, sample(`${name}_sum`, {}, sum), sample(`${name}_count`, {}, below)]
}

function sample(name: string, labels: Labels, value: number): string {
  const entries = Object.entries(labels).map(([key, label]) => `${key}="${escapeLabel(String(label))}"`)
  return `${name}${entries.length === 0 ? '' : `{${entries.join(',')}}`} ${value}\n`
}

const escapeHelp = (text: string): string => text.replaceAll('\\', '\\\\').replaceAll('\n', '\\n')
const escapeLabel = (text: string): string => escapeHelp(text).replaceAll('"', '\\"')
