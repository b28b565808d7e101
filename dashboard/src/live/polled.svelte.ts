// Asks the API again and again while somebody looks, and keeps the age of what it got.
import type { Answer } from './api.ts'
import { ageOf, NOTHING_YET, polled, type Age, type Polling } from './polling.ts'

const TICK_MS = 1000

export class Polled<T> {
  #state: Polling<T> = $state.raw(NOTHING_YET)
  /** This machine's clock, in steps of a second. */
  now_ms: number = $state(Date.now())
  readonly #load: () => Promise<Answer<T>>
  readonly #every_ms: (value: T) => number | null
  #asking = false
  #dueAt_ms = 0
  readonly #ticker: ReturnType<typeof setInterval>
  readonly #wake = (): void => this.#tick()

  /** @param every_ms how soon to ask again after an answer; null: it does not change any more. */
  constructor(load: () => Promise<Answer<T>>, every_ms: (value: T) => number | null) {
    this.#load = load
    this.#every_ms = every_ms
    this.#ticker = setInterval(() => this.#tick(), TICK_MS)
    document.addEventListener('visibilitychange', this.#wake)
    void this.again()
  }

  get value(): T | null {
    return this.#state.value
  }
  get problem(): Polling<T>['problem'] {
    return this.#state.problem
  }
  get at_ms(): number | null {
    return this.#state.at_ms
  }
  /** The service's clock, by which shows begin and run; this machine's may be wrong. */
  get clock_ms(): number {
    return this.now_ms + this.#state.ahead_ms
  }
  get age(): Age {
    return ageOf(this.#state, this.now_ms, this.#state.value === null ? null : this.#every_ms(this.#state.value))
  }

  async again(): Promise<void> {
    if (this.#asking) return
    this.#asking = true
    const answer = await this.#load()
    this.#asking = false
    this.#state = polled(this.#state, answer, Date.now())
    this.now_ms = Date.now()
    const every_ms = this.#state.value === null ? null : this.#every_ms(this.#state.value)
    // A failure is tried again, whatever was known before.
    this.#dueAt_ms = Date.now() + (answer.ok ? (every_ms ?? Infinity) : (every_ms ?? 5000))
  }

  close(): void {
    clearInterval(this.#ticker)
    document.removeEventListener('visibilitychange', this.#wake)
    this.#dueAt_ms = Infinity
  }

  #tick(): void {
    if (document.hidden) return
    this.now_ms = Date.now()
    if (this.now_ms >= this.#dueAt_ms && !this.#asking) void this.again()
  }
}
