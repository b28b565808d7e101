// A host's page: follows a service's live stream, connects again whenever it breaks, and holds what it shows to the ledger.
import { setTimeout as delay } from 'node:timers/promises'
import type { LiveFrame, LiveNow, LiveSnapshot } from '../../api/contract.ts'
import { SHOW } from './audience.ts'
import { revenue_minor, type Ledger } from './ledger.ts'

export interface Glass {
  readonly name: string
  /** What is not as the ledger has it; [] when all is. */
  wrong(truth: Truth): readonly string[]
  close(): void
}

export interface Truth {
  readonly ledger: Ledger
  readonly viewers: number
  /** What the page was told before counts for nothing. */
  readonly since_ms: number
}

/** A stream that says nothing for so long is dead to the page, which connects again. */
const SILENCE_MS = 5_000
const AGAIN_MS = 250
/** Data older than this is not what happens now: ticks move time twice a second, frames tell of it four times. */
export const FRESH_MS = 3_000

export function openGlass(name: string, url: string): Glass {
  const closing = new AbortController()
  let now: LiveNow | null = null
  let heardAt_ms = 0
  const take = (message: LiveSnapshot | LiveFrame) => {
    now = message.now
    heardAt_ms = performance.now()
  }
  void follow(`${url}/v1/shows/${SHOW}/live`, take, closing.signal)
  return {
    name,
    wrong({ ledger, viewers, since_ms }) {
      if (now === null || heardAt_ms < since_ms || performance.now() - heardAt_ms > FRESH_MS) return [`${name} is dark`]
      const wanted = {
        comments: ledger.comments.size,
        orders: ledger.orders.size,
        revenue_minor: revenue_minor(ledger),
      }
      const wrong: string[] = []
      for (const [what, value] of Object.entries({ ...wanted, viewers }))
        if (now[what as 'comments'] !== value)
          wrong.push(`${name} shows ${now[what as 'comments']} ${what} for ${value}`)
      if (now.trust.lag_ms > FRESH_MS) wrong.push(`${name} is ${Math.round(now.trust.lag_ms / 1000)} s old`)
      return wrong
    },
    close: () => closing.abort(),
  }
}

async function follow(
  url: string,
  take: (message: LiveSnapshot | LiveFrame) => void,
  closing: AbortSignal,
): Promise<void> {
  while (!closing.aborted) {
    await read(url, take, closing).catch(() => {})
    await delay(AGAIN_MS)
  }
}

async function read(
  url: string,
  take: (message: LiveSnapshot | LiveFrame) => void,
  closing: AbortSignal,
): Promise<void> {
  const silent = new AbortController()
  let timer = setTimeout(() => silent.abort(), SILENCE_MS)
  try {
    const answer = await fetch(url, { signal: AbortSignal.any([closing, silent.signal]) })
    if (!answer.ok || !answer.body) return void (await answer.arrayBuffer())
    let text = ''
    for await (const chunk of answer.body.pipeThrough(new TextDecoderStream())) {
      clearTimeout(timer)
      timer = setTimeout(() => silent.abort(), SILENCE_MS)
      const messages = (text + chunk).split('\n\n')
      text = messages.pop() ?? ''
      for (const message of messages) {
        const data = /^data: (\{.*)$/m.exec(message)?.[1]
        const said = data ? (JSON.parse(data) as Partial<LiveSnapshot | LiveFrame>) : {}
        // A goodbye says nothing of now.
        if (said.now) take(said as LiveSnapshot | LiveFrame)
      }
    }
  } finally {
    clearTimeout(timer)
  }
}
