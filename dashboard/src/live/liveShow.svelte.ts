// The live show of a page: an EventSource, the pure reducers behind it, and the runes in front.
import type { LiveFrame, LiveSnapshot, Problem, ShowDetail } from '../../../api/contract.ts'
import { ask } from './api.ts'
import {
  CONNECTING,
  SILENCE_MS,
  freshnessOf,
  nextConnection,
  serverClock,
  type Connection,
  type ConnectionEvent,
  type Freshness,
  type ServerTime,
} from './connection.ts'
import { applyFrame, viewOfSnapshot, type LiveView } from './view.ts'

const TICK_MS = 500
/** Without an animation frame (a background tab has none) what arrived is shown after this long. */
const PUBLISH_AFTER_MS = 1000

export class LiveShow {
  readonly showId: string
  /** null until the first snapshot. */
  view: LiveView | null = $state.raw(null)
  connection: Connection = $state.raw(CONNECTING)
  /** This machine's monotonic clock, each half second and at each publish. */
  #ticked_ms = $state(performance.now())
  #time: ServerTime | null = $state.raw(null)

  #held: LiveView | null = null
  #heldTime: ServerTime | null = null
  #source: EventSource | null = null
  #lastMessage_ms = 0
  #publishing = false
  #tick: ReturnType<typeof setInterval>
  #stop = new AbortController()

  constructor(showId: string) {
    this.showId = showId
    this.#open()
    this.#tick = setInterval(() => this.#onTick(), TICK_MS)
    addEventListener('online', () => this.retry(), { signal: this.#stop.signal })
    document.addEventListener('visibilitychange', () => document.hidden || this.#onTick(), {
      signal: this.#stop.signal,
    })
  }

  /** The server's clock now, Unix ms; the machine's own before anything arrived. */
  get clock_ms(): number {
    return this.#time ? serverClock(this.#time, this.#ticked_ms) : Date.now()
  }

  /** How old what is shown is, ms. */
  get age_ms(): number {
    return this.view && this.#time ? Math.max(0, this.clock_ms - this.view.now.at_ms) : 0
  }

  get freshness(): Freshness {
    return this.view ? freshnessOf(this.age_ms, this.view.now.status) : 'fresh'
  }

  /** Unix-like ms of the monotonic clock, for what `connection` holds. */
  get tick_ms(): number {
    return this.#ticked_ms
  }

  /** Tries at once, whatever the wait. */
  retry(): void {
    if (this.connection.phase === 'live') return
    this.#step({ type: 'retry' })
    this.#open()
  }

  close(): void {
    this.#stop.abort()
    clearInterval(this.#tick)
    this.#source?.close()
    this.#source = null
  }

  #open(): void {
    this.#source?.close()
    const source = new EventSource(`/v1/shows/${encodeURIComponent(this.showId)}/live`)
    this.#source = source
    this.#lastMessage_ms = performance.now()
    const on = (type: string, apply: (data: string) => void): void =>
      source.addEventListener(type, (event: MessageEvent<string>) => {
        if (this.#source !== source) return
        this.#lastMessage_ms = performance.now()
        this.#step({ type: 'message' })
        apply(event.data)
      })
    on('snapshot', (data) => {
      const snapshot = JSON.parse(data) as LiveSnapshot
      this.#hold(viewOfSnapshot(snapshot, this.#held))
    })
    on('frame', (data) => {
      const frame = JSON.parse(data) as LiveFrame
      // A frame before any snapshot would have no show to belong to.
      if (this.#held) this.#hold(applyFrame(this.#held, frame))
    })
    // Sent while nothing else is, so that silence means a lost line.
    on('ping', () => undefined)
    source.onerror = () => this.#source === source && void this.#lost()
  }

  /** The wait is ours, not the browser's: it grows, and the page can count it down. */
  async #lost(): Promise<void> {
    this.#source?.close()
    this.#source = null
    const refusal = this.#held ? null : await this.#refusal()
    if (this.#stop.signal.aborted || this.#source) return
    if (refusal) this.#step({ type: 'refused', problem: refusal })
    else this.#step({ type: 'lost', at_ms: performance.now(), chance: Math.random() })
  }

  /** EventSource hides why it was refused; the show itself says it. null: the line is down, not the show missing. */
  async #refusal(): Promise<Problem | null> {
    const answer = await ask<ShowDetail>(`/v1/shows/${encodeURIComponent(this.showId)}`)
    return !answer.ok && answer.problem.status >= 400 && answer.problem.status < 500 ? answer.problem : null
  }

  #step(event: ConnectionEvent): void {
    this.connection = nextConnection(this.connection, event)
  }

  #hold(view: LiveView): void {
    this.#held = view
    this.#heldTime = { sentAt_ms: view.now.sentAt_ms, arrivedAt_ms: performance.now() }
    if (this.#publishing) return
    // However many frames arrive together (a tab that slept wakes up to hundreds), they are drawn once.
    this.#publishing = true
    const publish = (): void => {
      if (!this.#publishing) return
      this.#publishing = false
      this.#ticked_ms = performance.now()
      this.#time = this.#heldTime
      this.view = this.#held
    }
    if (document.hidden) setTimeout(publish, PUBLISH_AFTER_MS)
    else {
      requestAnimationFrame(publish)
      setTimeout(publish, PUBLISH_AFTER_MS)
    }
  }

  #onTick(): void {
    this.#ticked_ms = performance.now()
    const connection = this.connection
    if (connection.phase === 'reconnecting' && !this.#source && this.#ticked_ms >= connection.nextTryAt_ms) this.#open()
    else if (connection.phase === 'live' && this.#ticked_ms - this.#lastMessage_ms > SILENCE_MS) void this.#lost()
  }
}
