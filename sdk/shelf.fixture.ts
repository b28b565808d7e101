import type { Shelf } from './shelf.ts'

/** A storage in memory that can be told to refuse more than so many characters. */
export function memoryShelf(): Shelf & { room: number; readonly map: Map<string, string> } {
  const map = new Map<string, string>()
  return {
    room: Infinity,
    map,
    get: (key) => map.get(key) ?? null,
    set(key, value) {
      let others = 0
      for (const [name, text] of map) if (name !== key) others += text.length
      if (others + value.length > this.room) return false
      map.set(key, value)
      return true
    },
    remove: (key) => void map.delete(key),
    keys: (prefix) => [...map.keys()].filter((key) => key.startsWith(prefix)),
  }
}
