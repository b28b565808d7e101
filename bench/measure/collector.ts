// Events a second and core of the collector: HTTP from a second process, validated, durable in LMDB.
import { setTimeout as delay } from 'node:timers/promises'
import type { Sender } from '../load/sender-process.ts'
import { threadsLine } from '../report/profile.ts'
import type { Figure } from '../report/figure.ts'
import { median, spread } from '../report/statistics.ts'
import { startMeasured } from './calls.ts'
import type { CollectorProcess } from './collector-process.ts'
import { usageLine } from './usage.ts'

const TARGET = 200_000
/** Under way at once, as in the measurements of the whole: at the target 8 ms of traffic, where a flush waits up to 5. */
const CONNECTIONS = 32
/** The show whose moments are sent; how fast they come is up to the collector. */
const SHOW_RATE = 50_000
const WARM_UP_MS = 4_000
const RUN_MS = 4_000

export async function measureCollector(seed: number, runs: number): Promise<readonly Figure[]> {
  const collector = startMeasured<CollectorProcess>('measure/collector-process.ts')
  const sender = startMeasured<Sender>('load/sender-process.ts')
  const facts = await sender.call('prepare', seed)
  const port = await collector.call('port')
  await sender.call('start', { port, connections: CONNECTIONS, rate: SHOW_RATE, paced: false, ramp_ms: 0 })
  await delay(WARM_UP_MS)
  const began = await collector.call('usage')
  const perCore: number[] = []
  const perWall: number[] = []
  for (let i = 0; i < runs; i++) {
    const from = await collector.call('usage')
    await delay(RUN_MS)
    const to = await collector.call('usage')
    const events = to.accepted - from.accepted
    perCore.push(events / (to.cpu_s - from.cpu_s))
    perWall.push((events * 1000) / (to.at_ms - from.at_ms))
  }
  const ended = await collector.call('usage')
  await collector.call('profileStart')
  await delay(RUN_MS)
  const threads = await collector.call('profileStop')
  const { failed } = await sender.call('stop')
  await sender.end()
  await collector.call('stop')
  await collector.end()
  return [
    {
      name: 'collector',
      what: 'POST /v1/batch, batches of 50 of many viewers, validated and durable in LMDB, per core of its process',
      value: median(perCore),
      unit: 'events/s/core',
      spread: spread(perCore),
      runs,
      limit: { is: 'at least', value: TARGET },
      limitedBy: `${threadsLine(threads.slice(0, 1))}; ${usageLine(began, ended)}`,
      details: {
        wall_events_per_s: median(perWall),
        cores_used: median(perWall) / median(perCore),
        bytes_per_event: facts.bytesPerEvent,
        events_per_append: (ended.accepted - began.accepted) / (ended.appends - began.appends),
        heartbeats: facts.heartbeats,
        failed_requests: failed,
      },
    },
  ]
}
