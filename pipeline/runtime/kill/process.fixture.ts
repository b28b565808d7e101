// The test's end of a child: starts it, waits for it, kills it, asks it.
import { fork } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import type { ChildStart, FromChild, ToChild } from './child.fixture.ts'

export interface Child {
  /** Resolves with its port; null when it ended before. Rejects when it ended by itself, with what it said. */
  readonly listening: Promise<number | null>
  kill(): Promise<void>
  ask(sql: readonly string[]): Promise<readonly (readonly unknown[])[]>
  stop(): Promise<void>
}

export function startChild(start: ChildStart): Child {
  const child = fork(new URL('./child.fixture.ts', import.meta.url), [JSON.stringify(start)], {
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    execArgv: [],
  })
  let said = ''
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (said = (said + text).slice(-4_000)))
  const exited = once(child, 'exit')
  let isKilled = false
  const heard = <K extends FromChild['kind']>(kind: K) =>
    Promise.race([hear(child, kind), exited.then(() => null)]).then((message) => {
      if (message === null && !isKilled) throw new Error(`the process ended by itself: ${said}`)
      return message
    })
  const listening = heard('listening').then((message) => message?.port ?? null)
  listening.catch(() => {})
  const tell = (message: ToChild) => child.send(message)
  return {
    listening,
    async kill() {
      isKilled = true
      child.kill('SIGKILL')
      await exited
    },
    async ask(sql) {
      tell({ sql })
      return (await heard('answers'))?.rows ?? []
    },
    async stop() {
      tell({ stop: true })
      await heard('stopped')
      await exited
    },
  }
}

function hear<K extends FromChild['kind']>(child: ChildProcess, kind: K): Promise<Extract<FromChild, { kind: K }>> {
  return new Promise((resolve) => {
    child.on('message', (message: FromChild) => {
      if (message.kind === kind) resolve(message as Extract<FromChild, { kind: K }>)
    })
  })
}
