// The dashboard, the alerts and the runbooks as they stand in this folder and in OPERATIONS.md.
import { readFileSync } from 'node:fs'
import { parse } from 'yaml'

const read = (path: string) => readFileSync(new URL(path, import.meta.url), 'utf8')

export interface Panel {
  readonly id: number
  readonly type: string
  readonly title: string
  readonly datasource?: { readonly type: string; readonly uid: string }
  readonly gridPos: { readonly x: number; readonly y: number; readonly w: number; readonly h: number }
  readonly targets?: readonly { readonly expr: string; readonly datasource: { readonly uid: string } }[]
  readonly fieldConfig?: { readonly defaults: { readonly unit?: string } }
}

export interface Dashboard {
  readonly uid: string
  readonly schemaVersion: number
  readonly templating: { readonly list: readonly { readonly name: string; readonly type: string }[] }
  readonly panels: readonly Panel[]
}

export interface Alert {
  readonly alert: string
  readonly expr: string
  readonly for?: string
  readonly labels: Readonly<Record<string, string>>
  readonly annotations: Readonly<Record<string, string>>
}

export const dashboard = JSON.parse(read('grafana/cartbeat.json')) as Dashboard
export const alertsText = read('prometheus/alerts.yml')
export const alerts = (parse(alertsText) as { groups: { rules: Alert[] }[] }).groups.flatMap(({ rules }) => rules)
export interface ScrapeConfig {
  readonly job_name: string
  readonly static_configs?: readonly { readonly labels: Readonly<Record<string, string>> }[]
  readonly dns_sd_configs?: readonly { readonly names: readonly string[]; readonly port: number }[]
  readonly relabel_configs?: readonly { readonly source_labels: readonly string[]; readonly target_label: string }[]
}

export function scrapeConfigs(file: string): readonly ScrapeConfig[] {
  return (parse(read(`prometheus/${file}`)) as { scrape_configs: ScrapeConfig[] }).scrape_configs
}

export const operations = read('../OPERATIONS.md')

/** Text under each heading of the third level below "## Runbooks". */
export function runbooks(): ReadonlyMap<string, string> {
  const chapter = /^## Runbooks$([^]*?)(?=^## )/m.exec(`${operations}\n## `)?.[1] ?? ''
  const parts = chapter.split(/^### /m).slice(1)
  return new Map(parts.map((part) => [part.split('\n', 1)[0]?.trim() ?? '', part.slice(part.indexOf('\n'))]))
}
