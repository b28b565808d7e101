// A little of everything, for every run of the tests: the whole suite is `npm run faults`.
import { createKafka } from '../../log/kafka/settings.ts'
import { coordinatorOf } from '../../log/kafka/coordinator.fixture.ts'
import { groupOf } from '../../pipeline/runtime/shared-owner.ts'
import type { ClusterScenario } from '../scenario.ts'
import { ONE_BEHIND } from './members.ts'

export const SHORT_FORM: ClusterScenario = {
  name: 'short',
  breaks: 'strays, the group’s coordinator, a service, connections, ClickHouse',
  seed: 1,
  members: ONE_BEHIND,
  glass_s: Infinity,
  async run({ kafka, settings, sink, clickhouse, members, right, pause, killed }) {
    const id = await coordinatorOf(createKafka(settings), settings.topic, groupOf(settings))
    const coordinator = kafka.nodes.find((node) => node.id === id)
    sink.weather = 'strays'
    await coordinator?.stop('SIGKILL')
    killed()
    await right()
    await members[1]?.kill()
    await pause(100, 1_000)
    await clickhouse.front?.kill()
    await clickhouse.front?.restart()
    killed()
    for (const { proxy } of kafka.nodes) proxy.cut()
    // The coordinator is still away: partitions of the one that was killed find an owner without it.
    await right()
    sink.weather = 'well'
    await sink.strayed()
    await coordinator?.start()
  },
}
