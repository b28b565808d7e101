// A process of Cartbeat: its parts by role (wiring.ts) on one port. It starts whole or not at all, and ends by answering what
// is under way, writing down what was taken, and giving back what it has of the log.
import { Hono } from 'hono'
import type { ClockPlan } from '../pipeline/runtime/pace.ts'
import type { LiveFeed } from '../pipeline/contract.ts'
import type { Clock } from '../events/contract.ts'
import type { KafkaConfig } from '../log/kafka/config.ts'
import type { Store } from '../store/contract.ts'
import type { Retention } from '../store/retention.ts'
import type { ClickHouseConfig } from './config.ts'
import { listen } from './http.ts'
import { createOpening, type Opening } from './opening.ts'
import { placeOf, type Role } from './role.ts'
import { wire, wireAll, type Wired } from './wiring.ts'

export interface ServiceOptions {
  readonly host: string
  readonly port: number
  readonly dataDir: string
  /** As CARTBEAT_WRITE_KEYS has it. */
  readonly writeKeys: string
  /** As CARTBEAT_SERVER_KEYS has it; null or left out: nobody but the host calls speaks for the host. */
  readonly serverKeys?: string | null
  readonly adminToken: string | null
  /** As CARTBEAT_PROXIES has it; left out: none. */
  readonly proxies?: number
  /** The record on a server; null or left out: embedded in the data folder. */
  readonly clickhouse?: ClickHouseConfig | null
  /** Left out: everything is kept. */
  readonly retention?: Retention
  /** null or left out: the log is in the data folder. */
  readonly kafka?: KafkaConfig | null
  readonly clockPlan?: ClockPlan
  /** Routes that stand beside those of a process with all parts; called once the parts they read are there. */
  readonly extra?: (parts: { feed: LiveFeed; store: Store; clock: Clock }) => Promise<Hono>
}

/** A process that listens. */
export interface Running {
  readonly url: string
  /** Takes no more, writes down what was taken, ends. */
  stop(): Promise<void>
  /** Resolves when a part could not go on. */
  readonly failed: Promise<Error>
}

/** One with all parts. */
export interface Service extends Running {
  readonly clock: Clock
  readonly store: Store
  /** Resolves when all appended so far is in the tables. */
  idle(): Promise<void>
}

/** Starts the parts of a role. Rejects with an error of one line for a taken port, a locked folder or a wrong setting. */
export async function startRole(role: Role, options: ServiceOptions): Promise<Running> {
  const { kafka = null, clickhouse = null } = options
  const place = placeOf({ role, kafka, clickhouse })
  const { running } = await start(options, (at) => wire(at, place))
  return running
}

/** Starts everything in this process. Rejects as startRole does. */
export async function startService(options: ServiceOptions): Promise<Service> {
  const { kafka = null, clickhouse = null } = options
  const { running, wired, at } = await start(options, (opening) => wireAll(opening, { role: 'all', kafka, clickhouse }))
  return { ...running, clock: at.clock, store: wired.store, idle: wired.idle }
}

async function start<W extends Wired>(options: ServiceOptions, wiring: (at: Opening) => Promise<W>) {
  const at = createOpening(options)
  try {
    const wired = await wiring(at)
    const app = new Hono()
    for (const each of wired.apps.slice(0, -1)) app.route('/', each)
    // What is left is the last one's, with its answers to what leads nowhere.
    const last = wired.apps.at(-1)
    app.all('*', (c) => last?.fetch(c.req.raw, c.env) ?? c.notFound())
    const listening = await listen(app, options.host, options.port)
    at.onClose(async () => {
      const closed = listening.close()
      await wired.endStreams()
      await closed
    })
    const running: Running = { url: listening.url, stop: () => at.close(), failed: wired.failed }
    return { running, wired, at }
  } catch (error) {
    await at.close()
    throw error
  }
}
