// Each part that is measured runs in a process of its own, so that its processor time is its own. Calls between the
// processes go over Node's IPC channel, one answer a call; their stdout goes to stderr, which keeps ours for figures.
import { fork, type ChildProcess } from 'node:child_process'
import { fileURLToPath } from 'node:url'

/** A process that has not ended so long after it was asked to is killed. */
const END_MAX_MS = 20_000

type Functions = Readonly<Record<string, (argument: never) => unknown>>
interface Call {
  readonly id: number
  readonly name: string
  readonly argument: unknown
}
interface Answer {
  readonly id: number
  readonly value?: unknown
  readonly error?: string
}

/** In the process that is measured: answers calls until it is told to end. */
export function answerCalls(functions: Functions): void {
  process.on('message', async ({ id, name, argument }: Call) => {
    const answer = await run(functions[name], argument)
    process.send?.({ id, ...answer } satisfies Answer)
  })
  process.on('disconnect', () => process.exit(0))
}

async function run(
  one: ((argument: never) => unknown) | undefined,
  argument: unknown,
): Promise<{ value?: unknown; error?: string }> {
  try {
    // It came from the other end's call(), which holds it to this function's parameters.
    return { value: await one?.(argument as never) }
  } catch (error) {
    return { error: error instanceof Error ? (error.stack ?? error.message) : String(error) }
  }
}

/** The other end. `F` are the functions the process answers with. */
export interface Measured<F extends Functions> {
  call<K extends keyof F & string>(name: K, ...argument: Parameters<F[K]>): Promise<Awaited<ReturnType<F[K]>>>
  /** Ends the process. */
  end(): Promise<void>
  /** Ends it at once, where it stands. Calls under way reject. */
  kill(): Promise<void>
}

/** Starts bench/<file> in a process of its own. */
export function startMeasured<F extends Functions>(file: string): Measured<F> {
  const child = fork(fileURLToPath(new URL(`../${file}`, import.meta.url)), {
    stdio: ['ignore', 2, 2, 'ipc'],
  })
  const waiting = new Map<number, PromiseWithResolvers<unknown>>()
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  let calls = 0
  child.on('message', ({ id, value, error }: Answer) => {
    const call = waiting.get(id)
    waiting.delete(id)
    if (error === undefined) call?.resolve(value)
    else call?.reject(new Error(`${file}: ${error}`))
  })
  child.once('exit', (code, signal) => {
    for (const call of waiting.values()) call.reject(new Error(`${file} ended with ${signal ?? code}`))
  })
  return {
    call(name, ...[argument]) {
      const call = Promise.withResolvers<unknown>()
      const id = calls++
      waiting.set(id, call)
      child.send({ id, name, argument } satisfies Call)
      return call.promise as Promise<never>
    },
    end: () => endChild(child, exited),
    async kill() {
      child.kill('SIGKILL')
      await exited
    },
  }
}

async function endChild(child: ChildProcess, exited: Promise<void>): Promise<void> {
  if (child.connected) child.disconnect()
  const cut = setTimeout(() => child.kill('SIGKILL'), END_MAX_MS)
  await exited
  clearTimeout(cut)
}
