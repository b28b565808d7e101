// The registry of metrics: one file of sql/metrics each, a header of comments and the SQL.
import { readFileSync, readdirSync } from 'node:fs'
import type { Metric } from '../contract.ts'

const FOLDER = new URL('../../sql/metrics/', import.meta.url)
const FIELDS = ['title', 'unit', 'counts', 'leaves out', 'version'] as const
/** Platforms a header may speak of, as they are written. */
export const PLATFORMS = [
  'TikTok',
  'Taobao',
  'YouTube',
  'GA4',
  'Shopify',
  'Mux',
  'Twitch',
  'CMCD',
  'Plausible',
  'Zendesk',
  'Zoom',
  'Brandwatch',
] as const

/** A file that breaks the form; the message names it and the line. */
export class MetricFileError extends Error {
  override readonly name = 'MetricFileError'
}

/** Every metric of a folder, by name. Throws a MetricFileError. */
export function readMetrics(folder: URL = FOLDER): ReadonlyMap<string, Metric> {
  const files = readdirSync(folder).filter((file) => file.endsWith('.sql'))
  const metrics = files.toSorted().map((file) => parseMetric(file, readFileSync(new URL(file, folder), 'utf8')))
  return new Map(metrics.map((metric) => [metric.name, metric]))
}

/**
 * Reads a file of the form
 *
 *     -- title: Click-through rate
 *     -- unit: share
 *     -- counts: ...
 *     -- leaves out: ...
 *     -- elsewhere: TikTok: "CTR" ...
 *     --   which goes on here
 *     -- version: 1
 *     SELECT ...
 *
 * Each field once, elsewhere as often as there are platforms; a line that begins with three blanks goes on.
 */
export function parseMetric(file: string, text: string): Metric {
  const name = file.replace(/\.sql$/, '')
  const fail = (why: string): never => {
    throw new MetricFileError(`sql/metrics/${file}: ${why}`)
  }
  if (!/^[a-z][a-z0-9_]*$/.test(name)) fail('the name must be lower case words joined by _')
  const lines = text.split('\n')
  const end = lines.findIndex((line) => !line.startsWith('--'))
  const fields = new Map<string, string>()
  const elsewhere: { platform: string; how: string }[] = []
  for (const line of joined(lines.slice(0, end))) {
    const [, key = '', value = ''] = /^([a-z ]+): (.+)$/.exec(line) ?? fail(`"${line}" is no field`)
    if (key === 'elsewhere') {
      const [, platform = '', how = ''] = /^([A-Za-z0-9]+): (.+)$/.exec(value) ?? fail(`"${value}" names no platform`)
      if (!PLATFORMS.some((known) => known === platform)) fail(`platform ${platform} is not known`)
      elsewhere.push({ platform, how })
    } else if (!FIELDS.some((known) => known === key)) fail(`field ${key} is not known`)
    else if (fields.has(key)) fail(`field ${key} stands twice`)
    else fields.set(key, value)
  }
  const field = (key: (typeof FIELDS)[number]): string => fields.get(key) ?? fail(`field ${key} is missing`)
  const version = Number(field('version'))
  if (!Number.isInteger(version) || version < 1) fail('version must be a whole number from 1')
  const sql = lines.slice(end).join('\n').trim()
  if (sql === '') fail('there is no SQL')
  if (!sql.includes('{show:String}') && name !== 'conservation') fail('the SQL does not ask for {show:String}')
  return {
    name,
    title: field('title'),
    unit: field('unit'),
    counts: field('counts'),
    leavesOut: field('leaves out'),
    elsewhere,
    version,
    sql,
  }
}

function joined(lines: readonly string[]): readonly string[] {
  const fields: string[] = []
  for (const line of lines) {
    const goesOn = /^-- {3}(.+)$/.exec(line)
    if (goesOn && fields.length > 0) fields[fields.length - 1] += ` ${goesOn[1]}`
    else if (line.trim() !== '--') fields.push(line.replace(/^-- ?/, ''))
  }
  return fields
}
