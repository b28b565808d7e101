// The README's table of metrics is the registry's.
import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { readMetrics } from './metrics.ts'

it('lists every metric in the README with its unit, and none that is not there', () => {
  const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8')
  const section = readme.slice(readme.indexOf('## Metrics'), readme.indexOf('## Where to read on'))
  const rows = [...section.matchAll(/^\| ([^|]+?) +\| `(\w+)` +\| ([^|]+?) +\|$/gm)].map(([, ...cells]) => cells)
  expect(rows).toEqual([...readMetrics().values()].map(({ title, name, unit }) => [title, name, unit]))
})
