// A whole Cartbeat of real parts in which a scenario breaks things: brokers, a ClickHouse behind a proxy that fails, processes
// of the service under a supervisor, an audience that sends, and a page open on every service.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createKafka, type KafkaSettings } from '../../log/kafka/settings.ts'
import { livePlanOf, makeTopic, planOf } from '../../log/kafka/topics.ts'
import { freePorts } from '../../testing/free-ports.ts'
import { startTestClickHouse, type TestClickHouse } from '../../testing/clickhouse/start.fixture.ts'
import type { TestKafka } from '../../testing/kafka/broker.ts'
import { startProxy, type Proxy } from '../../testing/kafka/proxy.ts'
import type { Random } from '../../pipeline/runtime/simulation/random.fixture.ts'
import { startAudience } from './audience.ts'
import { openGlass } from './glass.ts'
import { startMember } from './member.ts'
import type { Parts } from './parts.ts'
import { startSinkProxy, type SinkProxy } from './sink-proxy.ts'

/** What a process of the service is to be. */
export interface MemberShape {
  readonly name: string
  /** What it does; left out: everything. */
  readonly role?: 'collector' | 'pipeline' | 'api'
  /** It reaches the brokers through the proxies that cut and silence. */
  readonly proxied?: boolean
  /** Modules of faults/ loaded before the service. */
  readonly preloads?: readonly string[]
}

export interface WorldOptions {
  readonly kafka: TestKafka
  readonly members: readonly MemberShape[]
  readonly random: Random
  readonly viewers: number
  /** As the audience has it. */
  readonly twice?: number | undefined
  /** Viewers and pages reach the members through proxies. */
  readonly fronted?: boolean | undefined
}

export interface World extends Parts {
  readonly kafka: TestKafka
  readonly settings: KafkaSettings
  readonly sink: SinkProxy
  /** Before each member, where viewers and pages come through them; else []. */
  readonly fronts: readonly Proxy[]
  readonly clickhouse: TestClickHouse
  /** Makes the log's topics; again after they were deleted. */
  makeTopics(): Promise<void>
}

const PARTITIONS = 8

export async function openWorld(options: WorldOptions): Promise<World> {
  const { kafka, random, viewers, fronted = false } = options
  const dir = mkdtempSync(join(tmpdir(), 'cartbeat-faults-'))
  const clickhouse = await startTestClickHouse()
  const sink = await startSinkProxy(Number(new URL(clickhouse.url).port), random)
  const topic = `faults-${crypto.randomUUID().slice(0, 8)}`
  const settings: KafkaSettings = { brokers: kafka.brokers, topic, clientId: 'faults', tls: null, sasl: null }
  const config = { settings, partitions: PARTITIONS, replicas: kafka.nodes.length, retention_ms: 3_600_000 }
  const makeTopics = async () => {
    for (const plan of [planOf(config), livePlanOf(config)]) await makeTopic(createKafka(settings), plan)
  }
  await makeTopics()
  const ports = await freePorts(options.members.length)
  const members = options.members.map((shape, i) => {
    const { name, role, proxied = false, preloads = [] } = shape
    const { username, password, database } = clickhouse
    const all = {
      CARTBEAT_DATA_DIR: join(dir, name),
      CARTBEAT_KAFKA_BROKERS: (proxied ? kafka.proxied : kafka.brokers).join(','),
      CARTBEAT_KAFKA_TOPIC: topic,
      CARTBEAT_KAFKA_PARTITIONS: String(PARTITIONS),
      CARTBEAT_KAFKA_REPLICAS: String(kafka.nodes.length),
      CARTBEAT_KAFKA_RETENTION_HOURS: '1',
      ...(role && { CARTBEAT_ROLE: role }),
    }
    const ofTables = {
      CARTBEAT_CLICKHOUSE_URL: sink.url,
      CARTBEAT_CLICKHOUSE_USER: username,
      CARTBEAT_CLICKHOUSE_PASSWORD: password,
      CARTBEAT_CLICKHOUSE_DATABASE: database,
    }
    const env = {
      ...all,
      // A collector needs no tables, and the others no keys.
      ...(role !== 'collector' && ofTables),
      ...(takesEvents(shape) && { CARTBEAT_WRITE_KEYS: 'demo' }),
    }
    const modules = preloads.map((module) => new URL(`../${module}`, import.meta.url).href)
    return startMember({ name, port: ports[i] ?? 0, preloads: modules, env })
  })
  await Promise.all(members.map((member) => member.listening()))
  const fronts = fronted ? await Promise.all(ports.map((port) => startProxy(() => port))) : []
  const reached = members.map(({ name, url }, i) => {
    const front = fronts[i]
    return { name, url: front ? `http://127.0.0.1:${front.port}` : url }
  })
  const urlsOf = (does: (shape: MemberShape) => boolean) =>
    reached.filter((_, i) => does(options.members[i] as MemberShape))
  const doors = urlsOf(takesEvents).map(({ url }) => url)
  const audience = startAudience({
    viewers,
    doors,
    random,
    ...(options.twice !== undefined && { twice: options.twice }),
  })
  const glasses = urlsOf(hasPages).map(({ name, url }) => openGlass(name, url))
  return {
    kafka,
    settings,
    sink,
    fronts,
    clickhouse,
    members,
    audience,
    glasses,
    makeTopics,
    look: (ask) => ask(clickhouse),
    async close() {
      audience.abandon()
      for (const glass of glasses) glass.close()
      await Promise.all(members.map((member) => member.close()))
      await Promise.all(fronts.map((front) => front.close()))
      await sink.close()
      await clickhouse.close()
      rmSync(dir, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}

const takesEvents = ({ role }: MemberShape) => role === undefined || role === 'collector'
const hasPages = ({ role }: MemberShape) => role === undefined || role === 'api'
