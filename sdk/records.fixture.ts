// What came over the wire, for tests: answers as it is told and keeps everything.

/** An event as it came over the wire. */
export interface Wired {
  readonly type: string
  readonly event?: string
  readonly messageId: string
  readonly anonymousId: string
  readonly userId?: string
  readonly timestamp: string
  readonly properties: Record<string, unknown>
  readonly context: Record<string, unknown> & {
    readonly cartbeat: {
      readonly sessionId: string
      readonly seq: number
      readonly showId: string | null
      readonly mediaTime_ms: number | null
      readonly latency_ms: number | null
    }
  }
}

export interface Received {
  readonly batch: readonly Wired[]
  readonly sentAt: string
  readonly contentType: string
  readonly bytes: number
  readonly status: number
}

export interface Answer {
  readonly status: number
  readonly headers?: Readonly<Record<string, string>>
}

export interface Records {
  readonly requests: Received[]
  /** Decides the answer to a batch; 200 unless set. */
  answer: (batch: readonly Wired[]) => Answer
  take(body: string, contentType: string): Answer
  /** Events of the requests answered with 200, each messageId once, in order of arrival. */
  events(): Wired[]
  /** The same by session, each by seq. */
  sessions(): Wired[][]
  /** Resolves once it holds, looking at every arrival. Rejects after 20 s. */
  until(holds: (events: readonly Wired[]) => boolean): Promise<void>
}

export function createRecords(): Records {
  const requests: Received[] = []
  const waiting = new Set<() => void>()
  const records: Records = {
    requests,
    answer: () => ({ status: 200 }),
    take(body, contentType) {
      const { batch, sentAt } = JSON.parse(body) as { batch: Wired[]; sentAt: string }
      const answer = records.answer(batch)
      requests.push({ batch, sentAt, contentType, bytes: Buffer.byteLength(body), status: answer.status })
      for (const look of waiting) look()
      return answer
    },
    events() {
      const taken = requests.filter((request) => request.status === 200).flatMap((request) => request.batch)
      return [...new Map(taken.toReversed().map((event) => [event.messageId, event])).values()].toReversed()
    },
    sessions() {
      const bySession = Map.groupBy(records.events(), (event) => event.context.cartbeat.sessionId)
      return [...bySession.values()].map((events) =>
        events.sort((a, b) => a.context.cartbeat.seq - b.context.cartbeat.seq),
      )
    },
    until: (holds) =>
      new Promise((resolve, reject) => {
        const timer = setTimeout(() => {
          waiting.delete(look)
          reject(new Error(`came only: ${records.events().map(nameOf).join(', ')}`))
        }, 20_000)
        function look() {
          if (!holds(records.events())) return
          clearTimeout(timer)
          waiting.delete(look)
          resolve()
        }
        waiting.add(look)
        look()
      }),
  }
  return records
}

/** A track's name, else the call's type. */
export const nameOf = (event: Wired): string => event.event ?? event.type
