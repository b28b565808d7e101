// What happens to the one process that has log, tables and checkpoints in its data folder, and to the disk below it.
import type { EmbeddedScenario, EmbeddedStage } from '../scenario.ts'

const MIB = 2 ** 20
/** How often what was given back of a full disk is taken again. */
const REFILL_MS = 100

/** Keeps the disk full while `work` goes on: what is written over or merged gives room back. */
async function full(stage: EmbeddedStage, work: () => Promise<void>): Promise<void> {
  const { disk, service, pause } = stage
  if (disk === null) throw new Error('there is no small disk')
  let over = false
  const keepFull = async () => {
    while (!over) {
      disk.fill()
      await pause(REFILL_MS, REFILL_MS)
    }
  }
  const filling = keepFull()
  try {
    await work()
    if (await isReady(service.url)) throw new Error('nothing was tried: the service is ready on a full disk')
  } finally {
    over = true
    await filling
    disk.free()
  }
}

async function killOnFullDisk(stage: EmbeddedStage): Promise<void> {
  await full(stage, async () => {
    await stage.pause(3_000, 4_000)
    for (let each = 0; each < 3; each++) {
      await stage.service.kill()
      await stage.pause(1_000, 3_000)
    }
  })
  await stage.right()
}

async function isReady(url: string): Promise<boolean> {
  return fetch(`${url}/readyz`, { signal: AbortSignal.timeout(5_000) }).then(
    (answer) => answer.ok,
    () => false,
  )
}

export const embedded: readonly EmbeddedScenario[] = [
  {
    name: 'embedded-kills',
    breaks: 'kill -9 of the one process that has log, tables and checkpoints in its data folder, also while it starts',
    seed: 601,
    disk: 'large',
    glass_s: 25,
    // Nobody takes events in while it is down.
    late: true,
    async run({ random, service, right, stored, pause }) {
      for (let burst = 0; burst < 4; burst++) {
        for (let each = 0; each < 8; each++) {
          if (random.chance(0.5)) await service.listening()
          await pause(50, 2_000)
          await service.kill()
        }
        await right()
        await stored()
      }
    },
  },
  {
    name: 'embedded-log-disk-full',
    breaks: 'the disk of the log in the data folder is full, twice; the second time the process is killed on it',
    seed: 602,
    disk: { of: 'log', bytes: 16 * MIB },
    smallDisk: true,
    late: true,
    // A start that failed on the full disk is waited for, and one that does not.
    glass_s: 25,
    async run(stage) {
      await stage.pause(3_000, 4_000)
      await full(stage, () => stage.pause(8_000, 9_000))
      await stage.right()
      await killOnFullDisk(stage)
    },
  },
  {
    name: 'embedded-disk-full',
    breaks: 'the disk of the whole data folder is full: log, tables and checkpoints; then the process is killed on it',
    seed: 603,
    disk: { of: 'all', bytes: 256 * MIB },
    smallDisk: true,
    late: true,
    // A start that failed on the full disk is waited for, and one that does not.
    glass_s: 25,
    async run(stage) {
      await stage.pause(3_000, 4_000)
      await full(stage, () => stage.pause(12_000, 14_000))
      await stage.right()
      await stage.stored()
      await killOnFullDisk(stage)
    },
  },
]
