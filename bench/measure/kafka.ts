// The log on Kafka: how fast it takes and gives records, how soon an event is on the glass, and how long partitions are
// without an owner when one is killed, comes, or goes, and what the hosts of many shows at once see. Broker, ClickHouse, services
// and load all on this machine.
import { loadavg } from 'node:os'
import { FRAME_INTERVAL_MS } from '../../pipeline/contract.ts'
import { GROUP_SESSION_MS } from '../../log/kafka/limits.ts'
import type { Figure } from '../report/figure.ts'
import { threadsLine } from '../report/profile.ts'
import { median, quantile, spread } from '../report/statistics.ts'
import { startMeasured } from './calls.ts'
import { MARKERS, P50_MS_MAX, P99_MS_MAX, watchMarkers } from './glass.ts'
import { PARTITIONS, startCluster, type Cluster } from './kafka-cluster.ts'
import type { KafkaLogProcess, Passed } from './kafka-log-process.ts'
import { moveAbout } from './kafka-moves.ts'
import { watchShows } from './shows.ts'
import { startLoad } from './stage.ts'

const WARM_UP_MS = 2_000
const PRODUCE_MS = 3_000
const RATE = 2_000
const RAMP_MS = 5_000
/** No further round of moves begins after it, so that all of it ends within five minutes. */
const MOVES_BEGIN_MAX_MS = 180_000
/** Rounds of moves; each is some 40 s. */
const ROUNDS_MAX = 3

export async function measureKafka(seed: number, runs: number): Promise<readonly Figure[]> {
  const began_ms = performance.now()
  const cluster = await startCluster()
  try {
    const rates = await measureLog(cluster, seed, runs)
    return [
      ...rates,
      ...(await measureServices(cluster, seed, Math.min(runs, ROUNDS_MAX), began_ms + MOVES_BEGIN_MAX_MS)),
    ]
  } finally {
    await cluster.close()
  }
}

const MB = 1e6
/** Of one run nothing can be said. */
const spreadOf = (values: readonly number[]) => (values.length < 2 ? null : spread(values))
const per_s = (amount: number, { from, to }: Pick<Passed, 'from' | 'to'>) => (amount * 1000) / (to.at_ms - from.at_ms)
const cores = ({ from, to }: Pick<Passed, 'from' | 'to'>) => ((to.cpu_s - from.cpu_s) * 1000) / (to.at_ms - from.at_ms)

async function measureLog(cluster: Cluster, seed: number, runs: number): Promise<readonly Figure[]> {
  const settings = await cluster.newTopic('bench-log')
  const log = startMeasured<KafkaLogProcess>('measure/kafka-log-process.ts')
  await log.call('prepare', { seed, settings })
  const warm = await log.call('produce', WARM_UP_MS)
  const produced: Passed[] = []
  for (let i = 0; i < runs; i++) produced.push(await log.call('produce', PRODUCE_MS))
  await log.call('profileStart')
  const profiled = await log.call('produce', PRODUCE_MS)
  const producing = await log.call('profileStop')
  const all = [warm, ...produced, profiled]
  const sum = (of: 'events' | 'records') => all.reduce((total, each) => total + each[of], 0)
  const eventsPerRecord = sum('events') / sum('records')
  const consumed: Omit<Passed, 'events'>[] = []
  for (let i = 0; i < runs; i++) consumed.push(await log.call('consume'))
  await log.call('profileStart')
  await log.call('consume')
  const consuming = await log.call('profileStop')
  await log.call('stop')
  await log.end()
  const onDisk_bytes = await cluster.bytesOf(settings.topic)
  const load_1min = loadavg()[0] ?? NaN
  const about = { unit: 'MB/s', runs, limit: null }
  return [
    {
      ...about,
      name: 'kafka produce',
      what: `appends to ${PARTITIONS} partitions of one broker, acknowledged, four collectors' flushes under way; MB before compression`,
      value: median(produced.map((each) => per_s(each.bytes, each) / MB)),
      spread: spreadOf(produced.map((each) => per_s(each.bytes, each))),
      limitedBy: threadsLine(producing.slice(0, 1)),
      details: {
        events_per_s: median(produced.map((each) => per_s(each.events, each))),
        disk_bytes_per_event: onDisk_bytes / sum('events'),
        record_kb: median(produced.map(({ bytes, records }) => bytes / records / 1000)),
        cores_used: median(produced.map(cores)),
        load_1min,
      },
    },
    {
      ...about,
      name: 'kafka consume',
      what: 'the same records read from the first to the last, all partitions side by side, as owners read',
      value: median(consumed.map((each) => per_s(each.bytes, each) / MB)),
      spread: spreadOf(consumed.map((each) => per_s(each.bytes, each))),
      limitedBy: threadsLine(consuming.slice(0, 1)),
      details: {
        events_per_s: median(consumed.map((each) => per_s(each.records * eventsPerRecord, each))),
        records: consumed[0]?.records ?? 0,
        cores_used: median(consumed.map(cores)),
        load_1min,
      },
    },
  ]
}

