// The port: free for a start, or Cartbeat's own already, and then whether it is ready.
import { createServer } from 'node:net'
import { fail, ok, warn, type Finding } from './finding.ts'

const ASK_MAX_MS = 5_000
/** Cartbeat's own answers are far shorter. Above: what was read so far is the answer, and whoever gave it is not Cartbeat. */
export const ANSWER_BYTES_MAX = 64 * 1024

export interface PortFindings {
  readonly findings: readonly Finding[]
  /** Cartbeat answers there. */
  readonly isRunning: boolean
}

export async function checkPort(host: string, port: number): Promise<PortFindings> {
  const check = 'port'
  const code = await whyNotFree(host, port)
  if (code === null)
    return { findings: [ok(check, port === 0 ? 'any that is free' : `${host}:${port} is free`)], isRunning: false }
  if (code !== 'EADDRINUSE')
    return {
      findings: [
        fail(
          check,
          `${host}:${port} cannot be listened on (${code})`,
          'set HOST to an address of this machine, and PORT above 1023',
        ),
      ],
      isRunning: false,
    }
  const url = `http://${nameOf(host)}:${port}`
  const alive = await ask(`${url}/healthz`)
  if (alive?.status !== 200 || alive.text !== '{"status":"ok"}')
    return {
      findings: [fail(check, `${host}:${port} is taken by another program`, 'end it, or set PORT')],
      isRunning: false,
    }
  const ready = await ask(`${url}/readyz`)
  const running = ok(check, `Cartbeat listens on ${host}:${port}`)
  return { findings: [running, judgeReady(ready)], isRunning: true }
}

function judgeReady(answer: Answer | null): Finding {
  const check = 'ready'
  if (answer?.status === 200) return ok(check, 'it can do its work')
  const detail = /"detail":"((?:[^"\\]|\\.)*)"/.exec(answer?.text ?? '')?.[1]
  const why =
    detail === undefined ? `/readyz answers ${answer?.status ?? 'nothing'}` : (JSON.parse(`"${detail}"`) as string)
  return warn(check, 'it cannot do its work now', why)
}

/** The code of what stands against listening; null: nothing does. */
function whyNotFree(host: string, port: number): Promise<string | null> {
  return new Promise((resolve) => {
    const server = createServer()
    server.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message))
    server.listen(port, host, () => server.close(() => resolve(null)))
  })
}

/** Where a service on this address is found from its own machine. */
function nameOf(host: string): string {
  if (host === '0.0.0.0' || host === '::') return '127.0.0.1'
  return host.includes(':') ? `[${host}]` : host
}

interface Answer {
  readonly status: number
  readonly text: string
}

async function ask(url: string): Promise<Answer | null> {
  try {
    const answer = await fetch(url, { signal: AbortSignal.timeout(ASK_MAX_MS) })
    return { status: answer.status, text: await textOf(answer) }
  } catch {
    return null
  }
}

async function textOf({ body }: Response): Promise<string> {
  const parts: Uint8Array[] = []
  let bytes = 0
  // Leaving the loop early lets go of the connection.
  for await (const part of body ?? []) {
    parts.push(part)
    bytes += part.length
    if (bytes > ANSWER_BYTES_MAX) break
  }
  return Buffer.concat(parts).toString()
}
