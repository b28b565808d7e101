// One process of the service, as an operator runs it: `node service/main.ts` with an environment, started again whenever it
// ends, as compose and systemd do. Faults happen to it; nobody else helps it.
import { spawn, type ChildProcess } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { setTimeout as delay } from 'node:timers/promises'

export interface MemberPlan {
  readonly name: string
  readonly env: Readonly<Record<string, string>>
  readonly port: number
  /** Modules loaded before the service: bugs and clocks of tests. */
  readonly preloads?: readonly string[]
}

export interface Member {
  readonly name: string
  readonly url: string
  /** Times it was killed, and times it ended by itself. */
  readonly kills: number
  readonly falls: number
  /** SIGKILL, and the supervisor starts it again; resolves when it is gone. */
  kill(): Promise<void>
  /** SIGTERM, and it is started again; resolves with its exit code. */
  restart(): Promise<number | null>
  /** SIGSTOP and SIGCONT. */
  freeze(): void
  wake(): void
  /** Any signal: clocks jump at SIGUSR2. */
  signal(name: NodeJS.Signals): void
  /** Kills it and keeps it down until start(). */
  down(): Promise<void>
  start(): void
  /** Resolves when it answers on its port. */
  listening(): Promise<void>
  /** The end of what it said. */
  said(): string
  close(): Promise<void>
}

const MAIN = fileURLToPath(new URL('../../service/main.ts', import.meta.url))
/** As compose waits before it starts a process again that ended by itself. */
const AGAIN_MS = 500
const SAID_CHARS_MAX = 6_000
const POLL_MS = 50
/** A process that ended so often by itself is not waited for. */
const FALLS_MAX = 40

export function startMember(plan: MemberPlan): Member {
  const { name, env, port, preloads = [] } = plan
  const url = `http://127.0.0.1:${port}`
  const imports = preloads.map((module) => `--import=${module}`)
  let child: ChildProcess | null = null
  let gone: Promise<number | null> = Promise.resolve(null)
  let wanted = true
  let [kills, falls] = [0, 0]
  let said = ''

  function launch(): void {
    const started = spawn(process.execPath, [...imports, MAIN], {
      env: { PORT: String(port), ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    const keep = (chunk: Buffer) => (said = (said + chunk.toString()).slice(-SAID_CHARS_MAX))
    started.stdout.on('data', keep)
    started.stderr.on('data', keep)
    child = started
    gone = new Promise((resolve) =>
      started.once('exit', (code, signal) => {
        if (child === started) child = null
        resolve(code)
        if (!wanted) return
        if (signal === 'SIGKILL' || code === 0) return launch()
        falls++
        void delay(AGAIN_MS).then(() => wanted && child === null && launch())
      }),
    )
  }
  const end = (signal: NodeJS.Signals): Promise<number | null> => {
    child?.kill(signal)
    return gone
  }
  // A process must not outlive a run that crashed.
  const onExit = () => void child?.kill('SIGKILL')
  process.on('exit', onExit)
  launch()

  return {
    name,
    url,
    get kills() {
      return kills
    },
    get falls() {
      return falls
    },
    async kill() {
      kills++
      await end('SIGKILL')
    },
    restart: () => end('SIGTERM'),
    freeze: () => void child?.kill('SIGSTOP'),
    wake: () => void child?.kill('SIGCONT'),
    signal: (signal) => void child?.kill(signal),
    async down() {
      kills++
      wanted = false
      await end('SIGKILL')
    },
    start() {
      wanted = true
      if (child === null) launch()
    },
    async listening() {
      while (
        !(await fetch(`${url}/healthz`).then(
          (answer) => answer.ok,
          () => false,
        ))
      ) {
        if (falls > FALLS_MAX) throw new Error(`${name} does not start: ${said}`)
        await delay(POLL_MS)
      }
    },
    said: () => said,
    async close() {
      wanted = false
      process.off('exit', onExit)
      await end('SIGKILL')
    },
  }
}
