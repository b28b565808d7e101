// Many shows at once: how old what each host sees is, while one show has most of the traffic. At every host's stream the age
// of what it shows is looked at between frames too, as an eye does.
import { setTimeout as delay } from 'node:timers/promises'
import { hostApi } from '../../simulator/host.ts'
import { createRandom } from '../../simulator/random.ts'
import { createManyShows, type ManyShows } from '../load/many-shows.ts'
import { BATCH_EVENTS } from '../load/templates.ts'
import type { Figure } from '../report/figure.ts'
import { quantile } from '../report/statistics.ts'
import { startMeasured } from './calls.ts'
import { openLiveStream, type LiveStream } from './dashboard.ts'
import type { ServiceProcess } from './service-process.ts'

const SHOWS = 200
const RATE = 2_000
const WARM_UP_MS = 10_000
const MEASURE_MS = 20_000
const LOOK_EVERY_MS = 100
const P99_MS_MAX = 1_000
const TICK_MS = 5

export async function measureShows(seed: number): Promise<readonly Figure[]> {
  const service = startMeasured<ServiceProcess>('measure/service-process.ts')
  const figure = await watchShows(await service.call('url'), seed, 'many shows')
  await service.call('stop')
  await service.end()
  return [figure]
}

/** Starts the shows at a service where nothing else goes on, and looks at every host's stream. */
export async function watchShows(url: string, seed: number, name: string): Promise<Figure> {
  const load = createManyShows(createRandom(seed), SHOWS, RATE)
  for (const showId of load.showIds)
    await hostApi({ url }).call({ call: 'start', showId, show: { title: showId, currency: 'EUR', products: [] } })
  const newest_ms = new Map<string, number>()
  const streams: LiveStream[] = []
  for (const showId of load.showIds)
    streams.push(await openLiveStream(url, ({ now }) => newest_ms.set(showId, now.at_ms), showId))
  const sending = sendFor(url, load, WARM_UP_MS + MEASURE_MS)
  await delay(WARM_UP_MS)
  const ages = new Map(load.showIds.map((showId) => [showId, [] as number[]]))
  for (const until_ms = performance.now() + MEASURE_MS; performance.now() < until_ms; await delay(LOOK_EVERY_MS)) {
    const now_ms = Date.now()
    for (const [showId, seen] of ages) seen.push(now_ms - (newest_ms.get(showId) ?? 0))
  }
  const { accepted, refused } = await sending
  for (const stream of streams) stream.close()

  const p99s = [...ages.values()].map((seen) => quantile(seen, 0.99))
  const all = [...ages.values()].flat()
  return {
    name,
    what: `age of what a host sees, p99 of the worst of ${SHOWS} shows at once, one with 80 % of ${RATE} events/s`,
    value: Math.max(...p99s),
    unit: 'ms',
    spread: null,
    runs: 1,
    limit: { is: 'at most', value: P99_MS_MAX },
    limitedBy: 'the wait for frames, 250 ms apart; load, streams and looking share the machine with the service',
    details: {
      ...{ p50_ms: quantile(all, 0.5), p99_ms: quantile(all, 0.99), first_p99_ms: p99s[0] ?? NaN },
      ...{ median_show_p99_ms: quantile(p99s, 0.5), accepted, refused },
    },
  }
}

/** Sends at RATE for so long; what cannot be sent in time is sent late, not left out. */
async function sendFor(url: string, load: ManyShows, for_ms: number) {
  const underWay = new Set<Promise<void>>()
  let [sent, accepted, refused] = [0, 0, 0]
  const post = async (body: string) => {
    const headers = { 'content-type': 'application/json' }
    const answer = await fetch(`${url}/v1/batch`, { method: 'POST', headers, body })
    await answer.arrayBuffer()
    if (answer.ok) accepted += BATCH_EVENTS
    else refused += BATCH_EVENTS
  }
  for (const began_ms = performance.now(); performance.now() < began_ms + for_ms; await delay(TICK_MS)) {
    const due = ((performance.now() - began_ms) / 1000) * (RATE / BATCH_EVENTS)
    for (; sent < due; sent++) {
      const posted: Promise<void> = post(load.body(Date.now())).finally(() => underWay.delete(posted))
      underWay.add(posted)
    }
  }
  await Promise.all(underWay)
  return { accepted, refused }
}
