// A process of the service, as an operator starts it, for tests that kill, move and restore.
import { spawn, type ChildProcess } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { expect, vi } from 'vitest'
import { PATIENCE_MS } from '../testing/patience.ts'

export interface Running {
  readonly url: string
  /** All it has written to its output. */
  said(): string
  end(signal: 'SIGKILL' | 'SIGTERM'): Promise<number | null>
}

/** Done once the process has said something on its way to listening. */
export interface Meanwhile {
  readonly said: string
  act(): Promise<void>
}

const ROOT = fileURLToPath(new URL('..', import.meta.url))

/** `npm start` with this environment, and nothing of the test's own besides PATH. Resolves when it listens. */
export async function startProcess(env: Readonly<Record<string, string>>, meanwhile?: Meanwhile): Promise<Running> {
  const child: ChildProcess = spawn(process.execPath, ['service/main.ts'], {
    cwd: ROOT,
    env: { PATH: process.env['PATH'], ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let text = ''
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk: Buffer) => (text += chunk.toString()))
  if (meanwhile) void vi.waitFor(() => expect(text).toContain(meanwhile.said), PATIENCE_MS).then(meanwhile.act)
  const exited = new Promise<number | null>((resolve) => child.once('exit', resolve))
  const url = await vi.waitFor(() => {
    if (child.exitCode !== null) throw new Error(`the service ended: ${text}`)
    const found = /listening on (\S+),/.exec(text)?.[1]
    if (!found) throw new Error(`not listening yet: ${text}`)
    return found
  }, PATIENCE_MS)
  return {
    url,
    said: () => text,
    end(signal) {
      child.kill(signal)
      return exited
    },
  }
}
