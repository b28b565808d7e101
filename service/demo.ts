// `npm run demo`: the service on a fresh folder, two simulated shows through its public door, and a page to watch one on.
import { Hono } from 'hono'
import { startDemoShows } from '../simulator/demo.ts'
import { createWatch } from '../watch/app.ts'
import type { DemoConfig, ServiceConfig } from './config.ts'
import { createRoom, type Room } from './room.ts'
import { startService, type Service } from './service.ts'

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

/** The service with the watch page beside it and nobody in it yet. `speed` is show seconds a second. */
export async function startStage(config: ServiceConfig, speed: number): Promise<Demo> {
  const writeKeys = config.writeKeys ?? 'demo'
  const now_ms = Date.now()
  let room: Room | null = null
  const service = await startService({
    ...config,
    writeKeys,
    clockPlan: { realStart_ms: now_ms, showStart_ms: now_ms, rate: speed },
    async extra({ feed, clock }) {
      const showIds = SHOWS.map(({ showId }) => showId)
      room = createRoom(feed, showIds)
      const { show, comments } = room
      return new Hono().route(
        '/watch',
        createWatch({ clock, writeKey: keyOf(writeKeys), shows: SHOWS, show, comments }),
      )
    },
  })
  return {
    service,
    showUrl: `${service.url}/shows/${SHOWS[0].showId}`,
    watchUrl: `${service.url}/watch/${SHOWS[0].showId}`,
    async stop() {
      room?.close()
      await service.stop()
    },
  }
}

/** The stage, then the shows on it. */
export async function startDemo(config: ServiceConfig, demo: DemoConfig): Promise<Demo> {
  const stage = await startStage(config, demo.speed)
  const shows = startDemoShows({
    url: stage.service.url,
    writeKey: keyOf(config.writeKeys ?? 'demo'),
    seed: demo.seed,
    viewers: demo.viewers,
    speed: demo.speed,
    clock: stage.service.clock,
    report: (message) => void process.stderr.write(`cartbeat: ${message}\n`),
    ...(config.adminToken === null ? {} : { adminToken: config.adminToken }),
  })
  return {
    ...stage,
    async stop() {
      await shows.stop()
      await stage.stop()
    },
  }
}

/** The first key of the setting, without its label. */
function keyOf(writeKeys: string): string {
  const first = writeKeys.split(',')[0] ?? ''
  return first.slice(first.indexOf(':') + 1).trim()
}
