// What happens to owners, clocks, checkpoints and the log itself.
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { joinGroup } from '../../log/kafka/group.ts'
import { createKafka } from '../../log/kafka/settings.ts'
import { groupOf } from '../../pipeline/runtime/shared-owner.ts'
import type { ClusterScenario, ClusterStage } from '../scenario.ts'
import { mountSmallDisk } from '../../testing/small-disk.ts'
import { sql } from '../world/sql.ts'
import { APART, TWO } from './members.ts'

/** What a broker has of all topics is some megabytes. */
const BROKER_DISK_BYTES = 512 * 2 ** 20
/** A broker notices at its next write. */
const ENDS_MAX_MS = 60_000

/** Everything stops at once, the checkpoints are spoilt, and it starts again. */
async function spoilt(stage: ClusterStage, statement: string): Promise<void> {
  // Long enough for each partition to have more than one.
  await stage.pause(25_000, 26_000)
  await Promise.all(stage.members.map((member) => member.down()))
  await sql(stage.clickhouse, statement)
  for (const member of stage.members) member.start()
  await stage.right()
}

async function tooLong(why: string): Promise<never> {
  await delay(ENDS_MAX_MS, undefined, { ref: false })
  throw new Error(why)
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
      const since_ms = performance.now()
      // The page is right when what the new log has stands beside what the old one had.
      const before = audience.ledger.comments.size
      while (audience.ledger.comments.size < before + audience.viewers) await pause(50, 100)
      await right(since_ms)
    },
  },
  {
    name: 'disk-full',
    breaks: 'the disk of one broker is full, then that of another; a broker whose disk fails ends',
    seed: 409,
    members: TWO,
    smallDisk: true,
    glass_s: 20,
    async run({ kafka, random, right }) {
      const first = random.pick(kafka.nodes)
      for (const node of [first, random.pick(kafka.nodes.filter((each) => each !== first))]) {
        await node.stop()
        const disk = mountSmallDisk(join(kafka.dir, String(node.id), 'log'), BROKER_DISK_BYTES)
        try {
          await node.start()
          await right()
          disk.fill()
          await Promise.race([node.ended(), tooLong(`broker ${node.id} goes on without a disk`)])
          await right()
          disk.free()
          await node.start()
          await right()
        } finally {
          await node.stop()
          disk.unmount()
        }
        await node.start()
        await right()
      }
    },
  },
]
