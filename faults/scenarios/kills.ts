// kill -9, at moments a seed decides.
import type { TestNode } from '../../testing/kafka/broker.ts'
import { createKafka } from '../../log/kafka/settings.ts'
import { coordinatorOf } from '../../log/kafka/coordinator.fixture.ts'
import { groupOf } from '../../pipeline/runtime/shared-owner.ts'
import type { ClusterScenario, ClusterStage } from '../scenario.ts'
import { APART, TWO } from './members.ts'

/** Kills the node and starts it again; resolves when it is back. */
async function killNode(node: TestNode, stage: Pick<ClusterStage, 'killed'>): Promise<void> {
  await node.stop('SIGKILL')
  stage.killed()
  await node.start()
}

/** Kills ClickHouse where it is, and starts it again. */
async function killSink({ clickhouse, killed }: Pick<ClusterStage, 'clickhouse' | 'killed'>): Promise<void> {
  await clickhouse.front?.kill()
  killed()
  await clickhouse.front?.restart()
}

export const kills: readonly ClusterScenario[] = [
  {
    name: 'kill-services',
    breaks: 'kill -9 of either process of the service, also while it starts: collector, owner and API in one',
    seed: 101,
    members: TWO,
    glass_s: 20,
    async run({ random, members, right, pause }) {
      for (let burst = 0; burst < 8; burst++) {
        for (let each = 0; each < 8; each++) {
          await pause(50, 1_500)
          await random.pick(members).kill()
        }
        await right()
      }
    },
  },
  ...(['collector', 'pipeline', 'api'] as const).map((part, i): ClusterScenario => ({
    name: `kill-${part}`,
    breaks: `kill -9 of ${part} processes, where each part is a process of its own`,
    seed: 110 + i,
    members: APART,
    glass_s: 15,
    async run({ random, members, right, pause }) {
      const its = members.filter(({ name }) => name.startsWith(part))
      for (let burst = 0; burst < 2; burst++) {
        for (let each = 0; each < 5; each++) {
          await pause(100, 1_500)
          await random.pick(its).kill()
        }
        await right()
      }
    },
  })),
  {
    name: 'kill-brokers',
    breaks: 'kill -9 of one broker of three, and of the next when it is back',
    seed: 102,
    members: TWO,
    glass_s: 20,
    async run(stage) {
      const { random, kafka, right, pause } = stage
      for (let round = 0; round < 4; round++) {
        for (let each = 0; each < 3; each++) {
          await pause(200, 1_500)
          await killNode(random.pick(kafka.nodes), stage)
        }
        await right()
      }
    },
  },
  {
    name: 'kill-coordinator',
    breaks: 'kill -9 of the broker that coordinates the owners’ group; it stays away until all is right without it',
    seed: 103,
    members: TWO,
    glass_s: 20,
    async run({ kafka, settings, members, right, stored, killed }) {
      const id = await coordinatorOf(createKafka(settings), settings.topic, groupOf(settings))
      const node = kafka.nodes.find((each) => each.id === id)
      if (!node) throw new Error(`there is no node ${id}`)
      await node.stop('SIGKILL')
      killed()
      await right()
      // The group works without it: an owner's partitions find another.
      await members[0]?.kill()
      await right()
      await stored()
      await node.start()
      await right()
    },
  },
  {
    name: 'kill-sink',
    breaks: 'kill -9 of ClickHouse in the middle of inserts',
    seed: 104,
    members: TWO,
    glass_s: 10,
    async run(stage) {
      for (let round = 0; round < 4; round++) {
        for (let each = 0; each < 10; each++) {
          await stage.pause(100, 1_200)
          await killSink(stage)
        }
        await stage.right()
      }
    },
  },
  {
    name: 'kill-everything',
    breaks: 'kill -9 of anything: services, one broker at a time, ClickHouse',
    seed: 105,
    members: TWO,
    glass_s: 30,
    // At times no collector is there for longer than a minute waits to close.
    late: true,
    async run(stage) {
      const { random, members, kafka, right, pause } = stage
      for (let round = 0; round < 4; round++) {
        let broker = Promise.resolve()
        for (let each = 0; each < 12; each++) {
          await pause(50, 900)
          const what = random.between(1, 12)
          if (what <= 6) await random.pick(members).kill()
          else if (what <= 11) await killSink(stage)
          else {
            await broker
            broker = killNode(random.pick(kafka.nodes), stage)
          }
        }
        await broker
        await right()
      }
    },
  },
]
