// Many things in a list, each of which knows its place in it: what refers to one is saved as that number.

/** Has room for its place in a list; of no meaning but to the list that has it there. */
export interface Placed {
  place: number
}

export class Places<T extends Placed> {
  readonly all: T[] = []

  /** The thing in its place, behind the others where it is new. */
  add(thing: T): void {
    if (this.all[thing.place] === thing) return
    thing.place = this.all.length
    this.all.push(thing)
  }

  /** Undefined of what is not in here. */
  of(thing: T): number | undefined {
    return this.all[thing.place] === thing ? thing.place : undefined
  }

  /** The places of some, those not in here left out. */
  ofAll(things: readonly T[]): Float64Array {
    const places = new Float64Array(things.length)
    let end = 0
    for (const thing of things) {
      const place = this.of(thing)
      if (place !== undefined) places[end++] = place
    }
    return places.subarray(0, end)
  }
}
