// A ClickHouse for tests: the server CARTBEAT_TEST_CLICKHOUSE_URL names, else the front over the embedded engine. Each
// caller gets a database of its own.
import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createClient } from '@clickhouse/client'
import { testConfig } from '../config.ts'

export interface TestClickHouse {
  /** Without credentials. */
  readonly url: string
  readonly username: string
  readonly password: string
  readonly database: string
  /** null where a server was given: it is not ours to kill. */
  readonly front: Front | null
  close(): Promise<void>
}

/** The front's process. Starts again on the same port and folder. */
export interface Front {
  readonly port: number
  /** The engine's files, users and backups. */
  readonly dir: string
  /** Ends it at once, in the middle of whatever it does. */
  kill(): Promise<void>
  restart(): Promise<void>
}

export const FRONT_USER = 'cartbeat'
export const FRONT_PASSWORD = 'a password: with/odd@signs'

export async function startTestClickHouse(): Promise<TestClickHouse> {
  const given = testConfig().clickhouseUrl
  const database = `cartbeat_test_${crypto.randomUUID().slice(0, 8)}`
  if (given) {
    const url = new URL(given)
    const [username, password] = [decodeURIComponent(url.username) || 'default', decodeURIComponent(url.password)]
    url.username = url.password = ''
    const server = { url: url.href, username, password }
    await command(server, `CREATE DATABASE ${database}`)
    return {
      ...server,
      database,
      front: null,
      close: () => command(server, `DROP DATABASE ${database} SYNC`),
    }
  }
  const dir = mkdtempSync(join(tmpdir(), 'cartbeat-front-'))
  const front = await startFront(dir)
  const server = { url: `http://127.0.0.1:${front.port}`, username: FRONT_USER, password: FRONT_PASSWORD }
  await command(server, `CREATE DATABASE ${database}`)
  return {
    ...server,
    database,
    front,
    async close() {
      await front.kill()
      rmSync(dir, { recursive: true, force: true })
    },
  }
}

/** Over the engine's files in DIR/clickhouse, made where there are none. */
export async function startFront(dir: string): Promise<Front> {
  let child: ChildProcess | null = null
  const start = async (port: number) => {
    const script = fileURLToPath(new URL('./front.ts', import.meta.url))
    const args = [script, '--dir', dir, '--port', String(port), '--user', FRONT_USER, '--password', FRONT_PASSWORD]
    child = spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'inherit'] })
    return listening(child)
  }
  const port = await start(0)
  return {
    port,
    dir,
    async kill() {
      const ended = child
      child = null
      if (!ended || ended.exitCode !== null) return
      const gone = new Promise((resolve) => ended.once('exit', resolve))
      ended.kill('SIGKILL')
      await gone
    },
    async restart() {
      await start(port)
    },
  }
}

function listening(child: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    let text = ''
    child.stdout?.on('data', (chunk: Buffer) => {
      text += chunk.toString()
      const port = /listening on (\d+)/.exec(text)?.[1]
      if (port) resolve(Number(port))
    })
    child.once('exit', (code) => reject(new Error(`the front ended with ${code} before it listened`)))
  })
}

async function command(server: { url: string; username: string; password: string }, query: string): Promise<void> {
  const client = createClient(server)
  await client.command({ query })
  await client.close()
}
