// Negative controls: each runs a scenario with a deliberate bug in the service, and must turn it red. A suite that stays green
// under one of them proves nothing about the rule it breaks.
import { setTimeout as delay } from 'node:timers/promises'
import type { ClusterScenario } from './scenario.ts'
import { ALONE } from './scenarios/members.ts'
import { sql } from './world/sql.ts'

export interface Control {
  readonly rule: string
  readonly scenario: ClusterScenario
  /** What the oracle has to say. */
  readonly says: RegExp
}

const POLL_MS = 50
const withBug = (bug: string) => ALONE.map((member) => ({ ...member, preloads: [`bugs/${bug}.ts`] }))

export const CONTROLS: readonly Control[] = [
  {
    rule: 'ack before durable',
    says: /accepted events are not in the tables/,
    scenario: {
      name: 'ack-before-durable',
      breaks: 'a service answers "accepted" before the log has it, and is killed',
      seed: 501,
      members: withBug('ack-before-durable'),
      glass_s: 10,
      async run({ members, pause }) {
        await pause(500, 800)
        await members[0]?.kill()
        await members[0]?.listening()
      },
    },
  },
  {
    rule: 'commit before flush',
    says: /accepted events are not in the tables/,
    scenario: {
      name: 'commit-before-flush',
      breaks: 'a service notes how far it has come before the rows are stored, and is killed when it has',
      seed: 502,
      members: withBug('commit-before-flush'),
      glass_s: 10,
      async run({ members, clickhouse }) {
        const checkpoints = () => sql(clickhouse, 'SELECT max(saved_at) FROM checkpoint_markers')
        const before = await checkpoints()
        while ((await checkpoints()) === before) await delay(POLL_MS)
        await members[0]?.kill()
        await members[0]?.listening()
      },
    },
  },
  {
    rule: 'unversioned rows',
    // An older row of any of them may have won.
    says: /in the totals|in the minutes|sessions have not the events they sent|kept of what was received/,
    scenario: {
      name: 'unversioned-rows',
      breaks: 'rows carry no version, and an insert that broke off is written after newer ones',
      seed: 503,
      members: withBug('unversioned-rows'),
      glass_s: 10,
      async run({ sink, audience, pause }) {
        sink.weather = 'strays'
        await pause(2_500, 3_000)
        await audience.end()
        sink.weather = 'well'
        await sink.strayed()
      },
    },
  },
]
