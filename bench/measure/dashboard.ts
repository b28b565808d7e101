// What a host's and a merchandiser's open pages ask of the service: the live stream, and the queries behind the pages.
import type { LiveFrame } from '../../api/contract.ts'
import { SHOW_ID } from '../load/stream.ts'

/** Each is asked this often; no more than one of each at a time. */
const ASK_EVERY_MS = 2_000
const SQL = `SELECT kind, count() AS events, uniq(visitor_id) AS visitors FROM events WHERE show_id = '${SHOW_ID}' GROUP BY kind`

export interface LiveStream {
  readonly frames: number
  /** The longest time between two frames. */
  readonly gapMax_ms: number
  close(): void
}

/** Opens the live stream of the show and gives each frame, with the time it was here. */
export async function openLiveStream(
  url: string,
  onFrame: (frame: LiveFrame, at_ms: number) => void = () => {},
  showId = SHOW_ID,
): Promise<LiveStream> {
  const closing = new AbortController()
  const answer = await fetch(`${url}/v1/shows/${showId}/live`, { signal: closing.signal })
  if (!answer.ok || answer.body === null) throw new Error(`the live stream answered ${answer.status}`)
  let [frames, gapMax_ms, last_ms] = [0, 0, performance.now()]
  const read = async (body: ReadableStream<Uint8Array>) => {
    let text = ''
    const decoder = new TextDecoder()
    for await (const chunk of body) {
      const at_ms = performance.now()
      text += decoder.decode(chunk, { stream: true })
      for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n')) {
        const message = text.slice(0, end)
        text = text.slice(end + 2)
        const data = /^event: frame$/m.test(message) ? /^data: (.*)$/m.exec(message)?.[1] : undefined
        if (data === undefined) continue
        frames++
        gapMax_ms = Math.max(gapMax_ms, at_ms - last_ms)
        last_ms = at_ms
        onFrame(JSON.parse(data) as LiveFrame, at_ms)
      }
    }
  }
  const reading = read(answer.body).catch((error: unknown) => {
    if (!closing.signal.aborted) throw error
  })
  return {
    get frames() {
      return frames
    },
    get gapMax_ms() {
      return gapMax_ms
    },
    close() {
      closing.abort()
      void reading
    },
  }
}

export interface Queries {
  /** How long each answer took. */
  readonly times_ms: readonly number[]
  readonly failed: number
  stop(): Promise<void>
}

/** Asks what pages ask, over and over, until stopped. */
export function askQueries(url: string): Queries {
  const times_ms: number[] = []
  let failed = 0
  const show = `${url}/v1/shows/${SHOW_ID}`
  const asks: (() => Promise<Response>)[] = [
    ...['', '/timeline', '/products', '/comments'].map((path) => () => fetch(show + path)),
    () => fetch(`${url}/v1/shows`),
    () =>
      fetch(`${url}/v1/sql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ sql: SQL }),
      }),
  ]
  const stopping = new AbortController()
  const running = asks.map(async (ask) => {
    while (!stopping.signal.aborted) {
      const began_ms = performance.now()
      try {
        const answer = await ask()
        await answer.arrayBuffer()
        if (answer.ok) times_ms.push(performance.now() - began_ms)
        else failed++
      } catch {
        failed++
      }
      await until(began_ms + ASK_EVERY_MS, stopping.signal)
    }
  })
  return {
    times_ms,
    get failed() {
      return failed
    },
    async stop() {
      stopping.abort()
      await Promise.all(running)
    },
  }
}

function until(at_ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, Math.max(0, at_ms - performance.now()))
    signal.addEventListener('abort', () => (clearTimeout(timer), resolve()), { once: true })
  })
}