async function measureServices(
  cluster: Cluster,
  seed: number,
  rounds: number,
  until_ms: number,
): Promise<readonly Figure[]> {
  const stays = await cluster.startService()
  const { sender } = await startLoad(stays.url, seed, RATE, RAMP_MS)
  const seen = await watchMarkers(stays.url)
  const glassLoad_1min = loadavg()[0] ?? NaN
  const moves = await moveAbout(cluster, stays.url, rounds, until_ms)
  const { failed } = await sender.call('stop')
  await sender.end()
  const shows = await watchShows(stays.url, seed, 'kafka many shows')
  await stays.process.call('stop')
  await stays.process.end()

  const p = (q: number) => quantile(seen.times_ms, q)
  const answered_p50_ms = quantile(seen.answers_ms, 0.5)
  const glass = {
    unit: 'ms',
    spread: null,
    runs: 1,
    limitedBy: `the answer, durable in Kafka, comes after ${answered_p50_ms.toFixed(0)} ms; what is left is mostly the wait for the partition's next frame, one every ${FRAME_INTERVAL_MS} ms, and its way through the live feed's topic`,
    details: { markers: MARKERS, seen: seen.times_ms.length, max_ms: p(1), answered_p50_ms, load_1min: glassLoad_1min },
  }
  const seconds = (times_ms: readonly number[]) => median(times_ms) / 1000
  const moving = {
    unit: 's',
    limit: null,
    details: { usual_age_s: moves.usualAge_ms / 1000, failed_requests: failed, load_1min: loadavg()[0] ?? NaN },
  }
  const half = `${PARTITIONS / 2} of ${PARTITIONS} partitions`
  return [
    {
      ...glass,
      name: 'kafka glass p50',
      what: `POST of a comment to the frame that shows it, log and live feed in Kafka, record on ClickHouse, at ${RATE} events/s`,
      value: p(0.5),
      limit: { is: 'at most', value: P50_MS_MAX },
    },
    {
      ...glass,
      name: 'kafka glass p99',
      what: 'the same, of the slowest in a hundred',
      value: seen.times_ms.length < MARKERS * 0.99 ? Infinity : p(0.99),
      limit: { is: 'at most', value: P99_MS_MAX },
    },
    {
      ...moving,
      name: 'kafka recovery',
      what: `kill -9 of a process with ${half} at ${RATE} events/s, until the glass is under 1 s old again and stays so`,
      value: seconds(moves.killed_ms),
      spread: spreadOf(moves.killed_ms),
      runs: moves.killed_ms.length,
      limitedBy: `a member counts as gone after ${GROUP_SESSION_MS / 1000} s of silence; what is left is loading checkpoints and stepping on`,
      details: { ...moving.details, longest_s: Math.max(...moves.killed_ms) / 1000 },
    },
    {
      ...moving,
      name: 'kafka move',
      what: `${half} move to a process that came, at ${RATE} events/s: the oldest the glass gets meanwhile`,
      value: seconds(moves.came_ms),
      spread: spreadOf(moves.came_ms),
      runs: moves.came_ms.length,
      limitedBy:
        'the flush and the checkpoint of who gives a partition up, and loading that checkpoint, one partition after the other',
      details: {
        ...moving.details,
        longest_s: Math.max(...moves.came_ms) / 1000,
        back_in_order_s: seconds(moves.left_ms),
      },
    },
    shows,
  ]
}
