// Partitions that change hands under load, as a host sees it: the age of what the live stream shows, over time.
import { setTimeout as delay } from 'node:timers/promises'
import { openLiveStream } from './dashboard.ts'
import { PARTITIONS, type Cluster } from './kafka-cluster.ts'

/** Under it the glass is right again. Frames come every 0.25 s. */
const RIGHT_MS = 1_000
/** It stays so for so long before it counts. */
const CALM_MS = 3_000
const WAIT_MAX_MS = 40_000
const LOOK_MS = 100

export interface Moves {
  /** Oldest the glass became while half of the partitions moved to a process that came; */
  readonly came_ms: readonly number[]
  /** and while they moved back from one that was stopped in order. */
  readonly left_ms: readonly number[]
  /** From the SIGKILL of a process with half of the partitions to the last moment at which the glass was over 1 s old. */
  readonly killed_ms: readonly number[]
  /** Of the glass while nothing happens, half of the time. */
  readonly usualAge_ms: number
}

/** Rounds of come, be killed, come, be stopped, beside a service that stays; none begins after `until_ms`. */
export async function moveAbout(cluster: Cluster, url: string, rounds: number, until_ms: number): Promise<Moves> {
  const ages: { readonly at_ms: number; readonly age_ms: number }[] = []
  const stream = await openLiveStream(url, ({ now }, at_ms) => ages.push({ at_ms, age_ms: now.sentAt_ms - now.at_ms }))
  const isCalm = (since_ms: number) => {
    const now_ms = performance.now()
    const late = ages.filter(({ at_ms }) => at_ms > now_ms - CALM_MS)
    return now_ms - since_ms > CALM_MS && late.length > 0 && late.every(({ age_ms }) => age_ms < RIGHT_MS)
  }
  const settled = async (since_ms: number, share: number) => {
    while ((await partitionsOf(url)) !== share || !isCalm(since_ms)) {
      if (performance.now() - since_ms > WAIT_MAX_MS) throw new Error('the partitions did not settle')
      await delay(LOOK_MS)
    }
  }
  const worst = (since_ms: number) =>
    Math.max(0, ...ages.filter(({ at_ms }) => at_ms >= since_ms).map(({ age_ms }) => age_ms))
  const lastOld = (since_ms: number) =>
    Math.max(
      since_ms,
      ...ages.filter(({ at_ms, age_ms }) => at_ms >= since_ms && age_ms >= RIGHT_MS).map((one) => one.at_ms),
    )

  const [came_ms, left_ms, killed_ms]: [number[], number[], number[]] = [[], [], []]
  const come = async () => {
    const other = await cluster.startService()
    const since_ms = performance.now()
    await settled(since_ms, PARTITIONS / 2)
    came_ms.push(worst(since_ms))
    return other.process
  }
  const begun_ms = performance.now()
  await settled(begun_ms, PARTITIONS)
  const usual = ages.map(({ age_ms }) => age_ms).toSorted((a, b) => a - b)
  try {
    for (let round = 0; round < rounds && (round === 0 || performance.now() < until_ms); round++) {
      const killed = await come()
      const kill_ms = performance.now()
      await killed.kill()
      await settled(kill_ms, PARTITIONS)
      killed_ms.push(lastOld(kill_ms) - kill_ms)

      const stopped = await come()
      const stop_ms = performance.now()
      await stopped.call('stop')
      await stopped.end()
      await settled(stop_ms, PARTITIONS)
      left_ms.push(worst(stop_ms))
    }
  } finally {
    stream.close()
  }
  return { came_ms, left_ms, killed_ms, usualAge_ms: usual[Math.floor(usual.length / 2)] ?? NaN }
}

/** Partitions a service drives, by its own account. */
async function partitionsOf(url: string): Promise<number> {
  const text = await (await fetch(`${url}/metrics`)).text()
  return Number(/^cartbeat_pipeline_partitions (\d+)$/m.exec(text)?.[1])
}
