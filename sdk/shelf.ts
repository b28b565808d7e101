// localStorage and sessionStorage as a page may have them: missing, forbidden, full or replaced. Nothing in here throws.

/** String storage; every failure is a value. */
export interface Shelf {
  /** null when absent or unreadable. */
  get(key: string): string | null
  /** false when it could not be written; what stood there before may still stand there. */
  set(key: string, value: string): boolean
  remove(key: string): void
  /** Keys with the prefix; [] when unreadable. */
  keys(prefix: string): string[]
}

/** The window's storage of that name, looked up at each use: reading it alone throws where cookies are blocked. */
export function shelfOf(name: 'localStorage' | 'sessionStorage'): Shelf {
  return {
    get(key) {
      try {
        return window[name].getItem(key)
      } catch {
        return null
      }
    },
    set(key, value) {
      try {
        window[name].setItem(key, value)
        return true
      } catch {
        return false
      }
    },
    remove(key) {
      try {
        window[name].removeItem(key)
      } catch {
        // Unwritable is unreadable here: nothing to remove.
      }
    },
    keys(prefix) {
      const found: string[] = []
      try {
        const storage = window[name]
        for (let i = 0; i < storage.length; i++) {
          const key = storage.key(i)
          if (key?.startsWith(prefix)) found.push(key)
        }
      } catch {
        // As above.
      }
      return found
    },
  }
}
