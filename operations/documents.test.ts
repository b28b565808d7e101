// Dashboard and alerts can be loaded, and everything that alerts has a runbook.
import { describe, expect, it } from 'vitest'
import { ROLES } from '../service/role.ts'
import { alerts, alertsText, dashboard, operations, runbooks, scrapeConfigs, type Panel } from './documents.fixture.ts'
import { selectorsOf } from './promql.fixture.ts'

describe('selectorsOf', () => {
  it('finds metrics and what their labels must be', () => {
    expect(selectorsOf('sum by (le) (rate(a_total{x="1", y=~"b|c"}[$__rate_interval])) / on () max(d) > 2')).toEqual([
      {
        metric: 'a_total',
        matchers: [
          { label: 'x', values: ['1'] },
          { label: 'y', values: ['b', 'c'] },
        ],
      },
      { metric: 'd', matchers: [] },
    ])
  })
  it.each(['sum(a', 'rate(a[m])', 'a{x=1}', 'a >'])('takes no %s', (text) => {
    expect(() => selectorsOf(text)).toThrow('no PromQL')
  })
})

describe('the dashboard', () => {
  const shown = dashboard.panels.filter(({ type }) => type !== 'row')

  it('asks the data source its reader chooses, and says what every figure is measured in', () => {
    expect(dashboard.templating.list.map(({ name, type }) => [name, type])).toEqual([
      ['datasource', 'datasource'],
      ['instance', 'query'],
    ])
    for (const { title, type, datasource, targets = [], fieldConfig } of shown) {
      expect([title, datasource?.uid]).toEqual([title, '${datasource}'])
      expect([title, targets.length > 0]).toEqual([title, true])
      for (const target of targets) {
        expect([title, target.datasource.uid]).toEqual([title, '${datasource}'])
        expect(() => selectorsOf(target.expr)).not.toThrow()
      }
      if (type !== 'table') expect([title, fieldConfig?.defaults.unit]).toEqual([title, expect.stringMatching(/./)])
    }
  })

  it('has each panel in a place of its own', () => {
    expect(new Set(dashboard.panels.map(({ id }) => id)).size).toBe(dashboard.panels.length)
    const overlap = ({ gridPos: a }: Panel, { gridPos: b }: Panel) =>
      a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h
    for (const [i, panel] of dashboard.panels.entries()) {
      expect(panel.gridPos.x + panel.gridPos.w).toBeLessThanOrEqual(24)
      for (const other of dashboard.panels.slice(0, i))
        expect([panel.title, other.title, overlap(panel, other)]).toEqual([panel.title, other.title, false])
    }
  })
})

describe('the alerts', () => {
  it('say how bad it is, why their bound is what it is, and where it stands what to do', () => {
    for (const { alert, expr, labels, annotations } of alerts) {
      expect(() => selectorsOf(expr)).not.toThrow()
      expect([alert, labels['severity']]).toEqual([alert, expect.stringMatching(/^(critical|warning)$/)])
      expect([alert, annotations['runbook_url']]).toEqual([alert, `OPERATIONS.md#${alert.toLowerCase()}`])
      expect(annotations['summary']).toMatch(/\S/)
      expect([alert, new RegExp(`- alert: ${alert}\\n +# .{20}`).test(alertsText)]).toEqual([alert, true])
    }
  })

  it('tell of a glass that nothing has come to yet, for which no age is told', () => {
    const glass = alerts.find(({ alert }) => alert === 'CartbeatGlassOld')
    const [age, lacking, ...more] = (glass?.expr ?? '').split(/\bor\b/).map(selectorsOf)
    expect([age, lacking].map((read) => read?.map(({ metric }) => metric))).toEqual([
      ['cartbeat_live_age_seconds'],
      ['cartbeat_log_partitions', 'cartbeat_live_partitions'],
    ])
    expect(more).toEqual([])
  })

  it('know each part by the label its targets are given, and ask for each', () => {
    const single = scrapeConfigs('prometheus.yml')
    expect(
      single.map(({ job_name, static_configs }) => [job_name, static_configs?.map(({ labels }) => labels)]),
    ).toEqual([['cartbeat', [{ role: 'all' }]]])
    // By name, as compose has them: the name a target was found by is its role.
    const parts = ROLES.filter((role) => role !== 'all').toSorted()
    const [composed, ...more] = scrapeConfigs('prometheus.compose.yml')
    expect([composed?.job_name, composed?.dns_sd_configs?.flatMap(({ names }) => names).toSorted(), more]).toEqual([
      'cartbeat',
      parts,
      [],
    ])
    expect(composed?.relabel_configs).toEqual([{ source_labels: ['__meta_dns_name'], target_label: 'role' }])
    const gone = alerts.find(({ alert }) => alert === 'CartbeatRoleGone')?.expr ?? ''
    const absent = [...gone.matchAll(/absent\(up\{job="cartbeat", role=~"(\w+)\|all"\} == 1\), "role", "(\w+)"/g)]
    expect(absent.map(([, asked, said]) => [asked, said]).toSorted()).toEqual(parts.map((part) => [part, part]))
  })

  it('have a runbook each, which says what it means, what to look at, what to do, and when it is over', () => {
    expect([...runbooks().keys()].toSorted()).toEqual(alerts.map(({ alert }) => alert).toSorted())
    for (const [alert, text] of runbooks())
      for (const part of ['It means', 'Look at', 'Do', 'Over when'])
        expect([alert, part, text.includes(`**${part}**`)]).toEqual([alert, part, true])
  })

  it('are in the table of what to watch, with their severity', () => {
    const rows = [...operations.matchAll(/^\| \[(Cartbeat\w+)\]\(#(\w+)\) \| (\w+) \|/gm)]
    expect(rows.map(([, name, anchor, severity]) => [name, anchor, severity])).toEqual(
      alerts.map(({ alert, labels }) => [alert, alert.toLowerCase(), labels['severity']]),
    )
  })
})
