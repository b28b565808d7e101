// What a PromQL expression asks for, by Prometheus' own grammar.
import { parser } from '@prometheus-io/lezer-promql'

/** One series an expression reads: a metric, and what its labels must be. */
export interface Selector {
  readonly metric: string
  readonly matchers: readonly { readonly label: string; readonly values: readonly string[] }[]
}

/** Grafana puts these in before it asks. */
const GRAFANA = [
  [/\$__rate_interval/g, '1m'],
  [/\$instance/g, '.*'],
] as const

/** Throws where the expression is no PromQL. */
export function selectorsOf(written: string): readonly Selector[] {
  const text = GRAFANA.reduce((filled, [variable, value]) => filled.replaceAll(variable, value), written)
  const selectors: { metric: string; matchers: { label: string; values: string[] }[] }[] = []
  parser.parse(text).iterate({
    enter({ type, from, to, node }) {
      if (type.isError) throw new Error(`no PromQL at ${from}: ${written}`)
      if (type.name === 'VectorSelector') {
        const name = node.getChild('Identifier')
        selectors.push({ metric: name ? text.slice(name.from, name.to) : '', matchers: [] })
      }
      if (type.name === 'UnquotedLabelMatcher') {
        const [, label = '', value = ''] = /^(\w+)\s*(?:=~?|!=|!~)\s*"(.*)"$/.exec(text.slice(from, to)) ?? []
        selectors.at(-1)?.matchers.push({ label, values: value.split('|') })
      }
    },
  })
  return selectors
}
