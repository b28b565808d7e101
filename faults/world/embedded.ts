// One process of the service as `npm start` runs it, log and tables in its data folder, and an audience that sends. The oracle
// reads a copy of the tables' files, taken while the process stands still, with an engine of its own.
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { cp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { FRONT_PASSWORD, FRONT_USER, startFront } from '../../testing/clickhouse/start.fixture.ts'
import { freePorts } from '../../testing/free-ports.ts'
import type { Random } from '../../pipeline/runtime/simulation/random.fixture.ts'
import type { Tables } from '../oracle/oracle.ts'
import { startAudience } from './audience.ts'
import { openGlass } from './glass.ts'
import { startMember, type Member } from './member.ts'
import type { Parts } from './parts.ts'
import { mountSmallDisk, type SmallDisk } from '../../testing/small-disk.ts'

/** What the data folder stands on: this machine's disk, or a small one for all of it or for the log alone. */
export type DiskShape = 'large' | { readonly of: 'all' | 'log'; readonly bytes: number }

export interface EmbeddedWorldOptions {
  readonly random: Random
  readonly viewers: number
  /** As the audience has it. */
  readonly twice?: number | undefined
  readonly disk: DiskShape
}

export interface EmbeddedWorld extends Parts {
  readonly service: Member
  /** null: it is this machine's. */
  readonly disk: SmallDisk | null
}

/** The engine's own database. */
const DATABASE = 'default'

export async function openEmbeddedWorld(options: EmbeddedWorldOptions): Promise<EmbeddedWorld> {
  const { random, viewers, twice, disk: shape } = options
  const dir = mkdtempSync(join(tmpdir(), 'cartbeat-faults-'))
  const data = join(dir, 'data')
  const small = shape === 'large' ? null : shape.of === 'log' ? join(data, 'log') : data
  mkdirSync(small ?? data, { recursive: true })
  const disk = small === null || shape === 'large' ? null : mountSmallDisk(small, shape.bytes)
  const [port = 0] = await freePorts(1)
  const env = { CARTBEAT_DATA_DIR: data, CARTBEAT_WRITE_KEYS: 'demo' }
  const service = startMember({ name: 'service', port, env })
  await service.listening()
  const audience = startAudience({ viewers, doors: [service.url], random, ...(twice !== undefined && { twice }) })
  const glass = openGlass(service.name, service.url)

  async function look<T>(ask: (tables: Tables) => Promise<T>): Promise<T> {
    const copy = mkdtempSync(join(tmpdir(), 'cartbeat-faults-copy-'))
    try {
      service.freeze()
      await cp(join(data, 'clickhouse'), join(copy, 'clickhouse'), { recursive: true }).finally(() => service.wake())
      const front = await startFront(copy)
      const url = `http://127.0.0.1:${front.port}`
      const tables = { url, username: FRONT_USER, password: FRONT_PASSWORD, database: DATABASE }
      return await ask(tables).finally(() => front.kill())
    } finally {
      rmSync(copy, { recursive: true, force: true, maxRetries: 5 })
    }
  }

  return {
    members: [service],
    service,
    audience,
    glasses: [glass],
    disk,
    look,
    async close() {
      audience.abandon()
      glass.close()
      await service.close()
      disk?.unmount()
      rmSync(dir, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}
