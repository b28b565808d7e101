// What happens to owners, clocks, checkpoints and the log itself.
import { spawnSync } from 'node:child_process'
import { joinGroup } from '../../log/kafka/group.ts'
import { createKafka } from '../../log/kafka/settings.ts'
import { groupOf } from '../../pipeline/runtime/shared-owner.ts'
import type { ClusterScenario, ClusterStage } from '../scenario.ts'
import { sql } from '../world/sql.ts'
import { APART, TWO } from './members.ts'

/** Everything stops at once, the checkpoints are spoilt, and it starts again. */
async function spoilt(stage: ClusterStage, statement: string): Promise<void> {
  // Long enough for each partition to have more than one.
  await stage.pause(25_000, 26_000)
  await Promise.all(stage.members.map((member) => member.down()))
  await sql(stage.clickhouse, statement)
  for (const member of stage.members) member.start()
  await stage.right()
}

export const cluster: readonly ClusterScenario[] = [
  {
    name: 'frozen-owner',
    breaks: 'a service is stopped (SIGSTOP) until its partitions moved, then wakes with rows and frames of the past',
    seed: 401,
    members: TWO,
    glass_s: 25,
    async run({ members, right, stored, pause, glasses, audience }) {
      for (const member of members) {
        member.freeze()
        // Longer than a member of the group may be silent.
        await pause(9_000, 11_000)
        member.wake()
        await right()
        await stored()
        if (glasses.length === 0 || audience.ledger.events.size === 0) throw new Error('nothing was tried')
      }
    },
  },
  {
    name: 'rebalances',
    breaks: 'a member of the owners’ group comes or goes every second',
    seed: 402,
    members: TWO,
    glass_s: 25,
    async run({ settings, right }) {
      for (let each = 0; each < 8; each++) {
        const { promise: assigned, resolve } = Promise.withResolvers<void>()
        // It takes its share of the partitions and does nothing with them.
        const guest = joinGroup({
          kafka: createKafka(settings),
          topic: settings.topic,
          partitions: 8,
          groupId: groupOf(settings),
          onAssigned: () => resolve(),
          report: () => {},
        })
        await Promise.race([assigned, new Promise((go) => setTimeout(go, 1_000))])
        await guest.leave()
      }
      await right()
    },
  },
  {
    name: 'rolling-restart',
    breaks: 'each service is stopped in order (SIGTERM) and started again under load, twice',
    seed: 403,
    members: TWO,
    glass_s: 20,
    async run({ members, right }) {
      for (let round = 0; round < 2; round++)
        for (const member of members) {
          const code = await member.restart()
          if (code !== 0) throw new Error(`${member.name} ended with ${code}`)
          await member.listening()
          await right()
        }
    },
  },
  {
    name: 'clock-jumps',
    breaks: 'the clock of one service jumps an hour ahead, then an hour behind',
    seed: 404,
    members: [{ name: 'one', preloads: ['bugs/clock.ts'] }, { name: 'two' }],
    glass_s: 10,
    async run({ members, right, pause }) {
      for (let jump = 0; jump < 3; jump++) {
        members[0]?.signal('SIGUSR2')
        await pause(4_000, 5_000)
      }
      await right()
    },
  },
  {
    name: 'checkpoint-corrupt',
    breaks: 'the newest checkpoint of every partition is unreadable when all services start',
    seed: 405,
    members: TWO,
    glass_s: 20,
    run: (stage) =>
      spoilt(
        stage,
        `INSERT INTO checkpoint_chunks SELECT log_id, partition, slot, 0, 'torn', version FROM checkpoint_markers FINAL
         WHERE chunks > 0 ORDER BY offset DESC LIMIT 1 BY log_id, partition`,
      ),
  },
  {
    name: 'checkpoint-missing',
    breaks: 'the newest checkpoint of every partition is gone when all services start',
    seed: 406,
    members: TWO,
    glass_s: 20,
    run: (stage) =>
      spoilt(
        stage,
        `INSERT INTO checkpoint_markers (log_id, partition, slot, offset, chunks, checksum, version)
         SELECT log_id, partition, slot, offset, 0, '', version + 1 FROM checkpoint_markers FINAL
         WHERE chunks > 0 ORDER BY offset DESC LIMIT 1 BY log_id, partition`,
      ),
  },
  {
    name: 'duplicates',
    breaks: 'two batches in three arrive twice, side by side and after later ones',
    seed: 407,
    members: TWO,
    twice: 0.66,
    glass_s: 10,
    async run({ right, pause }) {
      for (let round = 0; round < 3; round++) {
        await pause(4_000, 5_000)
        await right()
      }
    },
  },
  {
    name: 'log-made-anew',
    breaks: 'the log’s topic and the live feed’s are deleted and made again under the same names',
    seed: 408,
    members: APART,
    glass_s: 40,
    async run({ settings, right, stored, makeTopics, audience, pause }) {
      await pause(4_000, 5_000)
      await audience.silence(async () => {
        // What only the log had is gone with it.
        await stored()
        const admin = createKafka(settings).admin()
        await admin.connect()
        await admin.deleteTopics({ topics: [settings.topic, `${settings.topic}-live`] })
        await admin.disconnect()
        await pause(1_000, 2_000)
        await makeTopics()
      })
      await right()
    },
  },
  {
    name: 'disk-full',
    breaks: 'the disk of one broker takes no more bytes, then that of another; a broker whose disk fails ends',
    seed: 409,
    members: TWO,
    glass_s: 20,
    async run({ kafka, random, right, killed }) {
      for (const node of [random.pick(kafka.nodes), random.pick(kafka.nodes)]) {
        if (node.pid === null) throw new Error('the broker is down')
        const limited = spawnSync('prlimit', ['--pid', String(node.pid), '--fsize=4096'], { encoding: 'utf8' })
        if (limited.status !== 0) throw new Error(`prlimit: ${limited.stderr}`)
        await node.ended()
        killed()
        await right()
        await node.start()
        await right()
      }
    },
  },
]
