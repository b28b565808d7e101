// Every metric, label and value that the dashboard and the alerts ask for is told by a running service.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { readExposition } from '../api/exposition.fixture.ts'
import { startService, type Service } from '../service/service.ts'
import { PATIENCE_MS } from '../testing/patience.ts'
import { alerts, dashboard, runbooks } from './documents.fixture.ts'
import { selectorsOf, type Selector } from './promql.fixture.ts'

/** What Prometheus knows by itself. */
const OWN_METRICS = ['up']
/** Put on by Prometheus: who was scraped. */
const OWN_LABELS = ['instance', 'job', 'role']

let dataDir: string
let service: Service
/** By a sample's name, the label values it was told with. */
let exposed: ReadonlyMap<string, readonly Readonly<Record<string, string>>[]>

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'cartbeat-operations-'))
  service = await startService({ host: '127.0.0.1', port: 0, dataDir, writeKeys: 'demo', adminToken: null })
  const event = {
    type: 'track',
    event: 'Live Comment Posted',
    messageId: 'm',
    anonymousId: 'v',
    properties: { text: 'hello' },
    context: { cartbeat: { sessionId: 's', seq: 0, showId: 'kitchen' } },
  }
  const body = JSON.stringify({ writeKey: 'demo', batch: [event] })
  const headers = { 'content-type': 'application/json' }
  expect((await fetch(`${service.url}/v1/batch`, { method: 'POST', headers, body })).status).toBe(200)
  exposed = await vi.waitFor(async () => {
    const families = readExposition(await (await fetch(`${service.url}/metrics`)).text())
    expect(families.has('cartbeat_show_viewers')).toBe(true)
    expect(families.get('cartbeat_pipeline_events_total')?.samples.size).toBe(4)
    return samplesOf([...families.values()].flatMap(({ samples }) => [...samples.keys()]))
  }, PATIENCE_MS)
})
afterAll(async () => {
  await service?.stop()
  await rm(dataDir, { recursive: true, force: true })
})

/** Keys as exposition.fixture.ts writes them. */
function samplesOf(keys: readonly string[]): Map<string, Record<string, string>[]> {
  const found = new Map<string, Record<string, string>[]>()
  for (const key of keys) {
    const [name = '', inside = ''] = key.split(/[{}]/)
    const labels = Object.fromEntries(
      [...inside.matchAll(/(\w+)="([^"]*)"/g)].map(([, label, value]) => [label, value]),
    )
    found.set(name, [...(found.get(name) ?? []), labels as Record<string, string>])
  }
  return found
}

function missing({ metric, matchers }: Selector): readonly string[] {
  if (OWN_METRICS.includes(metric)) return []
  const samples = exposed.get(metric)
  if (!samples) return [metric]
  return matchers
    .filter(({ label }) => !OWN_LABELS.includes(label))
    .flatMap(({ label, values }) =>
      values
        .filter((value) => !samples.some((labels) => labels[label] === value))
        .map((value) => `${metric} ${label}=${value}`),
    )
}

const asked = [
  ...alerts.map(({ alert, expr }) => [alert, expr] as const),
  ...dashboard.panels.flatMap(({ title, targets = [] }) => targets.map(({ expr }) => [title, expr] as const)),
]

it.each(asked)('%s asks for what there is', (_, expr) => {
  const selectors = selectorsOf(expr)
  expect(selectors.length).toBeGreaterThan(0)
  expect(selectors.flatMap(missing)).toEqual([])
})

it('would see a name that is gone', () => {
  expect(missing({ metric: 'cartbeat_gone', matchers: [] })).toEqual(['cartbeat_gone'])
  const refused = {
    metric: 'cartbeat_requests_refused_total',
    matchers: [{ label: 'reason', values: ['full', 'fool'] }],
  }
  expect(missing(refused)).toEqual(['cartbeat_requests_refused_total reason=fool'])
})

it('answers what the runbooks ask in SQL', async () => {
  const statements = [...runbooks().values()].flatMap((text) => [...text.matchAll(/```sql\n([^]*?)\n```/g)])
  expect(statements.length).toBeGreaterThan(0)
  for (const [, sql] of statements) {
    const headers = { 'content-type': 'application/json' }
    const answer = await fetch(`${service.url}/v1/sql`, { method: 'POST', headers, body: JSON.stringify({ sql }) })
    expect([sql, answer.status]).toEqual([sql, 200])
  }
})
