// Reactions on their way up over the picture.

/** In the air at once; a burst beyond it shows nothing more. */
const FLIGHTS_MAX = 24

interface Flight {
  readonly key: number
  readonly reaction: string
  /** Per cent from the left. */
  readonly x: number
}

class Flights {
  list = $state.raw<readonly Flight[]>([])
  #made = 0

  start(reaction: string): void {
    if (this.list.length >= FLIGHTS_MAX || matchMedia('(prefers-reduced-motion: reduce)').matches) return
    // Spread by the golden ratio: neighbours in time do not hide each other.
    const x = 70 + ((this.#made * 61.8) % 24)
    this.list = [...this.list, { key: this.#made++, reaction, x }]
  }

  landed(key: number): void {
    this.list = this.list.filter((flight) => flight.key !== key)
  }
}

export const flights = new Flights()
