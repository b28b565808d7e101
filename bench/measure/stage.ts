// The service under load, with a show on air and the pages open: what the measurements of the whole share.
import { setTimeout as delay } from 'node:timers/promises'
import { AUTUMN_KITCHEN } from '../../simulator/catalogue.ts'
import { hostApi } from '../../simulator/host.ts'
import type { LoadFacts, Sender } from '../load/sender-process.ts'
import type { ThreadProfile } from '../report/profile.ts'
import { startMeasured, type Measured } from './calls.ts'
import type { ServiceProcess } from './service-process.ts'

/** Requests under way at once. */
const CONNECTIONS = 32
/** After the ramp: every session has opened, code is compiled, tables have parts to merge. */
const WARM_UP_MS = 8_000
const PROFILE_MS = 8_000

export interface Stage {
  readonly url: string
  readonly service: Measured<ServiceProcess>
  readonly sender: Measured<Sender>
  readonly facts: LoadFacts
}

/** The service with a show on air, and load that has grown to so many events a second and stayed there for a while. */
export async function setStage(seed: number, rate: number, ramp_ms: number): Promise<Stage> {
  const service = startMeasured<ServiceProcess>('measure/service-process.ts')
  const url = await service.call('url')
  return { url, service, ...(await startLoad(url, seed, rate, ramp_ms)) }
}

/** A show on air at a service, and load that has grown to so many events a second and stayed there for a while. */
export async function startLoad(
  url: string,
  seed: number,
  rate: number,
  ramp_ms: number,
): Promise<Pick<Stage, 'sender' | 'facts'>> {
  const sender = startMeasured<Sender>('load/sender-process.ts')
  const facts = await sender.call('prepare', seed)
  const { showId, title, currency, products } = AUTUMN_KITCHEN
  await hostApi({ url }).call({ call: 'start', showId, show: { title, currency, products } })
  await sender.call('start', { port: Number(new URL(url).port), connections: CONNECTIONS, rate, paced: true, ramp_ms })
  await delay(ramp_ms + WARM_UP_MS)
  return { sender, facts }
}

/** What the service's threads do for so long. */
export async function profileStage({ service }: Stage): Promise<readonly ThreadProfile[]> {
  await service.call('profileStart')
  await delay(PROFILE_MS)
  return service.call('profileStop')
}

/** Ends the load, then the service. */
export async function strikeStage({ service, sender }: Stage): Promise<void> {
  await sender.call('stop')
  await sender.end()
  await service.call('stop')
  await service.end()
}
