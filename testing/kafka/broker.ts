// A real Apache Kafka in KRaft mode for a test: one node, or three where a broker has to die. Each node listens three times:
// plainly, behind a proxy the test can break, and for the quorum.
import { spawn, type ChildProcess } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { freePorts } from '../free-ports.ts'
import { findJava, resolveClassPath } from './jars.ts'
import { propertiesOf } from './properties.ts'
import { startProxy, type Proxy } from './proxy.ts'

export interface TestNode {
  readonly id: number
  /** host:port without the proxy, and through it. */
  readonly address: string
  readonly proxied: string
  readonly proxy: Proxy
  /** Starts the node and resolves when it takes connections. */
  start(): Promise<void>
  /** Ends it in order (SIGTERM) or at once (SIGKILL); resolves when the process is gone. */
  stop(signal?: 'SIGTERM' | 'SIGKILL'): Promise<void>
  /** Resolves when the process is gone, whatever ended it. */
  ended(): Promise<void>
}

export interface TestKafka {
  readonly nodes: readonly TestNode[]
  /** Where the nodes keep their logs: DIR/ID/log/TOPIC-PARTITION. */
  readonly dir: string
  /** Every node's address without the proxies, and through them. */
  readonly brokers: readonly string[]
  readonly proxied: readonly string[]
  /** Ends everything and removes its files. */
  close(): Promise<void>
}

export interface TestKafkaOptions {
  readonly nodes?: 1 | 3
  /** More lines for server.properties. */
  readonly properties?: Readonly<Record<string, string>>
  /** More arguments for the tool that formats the nodes' folders. */
  readonly format?: readonly string[]
}

/** A node that is not ready after this long has failed; its output is in the error. */
const READY_MAX_MS = 60_000
const STOP_MAX_MS = 10_000
const HEAP_MB = 384
const OUTPUT_CHARS_MAX = 8_000

export async function startKafka(options: TestKafkaOptions = {}): Promise<TestKafka> {
  const java = await findJava()
  if (!java) throw new Error('no Java found for the test broker')
  const classPath = await resolveClassPath()
  const dir = mkdtempSync(join(tmpdir(), 'cartbeat-kafka-'))
  const clusterId = newClusterId()
  const count = options.nodes ?? 1
  const ports = await freePorts(count * 3)
  const quorum = Array.from({ length: count }, (_, i) => `${i + 1}@127.0.0.1:${ports[i * 3 + 2]}`).join(',')
  const nodes: TestNode[] = []
  const close = async () => {
    await Promise.all(nodes.map(async (node) => (await node.stop('SIGKILL'), await node.proxy.close())))
    rmSync(dir, { recursive: true, force: true, maxRetries: 5 })
  }
  try {
    for (let i = 0; i < count; i++) {
      const [plain = 0, behind = 0, controller = 0] = ports.slice(i * 3)
      const home = join(dir, String(i + 1))
      mkdirSync(home, { recursive: true })
      const proxy = await startProxy(() => behind)
      const file = join(home, 'server.properties')
      const own = { id: i + 1, count, plain, behind, proxied: proxy.port, controller, quorum, home }
      writeFileSync(file, propertiesOf(own, options.properties ?? {}))
      nodes.push(nodeOf({ java, classPath, clusterId, format: options.format ?? [], file, id: i + 1, plain, proxy }))
    }
    await Promise.all(nodes.map((node) => node.start()))
  } catch (error) {
    await close()
    throw error
  }
  return {
    nodes,
    dir,
    brokers: nodes.map((node) => node.address),
    proxied: nodes.map((node) => node.proxied),
    close,
  }
}

interface NodeParts {
  readonly java: string
  readonly classPath: string
  readonly clusterId: string
  readonly format: readonly string[]
  readonly file: string
  readonly id: number
  readonly plain: number
  readonly proxy: Proxy
}

function nodeOf({ java, classPath, clusterId, format, file, id, plain, proxy }: NodeParts): TestNode {
  const flags = [`-Xmx${HEAP_MB}m`, '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1', '-cp', classPath]
  let formatted = false
  let child: ChildProcess | null = null
  let output = ''
  const launch = (args: readonly string[]): ChildProcess => {
    const started = spawn(java, [...flags, ...args], { stdio: ['ignore', 'pipe', 'pipe'] })
    const keep = (chunk: Buffer) => (output = (output + chunk.toString()).slice(-OUTPUT_CHARS_MAX))
    started.stdout.on('data', keep)
    started.stderr.on('data', keep)
    return started
  }
  const gone = (some: ChildProcess): Promise<void> =>
    some.exitCode !== null || some.signalCode !== null
      ? Promise.resolve()
      : new Promise((resolve) => some.once('exit', () => resolve()))
  // A broker must not outlive a test that crashed.
  process.on('exit', () => child?.kill('SIGKILL'))

  return {
    id,
    address: `127.0.0.1:${plain}`,
    proxied: `127.0.0.1:${proxy.port}`,
    proxy,
    async start() {
      if (!formatted) {
        const formatting = launch(['kafka.tools.StorageTool', 'format', '-t', clusterId, '-c', file, ...format])
        await gone(formatting)
        if (formatting.exitCode !== 0) throw new Error(`the broker's folder was not formatted: ${output}`)
        formatted = true
      }
      const started = (child = launch(['kafka.Kafka', file]))
      const deadline_ms = performance.now() + READY_MAX_MS
      while (!(await takesConnections(plain))) {
        if (started.exitCode !== null || performance.now() > deadline_ms)
          throw new Error(`node ${id} did not start: ${output}`)
        await delay(20)
      }
    },
    async ended() {
      if (child) await gone(child)
      child = null
    },
    async stop(signal = 'SIGTERM') {
      const stopping = child
      child = null
      if (!stopping) return
      stopping.kill(signal)
      const cut = setTimeout(() => stopping.kill('SIGKILL'), STOP_MAX_MS)
      await gone(stopping)
      clearTimeout(cut)
    },
  }
}

function takesConnections(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
    const answer = (yes: boolean) => {
      socket.destroy()
      resolve(yes)
    }
    socket.once('connect', () => answer(true))
    socket.once('error', () => answer(false))
  })
}

/** A UUID in base64; one that begins with a dash would be taken for a flag. */
function newClusterId(): string {
  const bytes = randomBytes(16)
  bytes[0] = (bytes[0] ?? 0) & 0x7f
  return bytes.toString('base64url')
}
