// node simulator/main.ts --url http://127.0.0.1:8080 --viewers 2000 --seed 7 --speed 1 --minutes 10
// Plays one show, with the shop's ordinary trade beside it, against a running service, and prints its books. --api-url: the host's
// calls go there, where collector and API are processes of their own. Keys come from the environment: see config.ts.
// --speed above 1 needs a service whose clock runs as fast (the demo's --speed); otherwise watch time is cut to the clock's.
import { parseArgs } from 'node:util'
import { AUTUMN_KITCHEN, STREET_STYLE } from './catalogue.ts'
import { readSecrets } from './config.ts'
import { hostApi } from './host.ts'
import { createLedger } from './ledger/ledger.ts'
import { planShow } from './plan.ts'
import { KeyRefusedError, play } from './player.ts'
import { printReport } from './print.ts'

const { values } = parseArgs({
  options: {
    url: { type: 'string', default: 'http://127.0.0.1:8080' },
    'api-url': { type: 'string' },
    show: { type: 'string', default: AUTUMN_KITCHEN.showId },
    viewers: { type: 'string', default: '2000' },
    minutes: { type: 'string', default: '10' },
    seed: { type: 'string', default: '7' },
    speed: { type: 'string', default: '1' },
    store: { type: 'string', default: '120' },
  },
})

function number(name: 'viewers' | 'minutes' | 'seed' | 'speed' | 'store', least: number): number {
  const value = Number(values[name])
  if (value >= least) return value
  process.stderr.write(`simulator: --${name} is "${values[name]}", a number from ${least} is needed\n`)
  return process.exit(2)
}

const script = [AUTUMN_KITCHEN, STREET_STYLE].find(({ showId }) => showId === values.show) ?? AUTUMN_KITCHEN
const speed = number('speed', 0.01)
const duration_ms = number('minutes', 0.1) * 60_000
const began_ms = Date.now()
const clock = (): number => began_ms + (Date.now() - began_ms) * speed
const { url } = values
const { writeKey, adminToken } = readSecrets()
const stopping = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stopping.abort())

const ledger = createLedger()
const plan = planShow({
  seed: number('seed', 0),
  start_ms: began_ms + 500,
  show: { script, viewers: number('viewers', 1), startAfter_ms: 10_000, duration_ms, act_ms: duration_ms, atOnce: 0.1 },
  storeVisitorsPerMinute: number('store', 0),
  storeUntil_ms: began_ms + duration_ms,
})
let told_ms = 0
const playing = play(plan, {
  url,
  writeKey,
  host: hostApi({ url: values['api-url'] ?? url, ...(adminToken !== undefined && { adminToken }) }),
  timing: { kind: 'real', clock, speed },
  ledger,
  signal: stopping.signal,
  onProgress({ events, requests, behind_ms, at_ms }) {
    if (Date.now() - told_ms < 5_000) return
    told_ms = Date.now()
    const minutes = ((at_ms - began_ms) / 60_000).toFixed(1)
    process.stderr.write(
      `minute ${minutes}: ${events} events in ${requests} requests, ${Math.round(behind_ms)} ms behind\n`,
    )
  },
})
try {
  const progress = await playing
  process.stdout.write(printReport(ledger.report(), progress))
} catch (error) {
  if (!(error instanceof KeyRefusedError)) throw error
  process.stderr.write(
    `simulator: ${error.message}: CARTBEAT_DEMO_KEY must be one of the service's CARTBEAT_WRITE_KEYS\n`,
  )
  process.exitCode = 1
}
