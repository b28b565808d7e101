// Asks the service now and then how its parts are.
import type { Readiness } from '../../../api/contract.ts'
import { ask } from './api.ts'
import { ailmentOf, type Ailment } from './health.ts'

const ASK_EACH_MS = 15_000

export class Health {
  ailment: Ailment | null = $state.raw(null)
  /** When it was first seen, Unix ms by this machine's clock. */
  since_ms: number | null = $state.raw(null)
  asking = $state(false)
  #timer: ReturnType<typeof setInterval>

  constructor() {
    void this.ask()
    // A page nobody sees asks nothing.
    this.#timer = setInterval(() => document.hidden || void this.ask(), ASK_EACH_MS)
  }

  async ask(): Promise<void> {
    if (this.asking) return
    this.asking = true
    const ailment = ailmentOf(await ask<Readiness>('/readyz'))
    this.asking = false
    if (ailment !== this.ailment) this.since_ms = ailment === null ? null : Date.now()
    this.ailment = ailment
  }

  close(): void {
    clearInterval(this.#timer)
  }
}
