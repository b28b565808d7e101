// `npm run demo`: the service on a fresh folder, two simulated shows through its public door, and a page to watch one on.
import type { DemoConfig, ServiceConfig } from './config.ts'
import { createRoom, type Room } from './room.ts'
import { startService, type Service } from './service.ts'
import { startDemoShows } from '../simulator/demo.ts'
import { createWatch } from '../watch/app.ts'
import { Hono } from 'hono'

/** The demo's public key, unless CARTBEAT_WRITE_KEYS names others. */
const SHOWS = [
  { showId: 'autumn-kitchen', title: 'Autumn Kitchen Live' },
  { showId: 'street-style', title: 'Street Style Friday' },
] as const

export interface Demo {
  readonly service: Service
  readonly showUrl: string
  readonly watchUrl: string
  stop(): Promise<void>
}

/** Starts the service, then the shows. */
export async function startDemo(config: ServiceConfig, demo: DemoConfig): Promise<Demo> {
  const writeKeys = config.writeKeys ?? 'demo'
  const writeKey = keyOf(writeKeys)
  const now_ms = Date.now()
  let room: Room | null = null
  const service = await startService({
    ...config,
    writeKeys,
    clockPlan: { realStart_ms: now_ms, showStart_ms: now_ms, rate: demo.speed },
    async extra({ feed, clock }) {
      room = createRoom(
        feed,
        SHOWS.map((show) => show.showId),
      )
      const { show, comments } = room
      return new Hono().route('/watch', createWatch({ clock, writeKey, shows: SHOWS, show, comments }))
    },
  })
  const shows = startDemoShows({
    url: service.url,
    writeKey,
    seed: demo.seed,
    viewers: demo.viewers,
    speed: demo.speed,
    clock: service.clock,
    ...(config.adminToken === null ? {} : { adminToken: config.adminToken }),
  })
  return {
    service,
    showUrl: `${service.url}/shows/${SHOWS[0].showId}`,
    watchUrl: `${service.url}/watch/${SHOWS[0].showId}`,
    async stop() {
      await shows.stop()
      room?.close()
      await service.stop()
    },
  }
}

/** The first key of the setting, without its label. */
function keyOf(writeKeys: string): string {
  const first = writeKeys.split(',')[0] ?? ''
  return first.slice(first.indexOf(':') + 1).trim()
}
